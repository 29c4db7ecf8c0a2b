import type { Problems } from '../diagnostics/index.ts'
import { suggestion } from '../text/index.ts'
import { describeKind, type Json, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { checkCall } from './check.ts'
import { type CallType, callTypes, type SourceEvent } from './event.ts'
import { contentId } from './messageId.ts'
import { callSchemas } from './schema.ts'
import { happenedAt, utc } from './timestamp.ts'

const ids: ReadonlySet<string> = new Set(['userId', 'anonymousId', 'groupId', 'previousId', 'messageId'])
const times: ReadonlySet<string> = new Set(['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'])

/** One call as an event, or `undefined` when `problems` says why it is none. */
export function normalizeCall(raw: JsonObject, problems: Problems, at: Pointer): SourceEvent | undefined {
  const type = callType(raw, problems, at)
  if (type === undefined) return undefined
  const errors = problems.list.length
  const call = { ...clean({ ...raw, type }, problems, at), type }
  checkCall(type, call, problems, at)
  return problems.list.length > errors ? undefined : complete(call)
}

function callType(raw: JsonObject, problems: Problems, at: Pointer): CallType | undefined {
  const type = own(raw, 'type')
  const found = callTypes.find(name => name === type)
  if (found !== undefined) return found
  const name = typeof type === 'string' ? `\`${type.slice(0, 80)}\`` : describeKind(type)
  const help = (typeof type === 'string' && suggestion(type, callTypes)) || `expected one of ${callTypes.join(', ')}`
  problems.add('CM311', pointer(at, 'type'), `the type of a call is ${name}`, { help })
  return undefined
}

/** Drops what is empty, makes ids strings and times UTC. What cannot be a time is reported, and dropped too. */
function clean(call: JsonObject & { readonly type: CallType }, problems: Problems, at: Pointer): JsonObject {
  const known: object = callSchemas[call.type].properties
  const entries: [string, Json | undefined][] = []
  for (const [key, value] of Object.entries(call)) {
    const isEmpty = value === null || value === undefined
    if (ids.has(key)) {
      if (!isEmpty && value !== '') entries.push([key, typeof value === 'number' ? String(value) : value])
    } else if (times.has(key)) {
      const time = isEmpty || value === '' ? undefined : cleanTime(key, value, problems, at)
      if (time !== undefined) entries.push([key, time])
    } else if (!isEmpty || !Object.hasOwn(known, key)) {
      entries.push([key, value])
    }
  }
  return Object.fromEntries(entries)
}

function cleanTime(key: string, value: Json, problems: Problems, at: Pointer): string | undefined {
  const time = typeof value === 'string' ? utc(value) : undefined
  if (time === undefined) {
    const given = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeKind(value)
    const help = 'as in 2024-02-29T12:00:00.000Z'
    problems.add('CM313', pointer(at, key), `\`${key}\` is ${given}, expected an ISO 8601 time`, { help })
  }
  return time
}

/** Adds what a call leaves out. */
function complete(call: JsonObject & { readonly type: CallType }): SourceEvent {
  const known: object = callSchemas[call.type].properties
  const added: { [key: string]: Json | undefined } = {}
  for (const key of ['traits', 'properties']) {
    if (Object.hasOwn(known, key) && !Object.hasOwn(call, key)) added[key] = {}
  }
  if (!Object.hasOwn(call, 'messageId')) added.messageId = contentId({ ...call, ...added })
  const timestamp = Object.hasOwn(call, 'timestamp') ? undefined : happenedAt(call)
  if (timestamp !== undefined) added.timestamp = timestamp
  return { ...call, ...added } as unknown as SourceEvent
}
