import { JsonataError } from './error.ts'
import { D1001 } from './errorKinds.ts'

/**
 * True for a number.
 *
 * @throws JsonataError D1001 if it is infinite
 */
export function isNumber(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false
  if (!Number.isFinite(value)) throw new JsonataError(D1001, { value })
  return true
}

/** True for a data object: neither array nor function. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function'

/** Truth in JSONata. Empty strings, arrays and objects, zero, null, functions and absent values are false. */
export function truthy(value: unknown): boolean {
  switch (typeof value) {
    case 'boolean':
      return value
    case 'string':
      return value !== ''
    case 'number':
      return isNumber(value) && value !== 0
    case 'object':
      if (Array.isArray(value)) return value.length === 1 ? truthy(value[0]) : value.some(truthy)
      if (value === null) return false
      for (const key in value) if (Object.hasOwn(value, key)) return true
      return false
    default:
      return false
  }
}

/**
 * True if two values are deeply equal. Not `isSame`: that allocates, and expressions compare for every event; and NaN
 * differs from itself in JSONata.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => deepEqual(item, b[index]))
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(key => Object.hasOwn(b, key) && deepEqual(a[key as keyof object], b[key as keyof object]))
}
