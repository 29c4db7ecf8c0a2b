import type { ParsedAction, ParsedDestination, ParsedSubscription } from '../../destination/index.ts'
import { suggest } from '../../text/index.ts'
import {
  type Json,
  type JsonObject,
  type Pointer,
  parsePath,
  pointer,
  pointerKeys,
  printJson,
  printPath,
  readPath,
} from '../../value/index.ts'
import type { Failure } from '../run/action.ts'
import { isEvent, notAnEvent } from '../run/input.ts'
import { fieldSteps, type PayloadPart, payloadParts, valuesAt } from './fieldSteps.ts'
import { lookUp } from './lookUp.ts'
import { renderAlone } from './renderAlone.ts'
import type { Step, StepContext } from './step.ts'
import { collectSteps, createTarget } from './steps.ts'
import type { TracedProgram } from './tracedProgram.ts'
import { decisiveIn, describeMismatch, triggerSteps } from './triggerSteps.ts'

export interface WhyOptions {
  /** Place in the payload. */
  readonly path?: Pointer
  /** Computes the payload even if the trigger is false. */
  readonly force?: boolean
}

/** Answer to one question about one subscription and one event. */
export interface Explanation {
  readonly subscription: string
  readonly action: string
  readonly question: string
  readonly answer: string
  /** True if the trigger was true. */
  readonly fired: boolean
  /** The value at the path, or the payload. Absent if there is no value. */
  readonly value?: Json
  readonly steps: readonly Step[]
  readonly failures: readonly Failure[]
  /** Parts of the payload that have steps. */
  readonly parts?: readonly PayloadPart[]
  /** Paths that were read and that the event lacks. */
  readonly missing: readonly string[]
}

/** Creates `why` of an inspection. */
export function createWhy(destination: ParsedDestination, tracedProgram: TracedProgram) {
  return (event: unknown, which: string | number, options: WhyOptions = {}): Explanation => {
    const { subscriptions } = destination
    const number = typeof which === 'number' ? which : subscriptions.findIndex(({ name }) => name === which)
    const subscription = subscriptions[number]
    if (subscription === undefined) throw new TypeError(`the destination has no subscription \`${which}\``)
    const { name } = subscription
    const { force = false, path } = options
    if (path !== undefined && !isPointer(path)) throw new TypeError(pointerExpected(path))
    const base = { subscription: name, action: subscription.action.key }
    const kept = whyNotEvaluated(subscription, event, event => tracedProgram.refusal(event, number))
    if (!isEvent(event) || (kept !== undefined && !force)) {
      return {
        ...base,
        question: `why does ${name} send nothing?`,
        answer: `${name} ${kept}`,
        fired: false,
        steps: [],
        failures: [],
        missing: [],
      }
    }
    const { result, trace } = tracedProgram.run(number, event, tracedProgram.overBudget(event), force)
    const fired = trace.matched === true && kept === undefined
    const definition = destination.definition as unknown as JsonObject
    const context: StepContext = { event: tracedProgram.known(event), definition, trace }
    if (!fired && !force) return { ...base, ...explainNotMatched(subscription, context) }
    const but = fired ? undefined : (kept ?? describeMismatch(decisiveIn(subscription, context)))
    const [action] = result.actions
    const rendered = action && renderAlone(action, tracedProgram)
    const failures = [...result.failures, ...(rendered?.failures ?? [])]
    const skipped = trace.skipped ?? rendered?.skipped
    const asked =
      path === undefined
        ? explainPayload(subscription, action?.payload, { but, skipped, fails: failures.length > 0 }, context)
        : explainField(path, subscription, action?.payload, failures, context)
    return { ...base, fired, failures, ...asked }
  }
}

/** Reason why the trigger of a subscription was not evaluated, if it was not. */
function whyNotEvaluated(
  { enabled }: ParsedSubscription,
  event: unknown,
  refusal: (event: JsonObject) => string | undefined,
): string | undefined {
  if (!isEvent(event)) return `is not matched: ${notAnEvent(event).message}`
  const reason = enabled ? refusal(event) : 'the subscription is disabled'
  return reason === undefined ? undefined : `is skipped: ${reason}`
}

function explainNotMatched(subscription: ParsedSubscription, context: StepContext) {
  const { name } = subscription
  const decisive = decisiveIn(subscription, context)
  const steps = triggerSteps(subscription, context, new Set(decisive.map(({ index }) => index)))
  const absent = decisive.filter(({ info }) => lookUp(context.event, info.path).value === undefined)
  const missing = absent.map(({ info }) => printPath(info.path))
  const answer = `${name} ${describeMismatch(decisive)}`
  const question = `why is ${name} not matched?`
  return { question, answer, fired: false, steps, failures: [], missing: unique(missing) }
}

function explainPayload(
  subscription: ParsedSubscription,
  payload: JsonObject | undefined,
  outcome: Outcome,
  context: StepContext,
) {
  const { name, action, fields, whole } = subscription
  const made = [
    ...(whole ? collectSteps(whole, context, createTarget([])) : []),
    ...fields.flatMap(field => fieldSteps(field, [], payload, context)),
  ]
  const decisive = outcome.but === undefined ? [] : decisiveIn(subscription, context)
  const steps = [...triggerSteps(subscription, context, new Set(decisive.map(({ index }) => index))), ...made]
  return {
    question: outcome.but === undefined ? `what does ${name} send?` : `what would ${name} send?`,
    answer: `${name} ${describeOutcome(action, outcome)}`,
    ...(payload && { value: payload }),
    steps,
    parts: payloadParts(made, payload ?? collectFields(context)),
    missing: findMissing(steps),
  }
}

/** Fields computed so far, if there is no payload. */
function collectFields({ trace }: StepContext): JsonObject {
  return Object.fromEntries(trace.fields) as JsonObject
}

/** Result of mapping an event. */
interface Outcome {
  /** Reason why it would not have been mapped, with `force`. */
  readonly but: string | undefined
  readonly skipped: string | undefined
  readonly fails: boolean
}

function describeOutcome({ key }: ParsedAction, { but, skipped, fails }: Outcome): string {
  if (but !== undefined) {
    const would = fails ? 'fail' : skipped === undefined ? `send ${key}` : 'be skipped'
    return `would ${would}, but ${but}`
  }
  if (fails) return 'fails, and sends nothing'
  return skipped === undefined ? `sends ${key}` : `is skipped: ${skipped}`
}

function explainField(
  path: Pointer,
  { fields, whole, action }: ParsedSubscription,
  payload: JsonObject | undefined,
  failures: readonly Failure[],
  context: StepContext,
) {
  const keys = pointerKeys(path)
  const [key = '', ...rest] = keys
  const field = fields.find(other => other.key === key)
  const [value] = valuesAt(payload, keys)
  const failure = failures.find(({ at }) => at === path || path.startsWith(`${at}/`) || at.startsWith(`${path}/`))
  // Every item of a list has the same steps, so these are chosen from those of the field.
  const isOfItems = keys.includes('*')
  const wholeSteps = whole ? collectSteps(whole, context, { ...createTarget([]), keys: isOfItems ? [] : keys }) : []
  const all = [...wholeSteps, ...(field ? fieldSteps(field, isOfItems ? [] : rest, payload, context) : [])]
  const steps = isOfItems ? all.filter(step => step.field === path || step.field?.startsWith(`${path}/`)) : all
  const parts = payloadParts(steps, payload ?? collectFields(context))
  const base = { ...(value !== undefined && { value }), steps, parts, missing: findMissing(steps) }
  if (value !== undefined) {
    return { ...base, question: `where does ${path} come from?`, answer: `${path} = ${printJson(value)}` }
  }
  const answer = `${path} is absent${failure ? `: ${failure.message}` : whyAbsent(keys, payload, action, steps)}`
  return { ...base, question: `why is ${path} absent?`, answer }
}

/** Explains an absent value, if no step explains it. */
function whyAbsent(
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

/** Paths of steps that found nothing in the event. */
function findMissing(steps: readonly Step[]): string[] {
  return unique(
    steps.flatMap(({ value, source, reason, count }) =>
      value === undefined && reason !== undefined && count === undefined && source && 'event' in source
        ? [printPath(pointerKeys(source.event))]
        : [],
    ),
  )
}

function isPointer(path: unknown): path is Pointer {
  return typeof path === 'string' && (path === '' || path.startsWith('/'))
}

function pointerExpected(path: unknown): string {
  const example = typeof path === 'string' ? `, for example \`${pointer('', ...parsePath(path))}\`` : ''
  return `\`path\` is a JSON Pointer${example}, not ${printJson(path)}`
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]
