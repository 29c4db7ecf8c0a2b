import { charge, cost, parseIso } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const unixTime: PureFunction = {
  name: 'unixTime',
  summary: 'Converts an ISO 8601 date or time to whole seconds since 1970. Without a zone it is UTC; a number stays.',
  signature: '<j-:n>',
  examples: [
    { expression: "$unixTime('2024-05-01T12:34:56.789Z')", result: 1714566896 },
    { expression: "$unixTime('2024-05-01')", result: 1714521600 },
    { expression: "$unixTime('2024-05-01T14:34:56.123456789+02:00')", result: 1714566896 },
    { expression: '$unixTime(1714566896)', result: 1714566896 },
    { expression: "$unixTime('tomorrow')", note: 'absent if the value is not a time' },
  ],
  implementation: $unixTime,
}

/** Unix time in whole seconds; `undefined` if the value is neither a time nor a number. */
export function $unixTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  charge(cost.time)
  const text = value instanceof Date ? value.toJSON() : value
  return typeof text === 'string' ? parseIso(text)?.seconds : undefined
}
