import type { ParsedSubscription } from '../../destination/index.ts'
import { decisiveClauses, listClauses } from '../../trigger/index.ts'
import { pointer } from '../../value/index.ts'
import { describeClause } from './clause.ts'
import { lookUp } from './lookUp.ts'
import { type Step, type StepContext, textAt } from './step.ts'

/** Clauses that made a trigger false. */
export function decisiveIn({ trigger }: ParsedSubscription, { trace }: StepContext) {
  const infos = listClauses(trigger)
  return decisiveClauses(trigger, index => trace.clauses.get(index)?.holds).flatMap(index => {
    const asked = trace.clauses.get(index)
    return asked ? [{ index, info: infos[index]!, ...asked }] : []
  })
}

export function describeMismatch(decisive: ReturnType<typeof decisiveIn>): string {
  const reasons = decisive.map(({ info, holds, actual }) => describeClause(info, holds, actual))
  return `is not matched: ${reasons.join('; ')}`
}

/** Steps for the evaluated clauses of a trigger, with reasons for the decisive ones. */
export function triggerSteps(
  { at, trigger }: ParsedSubscription,
  { event, definition, trace }: StepContext,
  decisive: ReadonlySet<number>,
): Step[] {
  const place = pointer(at, 'trigger')
  return listClauses(trigger).flatMap((info, index): Step[] => {
    const asked = trace.clauses.get(index)
    if (asked === undefined) return []
    const { holds, actual } = asked
    const found = lookUp(event, info.path)
    const reason = decisive.has(index) ? (found.reason ?? describeClause(info, holds, actual)) : undefined
    const text = textAt(definition, { at: place, span: info.span })
    const source = { event: found.pointer }
    return [{ pointer: place, span: info.span, text, value: holds, source, ...(reason !== undefined && { reason }) }]
  })
}
