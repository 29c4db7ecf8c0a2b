import { defineKey } from '../../code/index.ts'
import { built, cost, isJsonObject, type JsonObject, listKeys, own } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const renameKeys: PureFunction = {
  name: 'renameKeys',
  summary: 'Renames keys of an object, by an object of old and new names. Other keys stay.',
  signature: '<xo:x>',
  examples: [
    {
      expression: "$renameKeys(traits, { 'firstName': 'first_name', 'email': '$email' })",
      input: { traits: { firstName: 'Ann', plan: 'pro' } },
      result: { first_name: 'Ann', plan: 'pro' },
    },
    {
      expression: "$renameKeys(traits, { 'mail': 'email' })",
      input: { traits: { email: 'a@b.co', mail: 'c@d.co' } },
      result: { email: 'c@d.co' },
      note: 'if two keys get the same name, the later one wins',
    },
    { expression: "$renameKeys(traits, { 'mail': 'email' })", input: {} },
  ],
  implementation: $renameKeys,
}

export function $renameKeys(value: unknown, names: JsonObject = {}): unknown {
  if (!isJsonObject(value)) return value
  const renamed: Record<string, unknown> = {}
  for (const key of listKeys(value, cost.member)) {
    const name = own(names, key)
    defineKey(renamed, typeof name === 'string' ? built(name) : key, value[key])
  }
  return renamed
}
