import type { Problems } from '../diagnostics/index.ts'
import { suggestion } from '../text/index.ts'
import { describeKind, isObject, type Json, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { checkCall } from './check.ts'
import { type CallType, callTypes, type SourceEvent } from './event.ts'
import { contentId, type Place } from './messageId.ts'
import { isEmpty, readId, readTime } from './read.ts'
import { callSchemas } from './schema.ts'
import { happenedAt } from './timestamp.ts'

const ids: ReadonlySet<string> = new Set(['userId', 'anonymousId', 'groupId', 'previousId', 'messageId'])

/** What is known of a call besides the call. */
export interface Arrival {
  readonly type: string | undefined
  readonly receivedAt: string | undefined
  /** `context`, `integrations` and `sentAt` of its batch. */
  readonly shared: JsonObject
  readonly place: Place
}

type Draft = { type: CallType; [key: string]: Json | undefined }

/** One call as an event, or `undefined` if `problems` says why it is none. `raw` is a copy: its parts may become the event's. */
export function normalizeCall(
  raw: JsonObject,
  arrival: Arrival,
  problems: Problems,
  at: Pointer,
): SourceEvent | undefined {
  const type = readType(raw, arrival, problems, at)
  if (type === undefined) return undefined
  const call = clean({ ...raw, type }, arrival, problems, at)
  fillDefaults(call)
  checkCall(type, call, problems, at)
  if (problems.errors.length > 0) return undefined
  if (!Object.hasOwn(call, 'messageId')) call.messageId = contentId(call, arrival.place)
  return Object.assign(call, happenedAt(call)) as unknown as SourceEvent
}

function readType(raw: JsonObject, arrival: Arrival, problems: Problems, at: Pointer): CallType | undefined {
  const given = own(raw, 'type')
  const type = isEmpty(given) ? (arrival.type ?? given) : given
  const found = callTypes.find(name => name === type)
  if (found !== undefined) return found
  const name = typeof type === 'string' ? `\`${type.slice(0, 80)}\`` : describeKind(type)
  const help = (typeof type === 'string' && suggestion(type, callTypes)) || `expected one of ${callTypes.join(', ')}`
  problems.add('CM311', pointer(at, 'type'), `the type of a call is ${name}`, { help })
  return undefined
}

/** Drops empty fields, makes ids strings and times UTC, and adds what the batch and the receiver know. */
function clean(raw: Draft, { shared, receivedAt }: Arrival, problems: Problems, at: Pointer): Draft {
  const known: object = callSchemas[raw.type].properties
  const times = {
    originalTimestamp: readTime(raw, 'originalTimestamp', problems, at),
    sentAt: readTime(raw, 'sentAt', problems, at) ?? shared.sentAt,
    receivedAt: readTime(raw, 'receivedAt', problems, at) ?? receivedAt,
  }
  // Without another time, an event whose `timestamp` cannot be read would be one of today.
  const code = Object.values(times).every(time => time === undefined) ? 'CM313' : 'CM314'
  const read: { readonly [key: string]: Json | undefined } = {
    ...times,
    timestamp: readTime(raw, 'timestamp', problems, at, code),
    context: share(raw.context, shared.context),
    integrations: share(raw.integrations, shared.integrations),
  }
  const entries: [string, Json | undefined][] = []
  for (const [key, value] of Object.entries({ ...raw, ...read })) {
    const kept = ids.has(key) ? readId(raw, key, problems, at) : value
    if (kept !== undefined && !(kept === null && Object.hasOwn(known, key))) entries.push([key, kept])
  }
  return Object.fromEntries(entries) as Draft
}

/** A part of a call with what its batch says. What the call says itself counts before that, key by key. */
function share(ofCall: Json | undefined, ofBatch: Json | undefined): Json | undefined {
  if (isEmpty(ofCall)) return ofBatch
  return isObject(ofCall) && isObject(ofBatch) ? { ...ofBatch, ...ofCall } : ofCall
}

/** Fills in what libraries write elsewhere, or leave out. */
function fillDefaults(call: Draft): void {
  // RudderStack keeps the traits of an identify in the context only.
  const { context, anonymousId } = call
  const inContext = call.type === 'identify' && isObject(context) ? own(context, 'traits') : undefined
  const defaults = { traits: isObject(inContext) ? inContext : {}, properties: {} }
  for (const [key, value] of Object.entries(defaults)) {
    if (Object.hasOwn(callSchemas[call.type].properties, key) && !Object.hasOwn(call, key)) call[key] = value
  }
  // An alias of analytics-swift has no `previousId`: it is about the visitor who calls.
  if (call.type === 'alias' && !Object.hasOwn(call, 'previousId') && anonymousId !== undefined) {
    call.previousId = anonymousId
  }
}
