import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import { combinations } from './combinations.ts'

/** A place in an event with its possible values; `undefined` removes it. */
export interface EventChange {
  readonly path: readonly string[]
  readonly value: Json | undefined
}

/** Yields events that set each place to one of its choices, on top of each base. At most `most`. */
export function* candidates(
  bases: readonly JsonObject[],
  places: readonly (readonly EventChange[])[],
  most: number,
): Generator<JsonObject> {
  for (const [base, ...chosen] of combinations([bases.length, ...places.map(({ length }) => length)], most)) {
    let event = bases[base!]!
    chosen.forEach((choice, i) => {
      const { path, value } = places[i]![choice]!
      if (value !== undefined) event = placeAt(event, path, value) as JsonObject
    })
    yield event
  }
}

/** Returns a copy with a value at a path. Creates what is missing on the way; `?` and `0` create a list. */
export function placeAt(at: Json | undefined, [key, ...rest]: readonly string[], value: Json): Json {
  if (key === undefined) return value
  if (key === '?' || (key === '0' && !isObject(at))) {
    const items = Array.isArray(at) ? at : []
    return [placeAt(items[0], rest, value), ...items.slice(1)]
  }
  const members = isObject(at) ? at : {}
  const member = Object.hasOwn(members, key) ? members[key] : undefined
  return { ...members, [key]: placeAt(member, rest, value) }
}

/** Finds the smallest event that shows something, and removes members that it does not need for that. */
export function findSmallest(
  events: Iterable<JsonObject>,
  shows: (event: JsonObject) => boolean,
): JsonObject | undefined {
  let [smallest, size]: [JsonObject | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
  for (const event of events) {
    const { length } = JSON.stringify(event)
    if (length < size && shows(event)) [smallest, size] = [event, length]
  }
  for (let next = smallest; next; next = [...dropOneMember(next)].find(shows)) smallest = next
  return smallest
}

/** Yields objects with one member less, at any depth. */
function* dropOneMember(object: JsonObject): Generator<JsonObject> {
  for (const [key, member] of Object.entries(object)) {
    const { [key]: _, ...others } = object
    yield others
    if (isObject(member)) for (const less of dropOneMember(member)) yield { ...object, [key]: less }
  }
}
