import { defineKey, js } from '../../code/index.ts'
import { charge, cost, isJsonObject, manyKeys, remember } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping } from '../emit.ts'
import { encodeJson } from './json.ts'

const members = {
  separator: { isRequired: true, summary: 'The string between the keys of a new key.' },
  value: { isRequired: true, summary: 'The object to flatten.' },
  omitArrays: { choices: [true, false], summary: 'True to keep arrays as they are. Default: false.' },
  asText: {
    choices: [true, false],
    summary: 'True to turn values other than strings into their JSON. Default: false.',
  },
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
      mapping: { '@flatten': { separator: '.', value: { '@path': '$.properties' }, asText: true } },
      input: { properties: { total: 12.5, cart: { gift: true, note: null, id: 'c-1' } } },
      result: { total: '12.5', 'cart.gift': 'true', 'cart.note': 'null', 'cart.id': 'c-1' },
      note: 'with `asText` every value is a string',
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
    const options = { omitsArrays: isSet(argument, 'omitArrays'), asText: isSet(argument, 'asText') }
    return {
      parts: [{ mapping: value }],
      present: true,
      emit(block, input, keepsAbsentKeys) {
        const code = emitMapping(value, block, input, keepsAbsentKeys)
        const run = block.unit.import({ flattenObject })
        return block.const(js`${run}(${code}, ${text}, ${{ ...options, keepsAbsentKeys }})`)
      },
    }
  },
}

/** A container that is being flattened, up to the next of its keys. */
interface Open {
  readonly toPath: (key: string) => string
  readonly container: { readonly [key: string]: unknown }
  readonly keys: readonly string[]
  next: number
}

/** True for a member that is given. Saved mappings have values of any type here. */
function isSet(argument: Argument, name: string): boolean {
  return Boolean(argument.member(name)?.value)
}

interface Options {
  readonly omitsArrays: boolean
  readonly asText: boolean
  readonly keepsAbsentKeys: boolean
}

const unchanged = (key: string) => key

/** Paths by what comes before the key: engines take long to make the name of a property of a new string. */
const pathsAfter = remember(prefix => remember(key => prefix + key))

/** Flattens an object. Not recursive, because events may be nested deeper than the stack. */
export function flattenObject(
  root: unknown,
  separator: string,
  { omitsArrays, asText, keepsAbsentKeys }: Options,
): object {
  const result = {}
  let count = 0
  const open: Open[] = []
  const isContainer = (value: object): value is Open['container'] =>
    Array.isArray(value) ? !omitsArrays : isJsonObject(value)
  const add = (path: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null && isContainer(value)) {
      const keys = Object.keys(value)
      charge(cost.object + keys.length * cost.object)
      const toPath = path === '' ? unchanged : pathsAfter(path + separator)
      open.push({ toPath, container: value, keys, next: 0 })
    } else if (value !== undefined || keepsAbsentKeys) {
      charge((++count > manyKeys ? cost.keyOfMany : cost.member) + path.length)
      defineKey(result, path, asText && value !== undefined ? jsonText(value) : value)
    }
  }
  add('', root)
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const key = last.keys[last.next++]
    if (key === undefined) open.pop()
    else add(last.toPath(key), last.container[key])
  }
  return result
}

function jsonText(value: unknown): unknown {
  if (typeof value === 'string') return value
  if (typeof value !== 'number' || !Number.isFinite(value)) return encodeJson(value)
  charge(cost.printedNumber)
  return String(value)
}
