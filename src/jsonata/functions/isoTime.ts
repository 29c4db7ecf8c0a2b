import { parseIso, parseProse, printIso } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const isoTime: PureFunction = {
  name: 'isoTime',
  summary:
    'A time in ISO 8601, UTC, from an ISO date or time, from a time as e-mail, JavaScript and warehouses write it, or from Unix seconds or milliseconds as a number or as text.',
  signature: '<j-:s>',
  examples: [
    { expression: "$isoTime('2024-05-01T14:34:56+02:00')", result: '2024-05-01T12:34:56.000Z' },
    { expression: '$isoTime(1714566896)', result: '2024-05-01T12:34:56.000Z' },
    { expression: "$isoTime('1714566896789')", result: '2024-05-01T12:34:56.789Z' },
    { expression: "$isoTime('Wed, 01 May 2024 12:34:56 GMT')", result: '2024-05-01T12:34:56.000Z' },
    { expression: "$isoTime('2024-05-01 12:34:56 UTC')", result: '2024-05-01T12:34:56.000Z' },
    { expression: "$isoTime('20240501')", result: '2024-05-01T00:00:00.000Z', note: 'a day, not seconds' },
    { expression: "$isoTime('soon')", note: 'what is no time has no result' },
  ],
  implementation(value: unknown): string | undefined {
    const moment = typeof value === 'string' ? (parseIso(value) ?? parseProse(value)) : undefined
    if (moment) return isPrinted.test(value as string) ? (value as string) : printIso(moment)
    const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return isNumber ? printNumber(Number(value)) : undefined
  },
}

/** What a time is printed as. A leap second is printed as the second after it. */
const isPrinted = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d\.\d{3}Z$/

/** The seconds of the year 5138, and the milliseconds of March 1973: what is larger is taken for milliseconds. */
const largestSeconds = 100_000_000_000

function printNumber(value: number): string | undefined {
  const millis = Math.floor(Math.abs(value) < largestSeconds ? value * 1000 : value)
  const seconds = Math.floor(millis / 1000)
  return printIso({ seconds, nanos: (millis - seconds * 1000) * 1_000_000 })
}
