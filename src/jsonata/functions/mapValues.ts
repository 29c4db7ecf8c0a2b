import { defineKey } from '../../code/index.ts'
import { cost, type JsonObject, listKeys } from '../../value/index.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import type { Run } from '../runtime/run.ts'
import type { PureFunction } from './pureFunction.ts'
import { perCall, visit } from './visit.ts'

export const mapValues: PureFunction = {
  name: 'mapValues',
  summary: 'Replaces each value of an object by the result of a function of value, key and object.',
  signature: '<o-f:o>',
  takesRun: true,
  examples: [
    {
      expression: '$mapValues(properties, $string)',
      input: { properties: { total: 12.5, gift: true } },
      result: { total: '12.5', gift: 'true' },
    },
    {
      expression: "$mapValues(traits, function($value, $key) { $key = 'email' ? $lowercase($value) : $value })",
      input: { traits: { email: 'Ann@Example.com', name: 'Ann' } },
      result: { email: 'ann@example.com', name: 'Ann' },
    },
    {
      expression: "$mapValues(traits, function($value) { $value != '' ? $value })",
      input: { traits: { name: 'Ann', nick: '' } },
      result: { name: 'Ann' },
      note: 'an absent result removes the key',
    },
    { expression: '$mapValues(traits, $string)', input: {} },
  ],
  implementation: $mapValues,
}

export function $mapValues(run: Run, object: JsonObject | undefined, f: FunctionValue): unknown {
  if (object === undefined) return undefined
  run.enter(1)
  const mapped = {}
  for (const key of listKeys(object, perCall + cost.member)) {
    const value = visit(run, f, object[key], key, object)
    if (value !== undefined) defineKey(mapped, key, value)
  }
  run.depth -= 1
  return mapped
}
