import { defineKey, js } from '../../code/index.ts'
import { charge, cost, isJsonObject, type JsonObject } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'

export const excludeWhenNull: Directive = {
  name: '@excludeWhenNull',
  summary: 'Removes nulls: a null becomes absent, and objects lose their keys with null.',
  examples: [
    { mapping: { '@excludeWhenNull': { '@path': '$.userId' } }, input: { userId: null } },
    {
      mapping: { '@excludeWhenNull': { '@path': '$.traits' } },
      input: { traits: { name: null, address: { city: 'Bonn', street: null }, tags: [null] } },
      result: { address: { city: 'Bonn' }, tags: [null] },
      note: 'lists stay unchanged',
    },
  ],
  parse(argument) {
    const value = argument.mapping()
    return {
      parts: [{ mapping: value, place: [] }],
      emit(block, input, keepsAbsentKeys) {
        const code = emitMapping(value, block, input, keepsAbsentKeys)
        return block.const(js`${block.unit.import({ withoutNulls })}(${code}, ${keepsAbsentKeys})`)
      },
    }
  },
}

/** Removes nulls. Not recursive, because events may be nested deeper than the stack. */
export function withoutNulls(value: unknown, keepsAbsentKeys: boolean): unknown {
  if (!isJsonObject(value)) return value ?? undefined
  const result = {}
  const open: [from: JsonObject, to: object][] = [[value, result]]
  for (const [from, to] of open) {
    const entries = Object.entries(from)
    charge(cost.object + entries.length * cost.member)
    for (const [key, member] of entries) {
      if (isJsonObject(member)) {
        const inner = {}
        defineKey(to, key, inner)
        open.push([member, inner])
      } else if (member !== null && member !== undefined) defineKey(to, key, member)
      else if (keepsAbsentKeys && to === result) defineKey(to, key, undefined)
    }
  }
  return result
}
