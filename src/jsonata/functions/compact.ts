import { defineKey } from '../../code/index.ts'
import { cost, isJsonObject, listKeys } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const compact: PureFunction = {
  name: 'compact',
  summary: 'Removes the keys of an object whose value is null or absent.',
  signature: '<x-:x>',
  examples: [
    { expression: "$compact({ 'a': 1, 'b': null, 'c': missing, 'd': '' })", input: {}, result: { a: 1, d: '' } },
    { expression: '$compact(traits)', input: { traits: { plan: 'pro', nick: null } }, result: { plan: 'pro' } },
  ],
  implementation: $compact,
}

export function $compact(value: unknown): unknown {
  if (!isJsonObject(value)) return value
  const kept: Record<string, unknown> = {}
  for (const key of listKeys(value, cost.member)) {
    const member = value[key]
    if (member !== null && member !== undefined) defineKey(kept, key, member)
  }
  return kept
}
