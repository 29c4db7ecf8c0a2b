import { defineKey } from '../../code/index.ts'
import { built, cost, type JsonObject, listKeys } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { T1003 } from '../runtime/errorKinds.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import type { Run } from '../runtime/run.ts'
import type { PureFunction } from './pureFunction.ts'
import { perCall, visit } from './visit.ts'

export const mapKeys: PureFunction = {
  name: 'mapKeys',
  summary: 'Replaces each key of an object by the result of a function of key, value and object.',
  signature: '<o-f:o>',
  takesRun: true,
  examples: [
    {
      expression: '$mapKeys(properties, $lowercase)',
      input: { properties: { Total: 12.5, Currency: 'EUR' } },
      result: { total: 12.5, currency: 'EUR' },
    },
    {
      expression: "$mapKeys(traits, function($key) { $key = 'email' ? '$email' : $key })",
      input: { traits: { email: 'ann@example.com', plan: 'pro' } },
      result: { $email: 'ann@example.com', plan: 'pro' },
    },
    {
      expression: "$mapKeys(traits, function($key) { $key != 'password' ? $key })",
      input: { traits: { password: 'p', plan: 'pro' } },
      result: { plan: 'pro' },
      note: 'an absent result removes the key',
    },
    {
      expression: '$mapKeys(traits, $lowercase)',
      input: { traits: { Plan: 'pro', plan: 'free' } },
      result: { plan: 'free' },
      note: 'if two keys get the same name, the later one wins',
    },
    { expression: '$mapKeys(traits, $lowercase)', input: {} },
  ],
  implementation: $mapKeys,
}

/** @throws JsonataError T1003 if a new key is not a string */
export function $mapKeys(run: Run, object: JsonObject | undefined, f: FunctionValue): unknown {
  if (object === undefined) return undefined
  run.enter(1)
  const mapped = {}
  for (const key of listKeys(object, perCall + cost.member)) {
    const name = visit(run, f, key, object[key], object)
    if (name === undefined) continue
    if (typeof name !== 'string') throw new JsonataError(T1003, { value: name })
    defineKey(mapped, built(name), object[key])
  }
  run.depth -= 1
  return mapped
}
