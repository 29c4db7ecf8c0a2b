import type { ParsedDestination, ParsedSubscription } from '../../destination/index.ts'
import { findDoubts } from '../../event/index.ts'
import { collectReads, type Mapping } from '../../mapping/index.ts'
import { decisiveClauses, listClauses } from '../../trigger/index.ts'
import {
  isObject,
  type Json,
  type JsonObject,
  type Pointer,
  pointer,
  pointerKeys,
  printPath,
} from '../../value/index.ts'
import type { Clause, Failure, Report, Verdict } from '../run/action.ts'
import { isEvent, notAnEvent } from '../run/input.ts'
import { describeClause } from './clause.ts'
import { renderAlone } from './renderAlone.ts'
import { limitShown } from './shown.ts'
import type { TraceRecorder } from './trace.ts'
import type { TracedProgram } from './tracedProgram.ts'

type Outcome = Omit<Verdict, 'subscription' | 'action'>

/** Creates `destination.explain`. */
export function createExplain(
  destination: ParsedDestination,
  tracedProgram: TracedProgram,
): (event: unknown) => Report {
  const { slug } = destination.definition
  return event => {
    const over = tracedProgram.overBudget(event)
    const explain = new VerdictBuilder(tracedProgram)
    const verdicts = destination.subscriptions.map((subscription, number) => ({
      subscription: subscription.name,
      action: subscription.action.key,
      ...explain.outcome(subscription, number, event, over),
    }))
    return { destination: slug, verdicts }
  }
}

/** Explains one event. */
class VerdictBuilder {
  readonly #tracedProgram: TracedProgram
  readonly #limit = limitShown() as (value: Json) => Json

  constructor(tracedProgram: TracedProgram) {
    this.#tracedProgram = tracedProgram
  }

  outcome(subscription: ParsedSubscription, number: number, event: unknown, over: readonly Failure[]): Outcome {
    if (!subscription.enabled) return { verdict: 'disabled', reason: 'the subscription is disabled' }
    if (!isEvent(event)) return explainFailed(subscription, [notAnEvent(event)])
    const refusal = this.#tracedProgram.refusal(event, number)
    if (refusal !== undefined) {
      const isSkipped = refusal === this.#tracedProgram.explainSkipped(event)
      return { verdict: isSkipped ? 'skipped' : 'filtered', reason: refusal }
    }
    const { result, trace } = this.#tracedProgram.run(number, event, over)
    if (result.failures.length > 0) return explainFailed(subscription, result.failures)
    if (trace.skipped !== undefined) return { verdict: 'skipped', reason: trace.skipped }
    const [action] = result.actions
    if (action === undefined) return explainUnmatched(subscription, trace, this.#limit)
    const { payload } = action
    const { requests, failures, skipped } = renderAlone(action, this.#tracedProgram)
    if (failures.length > 0) return { ...explainFailed(subscription, failures), payload }
    const absent = absentFields(subscription, payload)
    if (skipped !== undefined) return { verdict: 'skipped', reason: skipped, payload, absent }
    return {
      verdict: 'sent',
      reason: 'the trigger is true, and the payload is valid',
      payload,
      absent,
      warnings: [...findDoubts(event), ...this.#tracedProgram.warnings(action, requests)],
    }
  }
}

function explainUnmatched(
  { trigger }: ParsedSubscription,
  trace: TraceRecorder,
  limit: (value: Json) => Json,
): Outcome {
  const infos = listClauses(trigger)
  const decisive = decisiveClauses(trigger, index => trace.clauses.get(index)?.holds).map(index => {
    const info = infos[index]!
    const { holds, actual } = trace.clauses.get(index) ?? { holds: false, actual: undefined }
    const missing = actual === undefined ? [printPath(info.path)] : []
    const clause: Clause = {
      text: info.text,
      expected: info.expected,
      ...(actual !== undefined && { actual: limit(actual) }),
      missing,
    }
    return { clause, reason: describeClause(info, holds, actual) }
  })
  return {
    verdict: 'unmatched',
    reason: decisive.map(({ reason }) => reason).join('; '),
    clauses: decisive.map(({ clause }) => clause),
  }
}

function explainFailed(subscription: ParsedSubscription, failures: readonly Failure[]): Outcome {
  const isInvalid = failures.every(({ code }) => code === 'CM901' || code === 'CM903' || code === 'CM904')
  return {
    verdict: isInvalid ? 'invalid' : 'failed',
    reason: failures.map(({ message }) => message).join('; '),
    failures: failures.map(failure => ({ ...failure, from: findSources(subscription, pointerKeys(failure.at)[0]) })),
  }
}

type Absent = NonNullable<Verdict['absent']>

/** Lists fields that are absent from the payload, and absent members of objects that are mapped member by member. */
function absentFields(subscription: ParsedSubscription, payload: JsonObject): Absent {
  return subscription.fields.flatMap(({ key, mapping }) => {
    if (!Object.hasOwn(payload, key)) return [{ at: pointer('', key), from: findSources(subscription, key) }]
    return mapping ? absentMembers(mapping, payload[key], pointer('', key)) : []
  })
}

function absentMembers(mapping: Mapping, value: unknown, at: Pointer): Absent {
  if (mapping.kind !== 'object' || !isObject(value)) return []
  return mapping.members.flatMap(({ key, mapping }): Absent => {
    const place = at + pointer('', key)
    if (!Object.hasOwn(value, key)) return [{ at: place, from: listReadPaths(mapping) }]
    return absentMembers(mapping, value[key], place)
  })
}

/** Event paths that a field's mapping reads. */
function findSources({ fields, whole }: ParsedSubscription, key: string | undefined): string[] {
  const mapping = fields.find(field => field.key === key)?.mapping ?? whole
  return mapping === undefined ? [] : listReadPaths(mapping)
}

function listReadPaths(mapping: Mapping): string[] {
  return [...new Set(collectReads(mapping).map(({ path }) => printPath(path)))]
}
