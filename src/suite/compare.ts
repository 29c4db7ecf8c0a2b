import { charge, isObject, isSame, type Json, type JsonObject, type Pointer, pointer } from '../value/index.ts'
import { findMatcher, readLiteral } from './matchers.ts'

/**
 * One place where the received value differs from the expected one. `expected` or `received` is missing if the value is
 * absent there.
 */
export interface Difference {
  /** Place in the received value. */
  readonly at: Pointer
  readonly expected?: Json
  readonly received?: Json
}

/** Units of comparing two values, besides the characters of their place. */
const comparison = 1000

/**
 * Lists all differences between a value and its expectation. With `isPart`, objects may have more keys; lists always
 * have as many items as expected. Pays for each part that is compared.
 */
export function compare(
  expected: Json | undefined,
  received: Json | undefined,
  { isPart, at = '' }: { readonly isPart: boolean; readonly at?: Pointer },
): Difference[] {
  charge(comparison + at.length)
  const different = (): Difference[] => [
    { at, ...(expected !== undefined && { expected }), ...(received !== undefined && { received }) },
  ]
  const matches = findMatcher(expected)
  if (matches) return matches(received) ? [] : different()
  const literal = readLiteral(expected)
  if (literal) return isSame(literal.value, received) ? [] : different()
  if (isObject(expected) && isObject(received)) return compareObjects(expected, received, isPart, at)
  if (!Array.isArray(expected) || !Array.isArray(received)) return isSame(expected, received) ? [] : different()
  const length = Math.max(expected.length, received.length)
  return Array.from({ length }, (_, i) => compare(expected[i], received[i], { isPart, at: pointer(at, i) })).flat()
}

function compareObjects(expected: JsonObject, received: JsonObject, isPart: boolean, at: Pointer): Difference[] {
  const keys = new Set([...Object.keys(expected), ...(isPart ? [] : Object.keys(received))])
  return [...keys].flatMap(key => {
    const [wanted, got] = [expected, received].map(object => (Object.hasOwn(object, key) ? object[key] : undefined))
    return compare(wanted, got, { isPart, at: pointer(at, key) })
  })
}
