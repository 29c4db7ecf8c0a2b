import isEqual from 'lodash-es/isEqual.js'
import type { MappedField, ParsedAction, ParsedDestination, ParsedSubscription } from '../destination/index.ts'
import type { Mapping } from '../mapping/index.ts'
import { suggest } from '../text/index.ts'
import { clausesOf, decisiveClauses } from '../trigger/index.ts'
import {
  type Json,
  type JsonObject,
  own,
  type Pointer,
  pointer,
  pointerKeys,
  printPath,
  readPath,
} from '../value/index.ts'
import type { Failure } from './action.ts'
import type { Admission } from './admission.ts'
import { describeClause } from './clause.ts'
import { isEvent, notAnEvent } from './input.ts'
import { lookUp } from './lookUp.ts'
import { type Step, type StepContext, stepsOf, textAt } from './steps.ts'
import type { TracedProgram } from './traced.ts'

export interface WhyOptions {
  /** A place in the payload. */
  readonly path?: Pointer
  /** Makes the payload whatever the trigger says. */
  readonly force?: boolean
}

/** The answer to one question about one subscription and one event. */
export interface Explanation {
  readonly subscription: string
  readonly action: string
  readonly question: string
  readonly answer: string
  /** Whether the trigger was true. */
  readonly fired: boolean
  /** The value that was asked for: of the path, or the payload. Absent when there is none. */
  readonly value?: Json
  readonly steps: readonly Step[]
  readonly failures: readonly Failure[]
  /** Paths that were looked for, and that the event does not have. */
  readonly missing: readonly string[]
}

/** Makes `why`. */
export function answerer(destination: ParsedDestination, traced: TracedProgram, admission: Admission) {
  return (event: unknown, name: string, options: WhyOptions = {}): Explanation => {
    const number = destination.subscriptions.findIndex(subscription => subscription.name === name)
    const subscription = destination.subscriptions[number]
    if (subscription === undefined) throw new TypeError(`the destination has no subscription \`${name}\``)
    const { force = false, path } = options
    const base = { subscription: name, action: subscription.action.key }
    const kept =
      force && isEvent(event) ? undefined : keptOut(subscription, event, event => admission.refusal(event, number))
    if (kept !== undefined || !isEvent(event)) {
      const answer = `${name} did not fire: ${kept}`
      return {
        ...base,
        question: `why did ${name} not fire?`,
        answer,
        fired: false,
        steps: [],
        failures: [],
        missing: [],
      }
    }
    const { result, trace } = traced.run(number, event, force)
    const fired = trace.matched === true
    const definition = destination.definition as unknown as JsonObject
    const context: StepContext = { event, definition, trace }
    if (!fired && !force) return { ...base, ...notFired(subscription, context) }
    const payload = result.actions[0]?.payload
    const { failures } = result
    const asked =
      path === undefined
        ? whole(subscription, payload, context)
        : ofPath(path, subscription, payload, failures, context)
    return { ...base, fired, failures, ...asked }
  }
}

/** Why a subscription was not even asked. */
function keptOut(
  { enabled }: ParsedSubscription,
  event: unknown,
  refusal: (event: JsonObject) => string | undefined,
): string | undefined {
  if (!isEvent(event)) return notAnEvent(event).message
  return enabled ? refusal(event) : 'the subscription is disabled'
}

function notFired(subscription: ParsedSubscription, context: StepContext) {
  const { name, trigger } = subscription
  const { event, trace } = context
  const decisive = decisiveClauses(trigger, index => trace.clauses.get(index)?.holds)
  const steps = triggerSteps(subscription, context, new Set(decisive))
  const infos = clausesOf(trigger)
  const asked = decisive.flatMap(index => ({ info: infos[index]!, ...trace.clauses.get(index)! }))
  const reasons = asked.map(({ info, holds, actual }) => describeClause(info, holds, actual))
  const absent = asked.filter(({ info }) => lookUp(event, info.path).value === undefined)
  const missing = absent.map(({ info }) => printPath(info.path))
  const answer = `${name} did not fire: ${reasons.join('; ')}`
  return { question: `why did ${name} not fire?`, answer, fired: false, steps, failures: [], missing: unique(missing) }
}

/** The clauses of a trigger that were asked; why the decisive ones came out as they did. */
function triggerSteps(
  { at, trigger }: ParsedSubscription,
  { event, definition, trace }: StepContext,
  decisive: ReadonlySet<number>,
): Step[] {
  const place = pointer(at, 'trigger')
  return clausesOf(trigger).flatMap((info, index): Step[] => {
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

function whole(subscription: ParsedSubscription, payload: JsonObject | undefined, context: StepContext) {
  const { name, action, fields, whole } = subscription
  const steps = [
    ...triggerSteps(subscription, context, new Set()),
    ...(whole ? stepsOf(whole, context) : []),
    ...fields.flatMap(field => fieldSteps(field, [], payload, context)),
  ]
  const why = context.trace.skipped === undefined ? '' : `: ${context.trace.skipped}`
  const answer = payload === undefined ? `${name} sends nothing${why}` : `${name} sends ${action.key}`
  return {
    question: `what does ${name} send?`,
    answer,
    ...(payload && { value: payload }),
    steps,
    missing: missingIn(steps),
  }
}

function ofPath(
  path: Pointer,
  { fields, whole, action }: ParsedSubscription,
  payload: JsonObject | undefined,
  failures: readonly Failure[],
  context: StepContext,
) {
  const keys = pointerKeys(path)
  const [key = '', ...rest] = keys
  const field = fields.find(other => other.key === key)
  const value = readPath(payload, keys) as Json | undefined
  const failure = failures.find(({ at }) => at === path || path.startsWith(`${at}/`) || at.startsWith(`${path}/`))
  const steps = [
    ...(whole ? partSteps(whole, keys, context) : []),
    ...(field ? fieldSteps(field, rest, payload, context) : []),
  ]
  const base = { ...(value !== undefined && { value }), steps, missing: missingIn(steps) }
  if (value !== undefined) {
    return { ...base, question: `where does ${path} come from?`, answer: `${path} = ${JSON.stringify(value)}` }
  }
  const answer = `${path} is absent${failure ? `: ${failure.message}` : because(keys, payload, action, steps)}`
  return { ...base, question: `why is ${path} absent?`, answer }
}

/** Why there is nothing, where no step says it. */
function because(
  keys: readonly string[],
  payload: JsonObject | undefined,
  { key: action, definition }: ParsedAction,
  steps: readonly Step[],
): string {
  const [key = '', ...rest] = keys
  const isField = Object.hasOwn(definition.fields, key)
  if (isField && steps.length > 0) return ''
  const parent = readPath(payload, keys.slice(0, -1))
  const near = suggest(keys.at(-1)!, rest.length === 0 ? Object.keys(definition.fields) : Object.keys(parent ?? {}))
  const meant = near === undefined ? '' : `; did you mean \`${pointer('', ...keys.slice(0, -1), near)}\`?`
  return isField ? `: nothing is mapped to it${meant}` : `: ${action} has no field \`${key}\`${meant}`
}

/** The steps of a field, or of what is at `rest` in it; last, what became of the value because of what its field is. */
function fieldSteps(
  { key, field, mapping }: MappedField,
  rest: readonly string[],
  payload: JsonObject | undefined,
  context: StepContext,
): Step[] {
  const steps = mapping ? partSteps(mapping, rest, context) : []
  const mapped = context.trace.fields.get(key)
  const settled = payload && own(payload, key)
  if (payload === undefined || isEqual(mapped, settled) || mapped === undefined) return steps
  const before = readPath(mapped, rest) as Json | undefined
  const after = readPath(settled, rest) as Json | undefined
  if (isEqual(before, after)) return steps
  const what = `${field.multiple ? 'a list of ' : ''}${field.type}`
  const reason = after === undefined ? `${JSON.stringify(before)} is left out` : `${JSON.stringify(before)} as ${what}`
  const place = { pointer: mapping?.at ?? '', text: what }
  return [...steps, { ...place, ...(after !== undefined && { value: after }), reason }]
}

/** The steps to what is at these keys of the value of a mapping. */
function partSteps(mapping: Mapping, keys: readonly string[], context: StepContext): Step[] {
  const [key, ...rest] = keys
  if (key === undefined) return stepsOf(mapping, context)
  switch (mapping.kind) {
    case 'value':
      return []
    case 'object': {
      const member = mapping.members.find(other => other.key === key)
      return member ? partSteps(member.mapping, rest, context) : []
    }
    case 'list': {
      const item = mapping.items[Number(key)]
      return item ? partSteps(item, rest, context) : []
    }
    default:
      return copiedStep(mapping, keys, context) ?? stepsOf(mapping, context)
  }
}

/** Where a directive copies a part of the event, what is at the keys of its value is there too. */
function copiedStep({ applied }: Mapping & { kind: 'directive' }, keys: readonly string[], { event }: StepContext) {
  const [read, ...others] = applied.reads ?? []
  if (!applied.copies || read === undefined || others.length > 0) return undefined
  const path = [...read.path, ...keys]
  const { pointer, value, reason } = lookUp(event, path)
  const found = value === undefined ? { reason: reason ?? 'it is in a list' } : { value }
  return [{ pointer: read.at, text: printPath(path), source: { event: pointer }, ...found }]
}

/** The paths of steps that found nothing in the event. */
function missingIn(steps: readonly Step[]): string[] {
  return unique(
    steps.flatMap(({ value, source, reason }) =>
      value === undefined && reason !== undefined && source && 'event' in source
        ? [printPath(pointerKeys(source.event))]
        : [],
    ),
  )
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]
