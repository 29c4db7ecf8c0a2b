import type { Action, Destination, Failure, Report, Verdict } from '../engine/index.ts'
import { type NormalizeOptions, normalize } from '../event/index.ts'
import { type Request, readableUrl } from '../request/index.ts'
import { isObject, type Json, type JsonObject, jsonOrText, lazy } from '../value/index.ts'

/** Result of events whose actions are sent together, as tests see it. */
export interface Output {
  readonly events: readonly JsonObject[]
  readonly sent: readonly Sent[]
  /** All requests, batched as in production. */
  readonly requests: readonly Addressed[]
  readonly errors: readonly TestError[]
  /** Computed on first use: programs with trace points are dear, and few expectations need them. */
  readonly verdicts: readonly Verdict[]
}

/** A request of one of the destinations under test. */
export interface Addressed {
  readonly destination: Destination
  readonly request: Request
}

export interface Sent {
  readonly event: JsonObject
  readonly subscription: string
  readonly action: string
  readonly payload: JsonObject
  /** Requests of this action alone. */
  readonly requests: readonly JsonObject[]
}

/** A failure of a subscription, or of the event itself, without a subscription. */
export interface TestError extends Pick<Failure, 'code' | 'at' | 'message'> {
  readonly subscription?: string
}

/**
 * Runs events through destinations, as in production. An event that `normalize` rejects is an error, and is still
 * mapped: `map` accepts any object.
 */
export function runEvents(
  given: readonly (Json | undefined)[],
  destinations: readonly Destination[],
  options: NormalizeOptions,
): Output {
  const errors: TestError[] = []
  const events = given.map((raw, i) => readEvent(raw, i === 0 ? options : { ...options, index: i }, errors))
  const sent: Sent[] = []
  const requests: Addressed[] = []
  for (const destination of destinations) {
    const together: Action[] = []
    for (const event of events) {
      const { actions, failures } = destination.map(event)
      errors.push(...failures)
      for (const action of actions) {
        const { requests, failures, skipped } = destination.requests([action], { batch: false, redact: true })
        errors.push(...failures)
        // An action without requests is sent: its payload is the result.
        if (failures.length > 0 || (skipped.length > 0 && isSkipped(action, destination.explain(event)))) continue
        const { subscription, action: name, payload } = action
        sent.push({ event, subscription, action: name, payload, requests: requests.map(decodeRequest) })
        together.push(action)
      }
    }
    const batched = destination.requests(together, { redact: true })
    errors.push(...batched.failures)
    requests.push(...batched.requests.map(request => ({ destination, request })))
  }
  const explain = lazy(() =>
    destinations.flatMap(destination => events.flatMap(event => destination.explain(event).verdicts)),
  )
  return {
    events,
    sent,
    requests,
    errors,
    get verdicts() {
      return explain()
    },
  }
}

function isSkipped({ subscription }: Action, { verdicts }: Report): boolean {
  return verdicts.some(verdict => verdict.subscription === subscription && verdict.verdict === 'skipped')
}

function readEvent(raw: Json | undefined, options: NormalizeOptions, errors: TestError[]): JsonObject {
  const { events, diagnostics } = normalize(raw, options)
  for (const { severity, code, at, message } of diagnostics)
    if (severity === 'error') errors.push({ code, at, message })
  if (events.length > 1)
    errors.push({ code: 'CM311', at: '/batch', message: 'each event of a test is one call, and this is a batch' })
  return (events[0] ?? (isObject(raw) ? raw : {})) as JsonObject
}

/** A request with its body as JSON, or as a string if it is not JSON. */
export function decodeRequest(request: Request): JsonObject {
  const { method, headers, body } = request
  return { method, url: readableUrl(request), headers, ...(body !== undefined && { body: jsonOrText(body) }) }
}
