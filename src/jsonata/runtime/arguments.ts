import { charge, cost } from '../../value/index.ts'
import type { Validator } from './signature.ts'
import { isRecord } from './values.ts'

/** Validates arguments with a signature. A `Date`, which JSON does not have, becomes its ISO 8601 string. */
export function checkArguments(signature: Validator, args: readonly unknown[], context: unknown): unknown[] {
  charge((1 + args.length) * cost.object)
  return signature.validate(args.map(withoutDates), dateText(context))
}

function withoutDates(value: unknown): unknown {
  if (!Array.isArray(value)) return dateText(value)
  charge(value.length * cost.item)
  return value.some(item => item instanceof Date) ? value.map(dateText) : value
}

const dateText = (value: unknown) => (value instanceof Date ? (value.toJSON() ?? undefined) : value)

/** Wraps a single value in an array. */
export function listOf(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value]
}

/** True for an array whose items all have this type. */
export function isListOf(value: unknown, type: 'string' | 'number' | 'object' | undefined): boolean {
  if (!Array.isArray(value)) return false
  if (type === undefined) return true
  charge(value.length)
  if (type === 'object') return value.every(isRecord)
  for (const item of value) if (typeof item !== type) return false
  return true
}
