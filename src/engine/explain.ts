import type { ParsedDestination, ParsedSubscription } from '../destination/index.ts'
import { readsOf } from '../mapping/index.ts'
import { byteLength } from '../request/index.ts'
import { type ClauseInfo, clausesOf, decisiveClauses } from '../trigger/index.ts'
import {
  describeKind,
  isObject,
  type Json,
  type JsonObject,
  type Path,
  pointer,
  pointerKeys,
  printPath,
} from '../value/index.ts'
import type { Action, Clause, Failure, Report, Verdict } from './action.ts'
import type { Result } from './failure.ts'
import { filteredBy } from './integrations.ts'
import { type ActionTemplates, generate, type Program } from './program.ts'
import { renderRequests } from './requests.ts'
import { Recording } from './trace.ts'

type Templates = ReadonlyMap<string, ActionTemplates>
type Outcome = Omit<Verdict, 'subscription' | 'action'>

/** Makes `explain`. Its program, the same with trace points, is generated when it is first asked. */
export function explainer(destination: ParsedDestination, templates: Templates): (event: unknown) => Report {
  let program: Program | undefined
  const { slug } = destination.definition
  return event => {
    program ??= generate(destination, templates, { isTraced: true }).program
    const explain = new Explanation(destination, templates, program)
    const verdicts = destination.subscriptions.map((subscription, number) => ({
      subscription: subscription.name,
      action: subscription.action.key,
      ...explain.outcome(subscription, number, event),
    }))
    return { destination: slug, verdicts }
  }
}

class Explanation {
  readonly #destination: ParsedDestination
  readonly #templates: Templates
  readonly #program: Program

  constructor(destination: ParsedDestination, templates: Templates, program: Program) {
    this.#destination = destination
    this.#templates = templates
    this.#program = program
  }

  outcome(subscription: ParsedSubscription, number: number, event: unknown): Outcome {
    const { name, slug } = this.#destination.definition
    if (!subscription.enabled) return { verdict: 'disabled', reason: 'the subscription is disabled' }
    if (!isObject(event))
      return { verdict: 'unmatched', reason: `an event is an object, but this is ${describeKind(event)}` }
    const filter = filteredBy(event, [name, slug])
    if (filter !== undefined) {
      return { verdict: 'filtered', reason: `the event has ${printPath(['integrations', filter])} = false` }
    }
    const trace = new Recording()
    const result: Result = { actions: [], failures: [] }
    this.#program.subscriptions[number]!(event, result, trace)
    if (result.failures.length > 0) return failed(subscription, result.failures)
    const [action] = result.actions
    if (action === undefined) return unmatched(subscription, trace)
    return {
      verdict: 'sent',
      reason: 'the trigger is true, and the payload is what the action wants',
      payload: action.payload,
      absent: absentFields(subscription, action.payload),
      warnings: this.#warnings(action),
    }
  }

  /** What the vendor takes with a 200 and then drops or ignores. */
  #warnings(action: Action): string[] {
    const functions = this.#program.actions[action.action]!
    const templates = this.#templates.get(action.action)!
    const warnings = functions.warnings?.(action.payload) ?? []
    const limit = Math.min(...templates.requests.map(({ maxBytes }) => maxBytes ?? Number.POSITIVE_INFINITY))
    const requests = renderRequests([action], new Map([[action.action, { functions, templates }]]), { batch: false })
    for (const { body = '' } of requests) {
      const size = byteLength(body)
      if (size > limit) warnings.push(`a body of ${size} bytes is over the vendor's limit of ${limit}`)
    }
    return warnings
  }
}

function unmatched({ trigger }: ParsedSubscription, trace: Recording): Outcome {
  const infos = clausesOf(trigger)
  const decisive = decisiveClauses(trigger, index => trace.clauses.get(index)?.holds).map(index => {
    const info = infos[index]!
    const { holds, actual } = trace.clauses.get(index) ?? { holds: false, actual: undefined }
    const missing = actual === undefined ? [printPath(info.path)] : []
    const clause: Clause = {
      text: info.text,
      expected: info.expected,
      ...(actual !== undefined && { actual }),
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

/** Why a clause kept an event out: because it is false, or, where it is negated, because it holds. */
function describeClause(
  { text, path, operator, expected }: ClauseInfo,
  holds: boolean,
  actual: Json | undefined,
): string {
  const name = printPath(path)
  const isEquality = operator === '=' || operator === 'in'
  if (holds)
    return isEquality
      ? `${name} is ${shown(actual)}, which the trigger excludes`
      : `${text} holds, which the trigger excludes`
  if (operator === '!=') return `${name} is ${actual === undefined ? 'missing' : shown(actual)}`
  if (actual === undefined)
    return isEquality ? `${name} is missing, needs ${needed(expected)}` : `${name} is missing, needs ${text}`
  return isEquality
    ? `${name} is ${shown(actual)}, not ${needed(expected)}`
    : `${name} is ${shown(actual)}, needs ${text}`
}

function needed(expected: ClauseInfo['expected']): string {
  return Array.isArray(expected) ? expected.map(value => JSON.stringify(value)).join(' or ') : JSON.stringify(expected)
}

function shown(value: Json | undefined): string {
  const text = typeof value === 'object' && value !== null ? describeKind(value) : JSON.stringify(value)
  return text !== undefined && text.length > 60 ? `${text.slice(0, 57)}…` : String(text)
}

function failed(subscription: ParsedSubscription, failures: readonly Failure[]): Outcome {
  const isInvalid = failures.every(({ code }) => code === 'CM901' || code === 'CM903' || code === 'CM904')
  return {
    verdict: isInvalid ? 'invalid' : 'failed',
    reason: failures.map(({ message }) => message).join('; '),
    failures: failures.map(failure => ({ ...failure, from: sourcesOf(subscription, pointerKeys(failure.at)[0]) })),
  }
}

function absentFields(subscription: ParsedSubscription, payload: JsonObject): NonNullable<Verdict['absent']> {
  return subscription.fields
    .filter(({ key }) => !Object.hasOwn(payload, key))
    .map(({ key }) => ({ at: pointer('', key), from: sourcesOf(subscription, key) }))
}

/** The event paths that the value of a field is made from. */
function sourcesOf({ fields, whole }: ParsedSubscription, key: string | undefined): string[] {
  const mapping = fields.find(field => field.key === key)?.mapping ?? whole
  const paths: Path[] = mapping === undefined ? [] : readsOf(mapping).map(({ path }) => path)
  return [...new Set(paths.map(printPath))]
}
