import { charge, chargeComparison, cost, listKeys } from '../../value/index.ts'
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
      if (Array.isArray(value)) return hasTrue(value)
      return value !== null && listKeys(value).length > 0
    default:
      return false
  }
}

function hasTrue(list: readonly unknown[]): boolean {
  charge((1 + list.length) * cost.item)
  return list.length === 1 ? truthy(list[0]) : list.some(truthy)
}

/**
 * True if two values are deeply equal. Not `isSame`: that allocates, and expressions compare for every event; and NaN
 * differs from itself in JSONata.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    chargeComparison(a, b)
    return a === b
  }
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false
    charge((1 + a.length) * cost.item)
    return a.every((item, index) => deepEqual(item, b[index]))
  }
  const keys = listKeys(a)
  if (keys.length !== listKeys(b).length) return false
  return keys.every(key => Object.hasOwn(b, key) && deepEqual(a[key as keyof object], b[key as keyof object]))
}
