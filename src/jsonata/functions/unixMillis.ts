import { countSince1970 } from './countSince1970.ts'
import type { PureFunction } from './pureFunction.ts'

export const unixMillis: PureFunction = {
  name: 'unixMillis',
  summary:
    'Converts an ISO 8601 date or time to whole milliseconds since 1970. Without a zone it is UTC; a number stays.',
  signature: '<j-:n>',
  examples: [
    { expression: "$unixMillis('2024-05-01T12:34:56.789Z')", result: 1714566896789 },
    { expression: "$unixMillis('2024-05-01')", result: 1714521600000 },
    { expression: "$unixMillis('2024-05-01T14:34:56.123456789+02:00')", result: 1714566896123 },
    { expression: '$unixMillis(1714566896789)', result: 1714566896789 },
    { expression: "$unixMillis('tomorrow')", note: 'absent if the value is not a time' },
  ],
  implementation: $unixMillis,
}

export function $unixMillis(value: unknown): number | undefined {
  return countSince1970(value, 1000)
}
