import { parseProse } from './proseTime.ts'
import { type Moment, parseIso } from './time.ts'

/** Limit between seconds and milliseconds: as seconds it is the year 5138, as milliseconds March 1973. */
const largestSeconds = 100_000_000_000

const number = /^-?\d+(\.\d+)?$/

/**
 * Reads a time in any form that sources send: ISO 8601, the forms of `parseProse`, Unix seconds or milliseconds as a
 * number or a string, or a `Date`.
 *
 * @example parseTime('1736000000') // { seconds: 1736000000, nanos: 0 }
 */
export function parseTime(value: unknown): Moment | undefined {
  if (typeof value === 'number') return parseUnix(value)
  if (value instanceof Date) return fromMillis(value.getTime())
  if (typeof value !== 'string') return undefined
  return parseIso(value) ?? parseProse(value) ?? (number.test(value) ? parseUnix(Number(value)) : undefined)
}

function parseUnix(value: number): Moment {
  return fromMillis(Math.floor(Math.abs(value) < largestSeconds ? value * 1000 : value))
}

function fromMillis(millis: number): Moment {
  const seconds = Math.floor(millis / 1000)
  return { seconds, nanos: (millis - seconds * 1000) * 1_000_000 }
}
