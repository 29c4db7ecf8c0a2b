import sum from 'lodash-es/sum.js'
import { addressFields } from '../analysis/index.ts'
import type { ActionDefinition, Definition, SubscriptionDefinition } from '../destination/index.ts'
import { type Destination, inspect } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject, readPath } from '../value/index.ts'

/** A subscription that is derived from an event and needs a review. */
export interface SuggestedSubscription {
  readonly name: string
  readonly action: string
  readonly trigger: string
  readonly mapping?: JsonObject
  readonly overrides?: JsonObject
}

/** A definition with its references resolved, and its destination with its own subscriptions. */
export interface SuggestionBase {
  readonly definition: Definition
  readonly actions: ReadonlyMap<string, ActionDefinition>
  readonly defaults: readonly SubscriptionDefinition[]
  readonly destination: Destination
}

/**
 * Suggests subscriptions for events such as this one: copies of the definition's own that match it, or else one for an
 * action with a similar name. Fields without a mapping get one from a value of the same name.
 */
export function suggestSubscriptions(
  event: SourceEvent,
  { definition, actions, defaults, destination }: SuggestionBase,
): SuggestedSubscription[] {
  const traces = inspect(destination).trace(event)
  const own = defaults.filter((_, i) => traces[i]?.matched)
  const named = own.length > 0 ? undefined : findSimilarAction(event, definition)
  const bases: readonly Partial<SubscriptionDefinition>[] = named === undefined ? own : [{ action: named }]
  const label = typeof event.event === 'string' ? event.event : event.type
  const name =
    label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || event.type
  return bases.flatMap(({ action: key = '', mapping, overrides }): SuggestedSubscription[] => {
    const action = actions.get(key)
    if (action === undefined) return []
    const given = mapping ?? overrides ?? {}
    const fields = { ...given, ...suggestFields(event, action, given, addressFields(definition, action)) }
    const base = { name, action: key, trigger: createTrigger(event) }
    if (mapping) return [{ ...base, mapping: fields }]
    return [{ ...base, ...(Object.keys(fields).length > 0 && { overrides: fields }) }]
  })
}

/** Number of `$todo` marks in a mapping. */
export function countTodos(mapping: Json | undefined): number {
  if (typeof mapping !== 'object' || mapping === null) return 0
  const own = isObject(mapping) && Object.hasOwn(mapping, '$todo') ? 1 : 0
  return own + sum(Object.values(mapping).map(countTodos))
}

function createTrigger({ type, event }: SourceEvent): string {
  const named = type === 'track' && typeof event === 'string' ? ` and event = ${JSON.stringify(event)}` : ''
  return `type = ${JSON.stringify(type)}${named}`
}

/** The action with a name like the event's, or the only action. */
function findSimilarAction(event: SourceEvent, definition: Definition): string | undefined {
  const keys = Object.keys(definition.actions)
  const words: readonly string[] = { identify: ['identify', 'person', 'user', 'profile'], track: ['track', 'event'] }[
    event.type as 'track'
  ] ?? [event.type]
  return (
    keys.find(key => words.some(word => key.toLowerCase().includes(word))) ?? (keys.length === 1 ? keys[0] : undefined)
  )
}

function suggestFields(
  event: SourceEvent,
  { fields }: ActionDefinition,
  mapped: JsonObject,
  addresses: ReadonlySet<string>,
): JsonObject {
  const all = leafPaths(event)
  const suggested = Object.entries(fields).flatMap(([key, { label, default: preset, type, choices }]) => {
    const isMapped = preset !== undefined || Object.hasOwn(mapped, key)
    // An address from an event would decide who receives the data.
    if (isMapped || addresses.has(key) || choices !== undefined || type === 'object' || type === 'boolean') return []
    const isNumber = type === 'number' || type === 'integer'
    const paths = isNumber ? all.filter(path => Number.isFinite(Number(readPath(event, path)))) : all
    const names = [
      key,
      ...(label === undefined ? [] : [label]),
      ...usualNames.flatMap(([of, it]) => (of.test(key) ? it : [])),
    ]
    const path = names.map(name => pathNamed(name, paths)).find(path => path !== undefined)
    return path === undefined ? [] : [[key, { '@path': `$.${path}`, $todo: 'guessed from the name' }] as const]
  })
  return Object.fromEntries(suggested)
}

/** Paths of calls for common field names. */
const usualNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:person|user|customer|profile)?_?id$/i, 'userId'],
  [/^(?:event_?)?name$/i, 'event'],
]

/** A path whose last key, or last two keys, equal the name, regardless of case and punctuation. */
function pathNamed(name: string, paths: readonly (readonly string[])[]): string | undefined {
  const wanted = plain(name)
  const found = paths.find(path => plain(path.at(-1)!) === wanted || plain(path.slice(-2).join('')) === wanted)
  return found
    ?.map(key => (/[.[\]]/.test(key) ? `['${key}']` : key))
    .join('.')
    .replaceAll('.[', '[')
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Paths of all scalars of an event, with those of properties and traits first. */
function leafPaths(event: SourceEvent): string[][] {
  const { properties, traits, ...rest } = event
  const walk = (value: Json | undefined, path: string[]): string[][] => {
    if (isObject(value)) return Object.entries(value).flatMap(([key, member]) => walk(member, [...path, key]))
    return value === undefined || value === null || Array.isArray(value) ? [] : [path]
  }
  return [...walk({ properties, traits } as JsonObject, []), ...walk(rest as JsonObject, [])]
}
