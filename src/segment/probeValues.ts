import type { Json } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import type { EventChange } from './candidateEvents.ts'

/** Values that any part of a mapping may treat differently. */
const ordinary: readonly Json[] = [
  ...[0, false, '', null, 5, true, 'Ab c', '5', '{{type}}', 'type', '[1,{"a":null}]'],
  ...[[], [''], ['a', 0], [{ a: 'b' }], {}, { a: 'b' }, { a: null, b: { c: 0, d: null } }],
]

/** In calls, these are objects or absent. */
const bags = new Set(['properties', 'traits', 'context', 'integrations'])

/** Maximum number of strings to try, because a long mapping has hundreds. */
const mostTexts = 12

/** Strings in a mapping, which it may compare values with. */
export function collectStrings(mapping: Json): string[] {
  const found = new Set<string>()
  const visit = (value: Json | undefined): void => {
    if (typeof value === 'string' && value !== '' && value.length <= 100) found.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  visit(mapping)
  return [...found].slice(0, mostTexts)
}

/** Values to try at a path: none, any value, or a value on the way to it. */
export function choicesAt(path: readonly string[], texts: readonly string[]): EventChange[] {
  const near = texts.flatMap(text => [text, `x${text}x`])
  const places = path.map((_, i) => path.slice(0, i + 1))
  const choices = places.flatMap(place => {
    const values = [...ordinary, ...(place.length === path.length ? near : [])]
    const isBag = place.length === 1 && bags.has(place[0]!)
    return (isBag ? values.filter(isObject) : values).map(value => ({ path: place, value }))
  })
  return [{ path, value: undefined }, ...choices]
}
