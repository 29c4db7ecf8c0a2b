import { describeKind, type Json } from '../value/index.ts'

/** More digits than this are not told apart by a JavaScript number. */
const exactDigits = 15

/**
 * The string of an id that is a number, if every other number has another string. JSON numbers beyond 2^53, or with more
 * digits than 15, read as their nearest neighbour: they would be the ID of someone else.
 */
export function exactId(value: number): string | undefined {
  if (Number.isSafeInteger(value)) return String(value)
  if (!Number.isFinite(value) || Number.isInteger(value)) return undefined
  const text = String(value)
  const digits = text.replace(/e.*$/, '').replace(/\D/g, '').replace(/^0+/, '')
  return digits.length <= exactDigits ? text : undefined
}

/** An id in a message. */
export function describeId(value: Json): string {
  if (typeof value !== 'number') return describeKind(value)
  return Number.isFinite(value) ? `${value}, a number with more digits than JavaScript keeps` : String(value)
}
