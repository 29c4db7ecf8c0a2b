import { defineKey } from '../../code/index.ts'
import { isObject } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'
import { toUnixTime } from './unixTime.ts'

export const unixTimes: PureFunction = {
  name: 'unixTimes',
  summary:
    'An object in which every ISO 8601 date or time became Unix seconds, at any depth of objects but not in lists.',
  signature: '<x-:x>',
  examples: [
    {
      expression: '$unixTimes(traits)',
      input: { traits: { born: '1990-01-01', plan: { since: '2024-05-01T12:34:56Z' }, visits: ['2024-05-01'] } },
      result: { born: 631152000, plan: { since: 1714566896 }, visits: ['2024-05-01'] },
    },
    { expression: "$unixTimes({ 'name': 'May', 'year': '2024' })", result: { name: 'May', year: '2024' } },
  ],
  implementation: convert,
}

function convert(value: unknown): unknown {
  if (typeof value === 'string') return toUnixTime(value) ?? value
  if (!isObject(value)) return value
  const converted: Record<string, unknown> = {}
  for (const key of Object.keys(value)) defineKey(converted, key, convert(value[key]))
  return converted
}
