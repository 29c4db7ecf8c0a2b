import { type Diagnostic, DiagnosticBag } from '../diagnostics/index.ts'
import { countParts, describeKind, isObject, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { type Arrival, normalizeCall } from './call.ts'
import { copyJson, NotJson } from './copyJson.ts'
import type { SourceEvent } from './event.ts'
import { isEmpty, readTime } from './read.ts'

/** Most calls of a batch. */
const mostCalls = 100_000

/**
 * Most values and characters of the shared fields of a batch, counted for each of its calls: a call is merged with them,
 * and its message ID may be a hash of them.
 */
const mostShared = 5_000_000

/** Facts that the receiver of a call knows. */
export interface NormalizeOptions {
  /** Type of the call, for endpoints that take one type only. */
  readonly type?: string
  /** Time of receipt, ISO 8601. */
  readonly receivedAt?: string
  /** Place in the input, such as the line number. Distinguishes equal calls without `messageId`. */
  readonly index?: number | string
}

/** Events of a body, with errors for refused calls and warnings about the others. */
export interface Normalized {
  readonly events: readonly SourceEvent[]
  /** Severity `error` means that a call is refused. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Checks and completes one call, or a batch `{ batch, context, integrations, sentAt }` of calls. A refused call does not
 * affect the others of its batch. Takes any value, never throws, and never changes its argument.
 *
 * @example normalize({ userId: 5, event: 'Signed Up' }, { type: 'track' }).events[0]
 * // { properties: {}, messageId: '…', userId: '5', event: 'Signed Up', type: 'track' }
 */
export function normalize(raw: unknown, given?: NormalizeOptions): Normalized {
  const options = given ?? {}
  const events: SourceEvent[] = []
  const diagnostics: Diagnostic[] = []
  const problems = new DiagnosticBag()
  const { type, index } = options
  const receivedAt = readTime(options, 'receivedAt', problems, '')
  const arrival: Arrival = { type, receivedAt, place: { ...(index !== undefined && { index }) }, shared: {} }
  const add = (value: unknown, at: Pointer, arrived: Arrival): void => {
    const found = new DiagnosticBag()
    const call = readObject(value, 'a call', found, at)
    const event = call && normalizeCall(call, arrived, found, at)
    if (event) events.push(event)
    diagnostics.push(...found.list)
  }
  const batch = type === undefined ? readBatch(raw) : undefined
  if (batch === undefined) add(raw, '', arrival)
  else if (batch.calls.length > mostCalls) {
    problems.add('CM313', '/batch', `\`batch\` has ${batch.calls.length} calls, expected at most ${mostCalls}`)
  } else {
    const { place } = arrival
    const { calls } = batch
    const shared = sharedFields(batch.body, problems)
    if (countParts(shared) * calls.length > mostShared) {
      const message = `the ${calls.length} calls of \`batch\` share too large a \`context\` or \`integrations\``
      problems.add('CM313', '/batch', message, { help: 'send fewer calls at once, or a smaller context' })
      return { events, diagnostics: problems.list }
    }
    for (const [item, call] of batch.calls.entries()) {
      add(call, pointer('', 'batch', item), { ...arrival, shared, place: { ...place, item } })
    }
  }
  return { events, diagnostics: [...problems.list, ...diagnostics] }
}

/** Recognizes a batch: a body with a list `batch` and without a type of its own. */
function readBatch(raw: unknown): { body: JsonObject; calls: readonly unknown[] } | undefined {
  try {
    if (!isObject(raw) || !isEmpty(own(raw, 'type'))) return undefined
    const calls = own(raw, 'batch')
    const { context, integrations, sentAt } = raw
    return Array.isArray(calls) ? { body: { context, integrations, sentAt }, calls } : undefined
  } catch {
    return undefined
  }
}

/** Copies an object, and reports one that cannot be copied. */
function readObject(value: unknown, what: string, problems: DiagnosticBag, at: Pointer): JsonObject | undefined {
  try {
    if (!isObject(value)) {
      problems.add('CM311', at, `${what} is an object, but it is ${describeGiven(value)}`)
      return undefined
    }
    const copy = copyJson(value)
    if (!(copy instanceof NotJson)) return copy
    const { keys, reason } = copy
    const place = keys.length === 0 ? what : `\`${keys.join('.')}\``
    problems.add('CM313', pointer(at, ...keys), `${place} ${reason}`)
  } catch {
    problems.add('CM311', at, `${what} cannot be read: a property of it throws an error`)
  }
  return undefined
}

/** Reads the fields that all calls of a batch share. Mistakes are reported once, not for each call. */
function sharedFields(body: JsonObject, problems: DiagnosticBag): JsonObject {
  const shared: { [key: string]: JsonObject | string } = {}
  const sentAt = readTime(body, 'sentAt', problems, '')
  if (sentAt !== undefined) shared.sentAt = sentAt
  for (const key of ['context', 'integrations']) {
    const value = own(body, key)
    if (isEmpty(value)) continue
    const object = isObject(value) ? readObject(value, `\`${key}\``, problems, pointer('', key)) : undefined
    if (object !== undefined) shared[key] = object
    else if (!isObject(value)) {
      problems.add('CM313', pointer('', key), `\`${key}\` is ${describeKind(value)}, expected object`)
    }
  }
  return shared
}

/** Describes a value for a message: `describeKind`, extended by types that JSON does not have. */
function describeGiven(value: unknown): string {
  const type = typeof value
  return type === 'function' || type === 'symbol' || type === 'bigint' ? `a ${type}` : describeKind(value)
}
