import { defineKey } from '../../code/index.ts'
import { charge, cost, isJsonObject, listKeys } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'
import { $unixTime } from './unixTime.ts'

export const unixTimes: PureFunction = {
  name: 'unixTimes',
  summary:
    'Converts every ISO 8601 date or time in an object to Unix seconds, at any depth of objects but not in lists.',
  signature: '<x-:x>',
  examples: [
    {
      expression: '$unixTimes(traits)',
      input: { traits: { born: '1990-01-01', plan: { since: '2024-05-01T12:34:56Z' }, visits: ['2024-05-01'] } },
      result: { born: 631152000, plan: { since: 1714566896 }, visits: ['2024-05-01'] },
    },
    {
      expression: "$unixTimes({ 'year': '2024', 'written': '2024-05-01 12:00' })",
      result: { year: '2024', written: '2024-05-01 12:00' },
    },
  ],
  implementation: $unixTimes,
}

/** Stricter than other time parsing, because `2024-05-01 12:00` among attributes is more likely written by a person. */
const strict = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/

export function $unixTimes(value: unknown): unknown {
  if (typeof value === 'string') {
    charge(value.length)
    return (strict.test(value) ? $unixTime(value) : undefined) ?? value
  }
  if (value instanceof Date) return $unixTime(value)
  if (!isJsonObject(value)) return value
  const converted: Record<string, unknown> = {}
  for (const key of listKeys(value, cost.member)) defineKey(converted, key, $unixTimes(value[key]))
  return converted
}
