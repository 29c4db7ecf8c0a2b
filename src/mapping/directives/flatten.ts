import { defineKey, js } from '../../code/index.ts'
import { charge, cost, isJsonObject, manyKeys } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping } from '../emit.ts'

const members = {
  separator: { isRequired: true, summary: 'The string between the keys of a new key.' },
  value: { isRequired: true, summary: 'The object to flatten.' },
  omitArrays: { choices: [true, false], summary: 'True to keep arrays as they are. Default: false.' },
} as const satisfies DirectiveMembers

export const flatten: Directive = {
  name: '@flatten',
  summary: 'Flattens an object to one level; nested keys are joined by a separator.',
  members,
  examples: [
    {
      mapping: { '@flatten': { separator: '.', value: { '@path': '$.properties' } } },
      input: { properties: { cart: { id: 'c-1', items: [{ sku: 'a' }, 'b'] } } },
      result: { 'cart.id': 'c-1', 'cart.items.0.sku': 'a', 'cart.items.1': 'b' },
    },
    {
      mapping: { '@flatten': { separator: '_', value: { '@path': '$.properties' }, omitArrays: true } },
      input: { properties: { cart: { items: ['a'] } } },
      result: { cart_items: ['a'] },
      note: 'with `omitArrays` lists stay',
    },
    {
      mapping: { '@flatten': { separator: '.', value: { '@path': '$.event' } } },
      input: { event: 'Signed Up' },
      result: { '': 'Signed Up' },
      note: 'a value without keys gets the empty key',
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const separator = argument.member('separator')!
    const text = separator.text(100)
    if (text === '') return separator.fault('a separator has at least one character')
    const value = argument.member('value')!.mapping()
    // Saved mappings have values of any type here.
    const omitsArrays = Boolean(argument.member('omitArrays')?.value)
    return {
      parts: [{ mapping: value }],
      present: true,
      emit(block, input, keepsAbsentKeys) {
        const code = emitMapping(value, block, input, keepsAbsentKeys)
        const run = block.unit.import({ flattenObject })
        return block.const(js`${run}(${code}, ${text}, ${omitsArrays}, ${keepsAbsentKeys})`)
      },
    }
  },
}

/** A container that is being flattened, up to the next of its keys. */
interface Open {
  readonly prefix: string
  readonly container: { readonly [key: string]: unknown }
  readonly keys: readonly string[]
  next: number
}

/** Flattens an object. Not recursive, because events may be nested deeper than the stack. */
export function flattenObject(
  root: unknown,
  separator: string,
  omitsArrays: boolean,
  keepsAbsentKeys: boolean,
): object {
  const result = {}
  let count = 0
  const open: Open[] = []
  const add = (path: string, value: unknown): void => {
    if (isJsonObject(value) || (Array.isArray(value) && !omitsArrays)) {
      const keys = Object.keys(value)
      charge(cost.object + keys.length * cost.object)
      const prefix = path === '' ? '' : path + separator
      open.push({ prefix, container: value as Open['container'], keys, next: 0 })
    } else if (value !== undefined || keepsAbsentKeys) {
      charge((++count > manyKeys ? cost.keyOfMany : cost.member) + path.length)
      defineKey(result, path, value)
    }
  }
  add('', root)
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const key = last.keys[last.next++]
    if (key === undefined) open.pop()
    else add(last.prefix + key, last.container[key])
  }
  return result
}
