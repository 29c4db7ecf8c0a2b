import { countSince1970 } from './countSince1970.ts'
import type { PureFunction } from './pureFunction.ts'

export const unixMicros: PureFunction = {
  name: 'unixMicros',
  summary:
    'Converts an ISO 8601 date or time to whole microseconds since 1970. Without a zone it is UTC; a number stays.',
  signature: '<j-:n>',
  examples: [
    { expression: "$unixMicros('2024-05-01T12:34:56.789Z')", result: 1714566896789000 },
    { expression: "$unixMicros('2024-05-01T12:34:56.123456789Z')", result: 1714566896123456 },
    { expression: '$unixMicros(1714566896789000)', result: 1714566896789000 },
    { expression: "$unixMicros('tomorrow')", note: 'absent if the value is not a time' },
  ],
  implementation: $unixMicros,
}

export function $unixMicros(value: unknown): number | undefined {
  return countSince1970(value, 1_000_000)
}
