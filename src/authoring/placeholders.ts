import { addressFields } from '../analysis/index.ts'
import type { ActionDefinition, FieldDefinition } from '../destination/index.ts'
import type { Failure } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { isObject, type Json, type JsonObject, pointerKeys } from '../value/index.ts'
import { example } from './exampleSettings.ts'
import type { SuggestedSubscription, SuggestionBase } from './suggestSubscription.ts'

/** Failures of a subscription that maps an event. */
type FailuresOf = (subscription: SuggestedSubscription) => readonly Failure[]

/** More required fields than any action has. */
const mostRounds = 50

/**
 * Adds placeholders for required fields without a value in the event: an example, or an empty value if an example would
 * do harm. Each is marked `$todo`.
 */
export function withPlaceholders(
  subscription: SuggestedSubscription,
  event: SourceEvent,
  { definition, actions }: SuggestionBase,
  failuresOf: FailuresOf,
): SuggestedSubscription {
  const action = actions.get(subscription.action)!
  const addresses = addressFields(definition, action)
  let made = subscription
  for (const [key, field] of Object.entries(action.fields)) {
    const given = made.mapping ?? made.overrides ?? {}
    const isMapped = Object.hasOwn(given, key) || (made.mapping === undefined && field.default !== undefined)
    if (field.required === true && !isMapped) made = edit(made, key, placeholder(key, field, event, addresses))
  }
  for (let round = 0; round < mostRounds; round++) {
    const absent = failuresOf(made).flatMap(({ code, at }) => (code === 'CM901' ? [at] : []))
    const next = absent.reduce((changed, at) => fillPlace(changed, pointerKeys(at), action, event, addresses), made)
    if (next === made) break
    made = next
  }
  return made
}

function edit(subscription: SuggestedSubscription, key: string, mapping: Json): SuggestedSubscription {
  const part = subscription.mapping ? 'mapping' : 'overrides'
  return { ...subscription, [part]: { ...subscription[part], [key]: mapping } }
}

/** Fills one place of the payload, if the mapping is written member by member down to it. */
function fillPlace(
  subscription: SuggestedSubscription,
  [key = '', ...rest]: readonly string[],
  { fields }: ActionDefinition,
  event: SourceEvent,
  addresses: ReadonlySet<string>,
): SuggestedSubscription {
  const given = subscription.mapping ?? subscription.overrides ?? {}
  const field = fields[key]
  if (field === undefined) return subscription
  const current = Object.hasOwn(given, key) ? given[key] : field.default
  const own = memberField(field, rest)
  const changed = replaceAt(current, rest, mapping =>
    addFallback(mapping, placeholder(rest.at(-1) ?? key, own, event, rest.length === 0 ? addresses : new Set())),
  )
  return changed === undefined ? subscription : edit(subscription, key, changed)
}

function memberField(field: FieldDefinition, keys: readonly string[]): FieldDefinition {
  const [key, ...rest] = keys.filter(key => !/^\d+$/.test(key))
  const member = key === undefined ? undefined : field.properties?.[key]
  return member === undefined ? field : memberField(member, rest)
}

/** Replaces the mapping at a place of a value; `undefined` if a directive computes that place. */
function replaceAt(
  mapping: Json | undefined,
  [key, ...rest]: readonly string[],
  change: (mapping: Json | undefined) => Json | undefined,
): Json | undefined {
  if (key === undefined) return change(mapping)
  if (Array.isArray(mapping)) {
    const item = replaceAt(mapping[Number(key)], rest, change)
    return item && mapping.with(Number(key), item)
  }
  if (!isObject(mapping)) return undefined
  const directive = Object.keys(mapping).find(name => name.startsWith('@'))
  if (directive === undefined) {
    const member = replaceAt(Object.hasOwn(mapping, key) ? mapping[key] : undefined, rest, change)
    return member && { ...mapping, [key]: member }
  }
  const argument = mapping[directive]
  if (directive !== '@arrayPath' || !Array.isArray(argument)) return undefined
  const item = replaceAt(argument[1], rest, change)
  return item && { ...mapping, '@arrayPath': argument.with(1, item) }
}

/** Adds a placeholder as a fallback. A mapping that has one stays as it is. */
function addFallback(mapping: Json | undefined, { $todo, ...placeholder }: JsonObject): Json | undefined {
  if (mapping === undefined || mapping === null) return { ...placeholder, $todo: $todo! }
  if (isObject(mapping) && Object.hasOwn(mapping, '$todo')) return undefined
  return {
    '@coalesce': [mapping, placeholder['@literal'] === undefined ? placeholder : placeholder['@literal']],
    $todo: $todo!,
  }
}

/**
 * Placeholder for a field. An example address would receive the data, and an example ID would merge all users into one
 * person.
 */
function placeholder(
  key: string,
  field: FieldDefinition,
  { anonymousId }: SourceEvent,
  addresses: ReadonlySet<string>,
): JsonObject {
  if (addresses.has(key)) return { '@literal': null, $todo: 'fill in the address of the requests' }
  if (field.category === 'identifier') {
    if (anonymousId !== undefined)
      return { '@path': '$.anonymousId', $todo: 'suggested, because the event has no other ID' }
    return { '@literal': null, $todo: 'required, but the event has no value for it' }
  }
  if (field.type === 'secret') return { '@literal': null, $todo: 'required, but events should not contain it' }
  const one = example(key, field as unknown as JsonObject)
  return { '@literal': field.multiple ? [one] : one, $todo: 'example, because the event has no value for it' }
}
