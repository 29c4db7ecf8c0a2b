import { charge, cost, parseIso, parseTime, printIso } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const isoTime: PureFunction = {
  name: 'isoTime',
  summary:
    'Converts a time to ISO 8601, UTC. Reads ISO dates and times, the formats of email, JavaScript and warehouses, and Unix seconds or milliseconds as a number or a string.',
  signature: '<j-:s>',
  examples: [
    { expression: "$isoTime('2024-05-01T14:34:56+02:00')", result: '2024-05-01T12:34:56.000Z' },
    { expression: '$isoTime(1714566896)', result: '2024-05-01T12:34:56.000Z' },
    { expression: "$isoTime('1714566896789')", result: '2024-05-01T12:34:56.789Z' },
    { expression: "$isoTime('Wed, 01 May 2024 12:34:56 GMT')", result: '2024-05-01T12:34:56.000Z' },
    { expression: "$isoTime('2024-05-01 12:34:56 UTC')", result: '2024-05-01T12:34:56.000Z' },
    { expression: "$isoTime('20240501')", result: '2024-05-01T00:00:00.000Z', note: 'a date, not seconds' },
    { expression: "$isoTime('soon')", note: 'absent if the value is not a time' },
  ],
  implementation: $isoTime,
}

export function $isoTime(value: unknown): string | undefined {
  charge(cost.time + (typeof value === 'string' ? value.length : 0))
  if (typeof value === 'string' && isPrinted.test(value) && parseIso(value)) return value
  const moment = parseTime(value)
  return moment && printIso(moment)
}

/** Printed form of a time. A leap second is printed as the second after it. */
const isPrinted = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d\.\d{3}Z$/
