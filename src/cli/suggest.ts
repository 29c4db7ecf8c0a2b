import {
  type ActionDefinition,
  actionsOf,
  type Definition,
  type Destination,
  type Json,
  type JsonObject,
  type SourceEvent,
} from '../index.ts'
import { isObject } from './jsonc.ts'

/** A subscription that is made of an event, to be checked by a person. */
export interface SuggestedSubscription {
  readonly name: string
  readonly action: string
  readonly trigger: string
  readonly mapping?: JsonObject
  readonly overrides?: JsonObject
}

/**
 * A subscription for events such as this one: as the definition's own subscription for it, where there is one, with a
 * mapping for each field that has none yet, and is called like something in the event.
 */
export function suggestSubscription(
  event: SourceEvent,
  definition: Definition,
  destination: Destination,
): SuggestedSubscription | undefined {
  const own = definition.subscriptions?.[destination.trace(event).findIndex(trace => trace.matched)]
  const key = own?.action ?? actionNamedLike(event, definition)
  const action = key === undefined ? undefined : actionsOf(definition).get(key)
  if (key === undefined || action === undefined) return undefined
  const { mapping } = own ?? {}
  const overrides = { ...own?.overrides, ...suggestFields(event, action, { ...mapping, ...own?.overrides }) }
  const label = typeof event.event === 'string' ? event.event : event.type
  return {
    name:
      label
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || event.type,
    action: key,
    trigger: triggerOf(event),
    ...(mapping && { mapping }),
    ...(Object.keys(overrides).length > 0 && { overrides }),
  }
}

/** Whether a mapping is one that a person has to look at. */
export const isGuess = (mapping: Json | undefined): boolean => isObject(mapping) && '$todo' in mapping

function triggerOf({ type, event }: SourceEvent): string {
  const named = type === 'track' && typeof event === 'string' ? ` and event = ${JSON.stringify(event)}` : ''
  return `type = ${JSON.stringify(type)}${named}`
}

/** An action that is called like the event, or the only one. */
function actionNamedLike(event: SourceEvent, definition: Definition): string | undefined {
  const keys = Object.keys(definition.actions)
  const words: readonly string[] = { identify: ['identify', 'person', 'user', 'profile'], track: ['track', 'event'] }[
    event.type as 'track'
  ] ?? [event.type]
  return (
    keys.find(key => words.some(word => key.toLowerCase().includes(word))) ?? (keys.length === 1 ? keys[0] : undefined)
  )
}

function suggestFields(event: SourceEvent, { fields }: ActionDefinition, mapped: JsonObject): JsonObject {
  const all = leafPaths(event)
  const suggested = Object.entries(fields).flatMap(([key, { label, default: preset, type, choices }]) => {
    const isMapped = preset !== undefined || Object.hasOwn(mapped, key)
    if (isMapped || choices !== undefined || type === 'object' || type === 'boolean') return []
    const isNumber = type === 'number' || type === 'integer'
    const paths = isNumber ? all.filter(path => Number.isFinite(Number(valueAt(event, path)))) : all
    const names = [
      key,
      ...(label === undefined ? [] : [label]),
      ...usualNames.flatMap(([of, it]) => (of.test(key) ? it : [])),
    ]
    const path = names.map(name => pathNamed(name, paths)).find(path => path !== undefined)
    return path === undefined ? [] : [[key, { '@path': `$.${path}`, $todo: 'guessed by its name' }] as const]
  })
  return Object.fromEntries(suggested)
}

/** What calls have for what actions often want. */
const usualNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:person|user|customer|profile)?_?id$/i, 'userId'],
  [/^(?:event_?)?name$/i, 'event'],
]

function valueAt(event: SourceEvent, path: readonly string[]): unknown {
  return path.reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), event as JsonObject)
}

/** A path whose last key is the name, apart from case and signs; or whose last two keys are. */
function pathNamed(name: string, paths: readonly (readonly string[])[]): string | undefined {
  const wanted = plain(name)
  const found = paths.find(path => plain(path.at(-1)!) === wanted || plain(path.slice(-2).join('')) === wanted)
  return found
    ?.map(key => (/[.[\]]/.test(key) ? `['${key}']` : key))
    .join('.')
    .replaceAll('.[', '[')
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The paths of all values of an event that are neither objects nor lists; those of properties and traits come first. */
function leafPaths(event: SourceEvent): string[][] {
  const { properties, traits, ...rest } = event
  const walk = (value: Json | undefined, path: string[]): string[][] => {
    if (isObject(value)) return Object.entries(value).flatMap(([key, member]) => walk(member, [...path, key]))
    return value === undefined || value === null || Array.isArray(value) ? [] : [path]
  }
  return [...walk({ properties, traits } as JsonObject, []), ...walk(rest as JsonObject, [])]
}
