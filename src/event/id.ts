import { describeKind, type Json } from '../value/index.ts'

/** Maximum number of digits that a JavaScript number always keeps. */
const exactDigits = 15

/**
 * Converts a numeric ID to a string if it is exact. JSON numbers beyond 2^53, or with more than 15 digits, are parsed as
 * their nearest neighbour, which could be the ID of another person.
 */
export function exactId(value: number): string | undefined {
  if (Number.isSafeInteger(value)) return String(value)
  if (!Number.isFinite(value) || Number.isInteger(value)) return undefined
  const text = String(value)
  const digits = text.replace(/e.*$/, '').replace(/\D/g, '').replace(/^0+/, '')
  return digits.length <= exactDigits ? text : undefined
}

/** Prints an ID for a message. */
export function describeId(value: Json): string {
  if (typeof value !== 'number') return describeKind(value)
  return Number.isFinite(value) ? `${value}, a number with more digits than JavaScript keeps` : String(value)
}
