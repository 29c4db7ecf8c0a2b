import { defineKey } from '../../code/index.ts'
import { isObject, own } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const pick: PureFunction = {
  name: 'pick',
  summary: 'Some keys of an object: those of a list, or those that an object gives new names.',
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
      note: 'each new name with the key that it stands for; absent keys are left out',
    },
  ],
  implementation(value: unknown, keys: unknown): unknown {
    if (!isObject(value)) return undefined
    const names: readonly (readonly [string, unknown])[] = Array.isArray(keys)
      ? keys.map(key => [String(key), key])
      : Object.entries(keys as object)
    const picked: Record<string, unknown> = {}
    for (const [name, key] of names) {
      const member = typeof key === 'string' ? own(value, key) : undefined
      if (member !== undefined) defineKey(picked, name, member)
    }
    return picked
  },
}
