import { type Diagnostic, Problems } from '../diagnostics/index.ts'
import { describeKind, isObject, type Json, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { normalizeCall } from './call.ts'
import type { SourceEvent } from './event.ts'

/** What the receiver of a call knows and the call need not say. */
export interface NormalizeOptions {
  /** The type of the call, where an endpoint takes one type only. */
  readonly type?: string
  /** When it was received, ISO 8601. */
  readonly receivedAt?: string
}

/** The events of what was received, and why the other calls of it are none. */
export interface Normalized {
  readonly events: readonly SourceEvent[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Checks what a source sent, and completes it: one call, or a batch `{ batch, context, integrations, sentAt }`
 * of calls. A call that is refused does not keep the others of its batch. Never throws, and writes to nothing
 * that it is given.
 *
 * @example normalize({ userId: 5, event: 'Signed Up' }, { type: 'track' }).events[0]
 * // { properties: {}, messageId: '…', userId: '5', event: 'Signed Up', type: 'track' }
 */
export function normalize(raw: unknown, options: NormalizeOptions = {}): Normalized {
  const problems = new Problems()
  const events: SourceEvent[] = []
  const add = (call: unknown, at: Pointer, shared: JsonObject): void => {
    if (!isObject(call)) {
      problems.add('CM311', at, `a call is an object, but it is ${describeKind(call)}`)
      return
    }
    const event = normalizeCall(fill(share(call, shared), { ...options }), problems, at)
    if (event) events.push(event)
  }
  const batch = isObject(raw) && options.type === undefined && isEmpty(own(raw, 'type')) && own(raw, 'batch')
  if (Array.isArray(batch)) {
    const shared = sharedFields(raw as JsonObject, problems)
    for (const [i, call] of batch.entries()) add(call, pointer('', 'batch', i), shared)
  } else {
    add(raw, '', {})
  }
  return { events, diagnostics: problems.list }
}

/** What a batch says of all its calls. What is not an object here is reported once, not for each call. */
function sharedFields(body: JsonObject, problems: Problems): JsonObject {
  const shared: { [key: string]: Json | undefined } = { sentAt: own(body, 'sentAt') }
  for (const key of ['context', 'integrations']) {
    const value = own(body, key)
    if (isObject(value)) shared[key] = value
    else if (!isEmpty(value)) {
      problems.add('CM313', pointer('', key), `\`${key}\` is ${describeKind(value)}, expected object`)
    }
  }
  return shared
}

/** A call with what its batch says. What a call says itself counts before that, key by key. */
function share(call: JsonObject, shared: JsonObject): JsonObject {
  const merged: { [key: string]: Json | undefined } = {}
  for (const key of ['context', 'integrations']) {
    const [ofAll, ofCall] = [shared[key], own(call, key)]
    if (isObject(ofAll) && isObject(ofCall)) merged[key] = { ...ofAll, ...ofCall }
  }
  return fill({ ...call, ...merged }, shared)
}

/** An object with defaults for what it leaves empty. */
function fill(object: JsonObject, defaults: JsonObject): JsonObject {
  const missing = Object.entries(defaults).filter(([key, value]) => !isEmpty(value) && isEmpty(own(object, key)))
  return { ...object, ...Object.fromEntries(missing) }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}
