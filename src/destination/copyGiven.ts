import { defineKey } from '../code/index.ts'
import { isJsonObject } from '../value/index.ts'

export const tooLarge = Symbol('too large')

/**
 * Copies the objects and arrays of a value that a caller may change later, and reads each property once. Shared parts and
 * circles stay as they are. Not recursive, because the value may be nested deeper than the stack. A value with more than
 * `most` parts is `tooLarge`.
 */
export function copyGiven<T>(value: T, most: number): T | typeof tooLarge {
  let parts = 0
  const copies = new Map<object, object>()
  const copy = (given: unknown): unknown => {
    if (!Array.isArray(given) && !isJsonObject(given)) return given
    const known = copies.get(given)
    if (known !== undefined) return known
    const made = Array.isArray(given) ? new Array(given.length) : {}
    copies.set(given, made)
    return made
  }
  const copied = copy(value)
  // The loop also reaches what it adds to the map.
  for (const [given, made] of copies) {
    const keys = Object.keys(given)
    parts += keys.length
    if (parts > most) return tooLarge
    for (const key of keys) defineKey(made, key, copy((given as Record<string, unknown>)[key]))
  }
  return copied as T
}
