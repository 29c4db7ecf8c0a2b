import { isObject, type JsonObject, own } from '../value/index.ts'

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

/** Lists the IDs that count as absent. */
export function listPlaceholders(allowed: readonly string[]): ReadonlySet<string> {
  const kept = new Set(allowed.map(id => id.toLowerCase()))
  return new Set(placeholders.filter(id => !kept.has(id)))
}

const keys = ['userId', 'anonymousId', 'previousId'] as const

/** Removes placeholders from the IDs of an event. Returns the event itself if it has none. */
export function dropPlaceholders(event: JsonObject, listed: ReadonlySet<string>): JsonObject {
  let kept = event
  for (const key of keys) {
    const id = own(event, key)
    if (typeof id !== 'string' || !isPlaceholder(id, listed)) continue
    if (kept === event) kept = { ...event }
    delete (kept as { [key: string]: unknown })[key]
  }
  return kept
}

function isPlaceholder(id: string, listed: ReadonlySet<string>): boolean {
  // Nearly all IDs of this length are random UUIDs, so that no copy in lower case is made.
  if (id.length === longest) return listed.has(id)
  return id.length < longest && listed.has(id.toLowerCase())
}

/** Explains an event that is about nobody without its placeholders. */
export function explainNobody(event: JsonObject, kept: JsonObject): string | undefined {
  if (kept === event || !isAboutNobody(kept)) return undefined
  const dropped = keys.filter(key => Object.hasOwn(event, key) && !Object.hasOwn(kept, key))
  const named = dropped.map(key => `${key} is ${JSON.stringify(event[key])}`).join(', ')
  return `the call is about nobody: ${named}, which counts as absent`
}

function isAboutNobody(event: JsonObject): boolean {
  const { type, userId, anonymousId, previousId, groupId, traits, properties } = event
  const context = isObject(event.context) ? event.context : {}
  if (type === 'alias') return userId === undefined || previousId === undefined
  if ([userId, anonymousId, groupId, context.groupId].some(id => id !== undefined)) return false
  return ![traits, properties, context.traits].some(part => isObject(part) && typeof part.email === 'string')
}
