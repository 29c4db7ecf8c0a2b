import type { Action, Destination, Failure, Verdict } from '../engine/index.ts'
import { type NormalizeOptions, normalize } from '../event/index.ts'
import { type Request, readableUrl } from '../request/index.ts'
import { isObject, type Json, type JsonObject, jsonOrText } from '../value/index.ts'

/** Result of an event, as tests see it. */
export interface Output {
  readonly event: JsonObject
  readonly sent: readonly Sent[]
  readonly errors: readonly TestError[]
  readonly verdicts: readonly Verdict[]
}

export interface Sent {
  readonly subscription: string
  readonly action: string
  readonly payload: JsonObject
  readonly requests: readonly JsonObject[]
}

/** A failure of a subscription, or of the event itself, without a subscription. */
export interface TestError extends Pick<Failure, 'code' | 'at' | 'message'> {
  readonly subscription?: string
}

/**
 * Runs one event through destinations, as in production. An event that `normalize` rejects is an error, and is still
 * mapped: `map` accepts any object.
 */
export function runEvent(
  raw: Json | undefined,
  destinations: readonly Destination[],
  options: NormalizeOptions,
): Output {
  const { events, diagnostics } = normalize(raw, options)
  const event = events[0] ?? (isObject(raw) ? raw : {})
  const sent: Sent[] = []
  const errors: TestError[] = diagnostics.flatMap(({ severity, code, at, message }) =>
    severity === 'error' ? [{ code, at, message }] : [],
  )
  if (events.length > 1)
    errors.push({ code: 'CM311', at: '/batch', message: 'a test has one event, and this is a batch' })
  const verdicts: Verdict[] = []
  for (const destination of destinations) {
    const { actions, failures } = destination.map(event)
    verdicts.push(...destination.explain(event).verdicts)
    errors.push(...failures)
    for (const action of actions) {
      const { requests, failures } = destination.requests([action], { batch: false, redact: true })
      errors.push(...failures)
      if (failures.length > 0 || isSkipped(action, verdicts)) continue
      const { subscription, action: name, payload } = action
      sent.push({ subscription, action: name, payload, requests: requests.map(decodeRequest) })
    }
  }
  return { event: event as JsonObject, sent, errors, verdicts }
}

function isSkipped({ subscription }: Action, verdicts: readonly Verdict[]): boolean {
  return verdicts.some(verdict => verdict.subscription === subscription && verdict.verdict === 'skipped')
}

/** A request with its body as JSON, or as a string if it is not JSON. */
function decodeRequest(request: Request): JsonObject {
  const { method, headers, body } = request
  return { method, url: readableUrl(request), headers, ...(body !== undefined && { body: jsonOrText(body) }) }
}
