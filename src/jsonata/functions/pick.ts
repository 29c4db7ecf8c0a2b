import { defineKey } from '../../code/index.ts'
import { charge, cost, isJsonObject, type JsonObject, listKeys, own } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const pick: PureFunction = {
  name: 'pick',
  summary: 'Picks keys of an object, by a list of keys or by an object of new names.',
  signature: '<x(ao):x>',
  examples: [
    {
      expression: "$pick(traits, ['email', 'plan'])",
      input: { traits: { email: 'a@b.co', plan: 'pro', age: 4 } },
      result: { email: 'a@b.co', plan: 'pro' },
    },
    {
      expression: "$pick(traits, { '$email': 'email', '$name': 'name' })",
      input: { traits: { email: 'a@b.co' } },
      result: { $email: 'a@b.co' },
      note: 'each new name with its old key; absent keys are dropped',
    },
  ],
  implementation: $pick,
}

export function $pick(value: unknown, keys: unknown = []): unknown {
  if (!isJsonObject(value)) return undefined
  const picked: Record<string, unknown> = {}
  if (Array.isArray(keys)) {
    charge(keys.length * (cost.item + cost.member))
    for (const key of keys) copy(value, key, picked, key)
  } else
    for (const name of listKeys(keys as object, cost.member)) copy(value, keys![name as keyof object], picked, name)
  return picked
}

function copy(from: JsonObject, key: unknown, to: Record<string, unknown>, name: unknown): void {
  if (typeof key !== 'string' || typeof name !== 'string') return
  charge(key.length)
  const member = own(from, key)
  if (member !== undefined) defineKey(to, name, member)
}
