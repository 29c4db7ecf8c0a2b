import { isObject, type Json, type JsonObject, own } from '../value/index.ts'

/** IDs that broken code writes, and that many people would share. In lower case. */
const placeholders: readonly string[] = [
  ...[
    'null',
    'undefined',
    'nil',
    '<nil>',
    'none',
    'nan',
    'n/a',
    'unknown',
    '[object object]',
    '[]',
    '{}',
    'true',
    'false',
  ],
  ...['anonymous', 'anon', 'guest', 'not_authenticated', 'distinct_id', 'distinctid'],
  '00000000-0000-0000-0000-000000000000',
]
const longest = 36

/** IDs that count as absent, by their length. */
export type Placeholders = readonly (readonly string[])[]

/** Lists the IDs that count as absent. */
export function listPlaceholders(allowed: readonly string[]): Placeholders {
  if (allowed.length === 0) return all
  const kept = new Set(allowed.map(id => id.toLowerCase()))
  return groupByLength(placeholders.filter(id => !kept.has(id)))
}

function groupByLength(ids: readonly string[]): Placeholders {
  return Array.from({ length: longest + 1 }, (_, length) => ids.filter(id => id.length === length))
}

const all = groupByLength(placeholders)

const keys = ['userId', 'anonymousId', 'previousId'] as const

/** Removes placeholders from the IDs of an event. Returns the event itself if it has none. */
export function dropPlaceholders(event: JsonObject, listed: Placeholders): JsonObject {
  // Only aliases have a third ID.
  const isClean = !(
    isPlaceholder(event.userId, listed) ||
    isPlaceholder(event.anonymousId, listed) ||
    (event.type === 'alias' && isPlaceholder(event.previousId, listed))
  )
  if (isClean) return event
  const kept: { [key: string]: Json | undefined } = { ...event }
  for (const key of keys) if (isPlaceholder(own(event, key), listed)) delete kept[key]
  return kept
}

function isPlaceholder(id: unknown, listed: Placeholders): boolean {
  return typeof id === 'string' && isListed(id, listed)
}

/** True for an ID that counts as absent. */
export function isListed(id: string, listed: Placeholders): boolean {
  const candidates = listed[id.length]
  if (candidates === undefined) return false
  for (let i = 0; i < candidates.length; i++) if (isSameInLowerCase(id, candidates[i]!)) return true
  return false
}

/** Compares without a copy in lower case: every event has an ID. */
function isSameInLowerCase(text: string, lower: string): boolean {
  for (let i = 0; i < lower.length; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 0x41 && code <= 0x5a ? code + 0x20 : code) !== lower.charCodeAt(i)) return false
  }
  return true
}

/** Explains an event that is about nobody without its placeholders. */
export function explainNobody(event: JsonObject, kept: JsonObject): string | undefined {
  if (kept === event || !isAboutNobody(kept)) return undefined
  return `the call is about nobody: ${describeDropped(event, kept)}`
}

/** Names the IDs of an event that count as absent. */
export function describeDropped(event: JsonObject, kept: JsonObject): string | undefined {
  const dropped = keys.filter(key => Object.hasOwn(event, key) && !Object.hasOwn(kept, key))
  if (dropped.length === 0) return undefined
  const named = dropped.map(key => `${key} is ${JSON.stringify(event[key])}`).join(', ')
  return `${named}, which ${dropped.length === 1 ? 'counts' : 'count'} as absent`
}

function isAboutNobody(event: JsonObject): boolean {
  const { type, userId, anonymousId, previousId, groupId, traits, properties } = event
  const context = isObject(event.context) ? event.context : {}
  if (type === 'alias') return userId === undefined || previousId === undefined
  if ([userId, anonymousId, groupId, context.groupId].some(id => id !== undefined)) return false
  return ![traits, properties, context.traits].some(part => isObject(part) && typeof part.email === 'string')
}
