import { defineKey } from '../code/index.ts'
import type { DiagnosticBag } from '../diagnostics/index.ts'
import { suggestion } from '../text/index.ts'
import { describeKind, isObject, type Json, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { checkCall } from './check.ts'
import { type CallType, callTypes, type SourceEvent } from './event.ts'
import { contentId, type Place } from './messageId.ts'
import { isEmpty, readId, readTime } from './read.ts'
import { callSchemas } from './schema.ts'
import { happenedAt } from './timestamp.ts'

const ids: ReadonlySet<string> = new Set(['userId', 'anonymousId', 'groupId', 'previousId', 'messageId'])

/** Facts about a call that it need not contain. */
export interface Arrival {
  readonly type: string | undefined
  readonly receivedAt: string | undefined
  /** `context`, `integrations` and `sentAt` of its batch. */
  readonly shared: JsonObject
  readonly place: Place
}

type Draft = { type: CallType; [key: string]: Json | undefined }

/** Normalizes one call; `undefined` after an error in `problems`. `raw` is a copy, whose parts may become the event's. */
export function normalizeCall(
  raw: JsonObject,
  arrival: Arrival,
  problems: DiagnosticBag,
  at: Pointer,
): SourceEvent | undefined {
  const type = readType(raw, arrival, problems, at)
  if (type === undefined) return undefined
  const call = clean(raw, type, arrival, problems, at)
  fillDefaults(call)
  checkCall(type, call, problems, at)
  if (problems.errorCount > 0) return undefined
  if (!Object.hasOwn(call, 'messageId')) call.messageId = contentId(call, arrival.place)
  return Object.assign(call, happenedAt(call)) as unknown as SourceEvent
}

function readType(raw: JsonObject, arrival: Arrival, problems: DiagnosticBag, at: Pointer): CallType | undefined {
  const given = own(raw, 'type')
  const type = isEmpty(given) ? (arrival.type ?? given) : given
  const found = callTypes.find(name => name === type)
  if (found !== undefined) return found
  const name = typeof type === 'string' ? `\`${type.slice(0, 80)}\`` : describeKind(type)
  const help = (typeof type === 'string' && suggestion(type, callTypes)) || `expected one of ${callTypes.join(', ')}`
  problems.add('CM311', pointer(at, 'type'), `the type of a call is ${name}`, { help })
  return undefined
}

/** Drops empty fields, makes IDs strings and times UTC, and adds the fields of the batch and the receiver. */
function clean(raw: JsonObject, type: CallType, arrival: Arrival, problems: DiagnosticBag, at: Pointer): Draft {
  const { shared } = arrival
  const originalTimestamp = readTime(raw, 'originalTimestamp', problems, at)
  const sentAt = readTime(raw, 'sentAt', problems, at) ?? shared.sentAt
  const receivedAt = readTime(raw, 'receivedAt', problems, at) ?? arrival.receivedAt
  // An event without any readable time would count as one of today.
  const code = (originalTimestamp ?? sentAt ?? receivedAt) === undefined ? 'CM313' : 'CM314'
  const timestamp = readTime(raw, 'timestamp', problems, at, code)
  const context = share(raw.context, shared.context)
  const integrations = share(raw.integrations, shared.integrations)
  const read: JsonObject = { type, originalTimestamp, sentAt, receivedAt, timestamp, context, integrations }
  const known: object = callSchemas[type].properties
  const call: { [key: string]: Json | undefined } = {}
  for (const key of Object.keys(raw)) {
    const value = ids.has(key) ? readId(raw, key, problems, at) : Object.hasOwn(read, key) ? read[key] : raw[key]
    if (value !== undefined && !(value === null && Object.hasOwn(known, key))) defineKey(call, key, value)
  }
  for (const [key, value] of Object.entries(read)) if (!isEmpty(value)) call[key] = value
  return call as Draft
}

/** Merges an object of a call with that of its batch; the call's own keys win. */
function share(ofCall: Json | undefined, ofBatch: Json | undefined): Json | undefined {
  if (isEmpty(ofCall)) return ofBatch
  return isObject(ofCall) && isObject(ofBatch) ? { ...ofBatch, ...ofCall } : ofCall
}

/** Fills in fields that libraries omit or write elsewhere. */
function fillDefaults(call: Draft): void {
  // RudderStack keeps the traits of an identify in the context only.
  const { context, anonymousId } = call
  const inContext = call.type === 'identify' && isObject(context) ? own(context, 'traits') : undefined
  const defaults = { traits: isObject(inContext) ? inContext : {}, properties: {} }
  for (const [key, value] of Object.entries(defaults)) {
    if (Object.hasOwn(callSchemas[call.type].properties, key) && !Object.hasOwn(call, key)) call[key] = value
  }
  // analytics-swift sends aliases without `previousId`: they are about the current visitor.
  if (call.type === 'alias' && !Object.hasOwn(call, 'previousId') && anonymousId !== undefined) {
    call.previousId = anonymousId
  }
}
