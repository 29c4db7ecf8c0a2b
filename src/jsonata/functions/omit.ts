import { defineKey } from '../../code/index.ts'
import { charge, cost, isJsonObject, listKeys } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const omit: PureFunction = {
  name: 'omit',
  summary: 'Removes keys from an object.',
  signature: '<xa<s>:x>',
  examples: [
    {
      expression: "$omit(traits, ['email', 'phone'])",
      input: { traits: { email: 'a@b.co', plan: 'pro' } },
      result: { plan: 'pro' },
    },
    { expression: "$omit(traits, 'email')", input: {}, note: 'absent stays absent' },
  ],
  implementation: $omit,
}

export function $omit(value: unknown, keys: readonly string[] = []): unknown {
  if (!isJsonObject(value)) return value
  charge(keys.length * cost.object)
  // A set only pays off for many keys.
  const omitted = keys.length > 20 ? new Set(keys) : undefined
  const isKept = (key: string) => !(omitted ? omitted.has(key) : keys.includes(key))
  const given = listKeys(value, cost.member + Math.min(keys.length, 20) * cost.item)
  if (given.every(isKept)) return value
  const kept: Record<string, unknown> = {}
  for (const key of given) if (isKept(key)) defineKey(kept, key, value[key])
  return kept
}
