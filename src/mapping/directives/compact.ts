import { defineKey, js } from '../../code/index.ts'
import { charge, cost, isJsonObject, type JsonObject, listKeys } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'

export const compact: Directive = {
  name: '@compact',
  summary:
    'Removes what is empty at any depth: absent values, null and `""`, then empty objects. Lists lose such items, and stay.',
  examples: [
    {
      mapping: {
        '@compact': {
          id: { '@path': '$.userId' },
          user: { email: { '@path': '$.traits.email' }, phone: { '@path': '$.traits.phone' } },
          tags: { '@path': '$.traits.tags' },
        },
      },
      input: { userId: 'u-1', traits: { email: '', phone: null, tags: ['new', '', {}] } },
      result: { id: 'u-1', tags: ['new'] },
    },
    {
      mapping: { '@compact': { total: 0, gift: false, items: { '@path': '$.items' } } },
      input: { items: [null] },
      result: { total: 0, gift: false, items: [] },
      note: '`0`, `false` and empty lists are values',
    },
    {
      mapping: { '@compact': { user: { email: { '@path': '$.traits.email' } } } },
      input: { traits: {} },
      note: 'absent if nothing is left',
    },
  ],
  parse(argument) {
    const value = argument.mapping()
    return {
      parts: [{ mapping: value, place: [] }],
      emit(block, input, keepsAbsentKeys) {
        const code = emitMapping(value, block, input, keepsAbsentKeys)
        return block.const(js`${block.unit.import({ withoutEmpty })}(${code}, ${keepsAbsentKeys})`)
      },
    }
  },
}

/** An object or a list that is being copied. */
interface Container {
  readonly from: JsonObject | readonly unknown[]
  readonly keys?: readonly string[]
  /** The containers in it, in order. */
  readonly inner: Container[]
  /** Absent if nothing is left of an object. */
  result?: object | undefined
}

/** Removes what is empty. Not recursive, because events may be nested deeper than the stack. */
export function withoutEmpty(value: unknown, keepsAbsentKeys: boolean): unknown {
  const root = open(value)
  if (root === undefined) return isEmpty(value) ? undefined : value
  const all = [root]
  for (const container of all) {
    for (const member of members(container)) {
      const inner = open(member)
      if (inner === undefined) continue
      container.inner.push(inner)
      all.push(inner)
    }
  }
  for (const container of all.reverse()) close(container, keepsAbsentKeys && container === root)
  return root.result
}

/** Opens an object or a list, and pays for both visits. */
function open(value: unknown): Container | undefined {
  if (Array.isArray(value)) {
    charge(4 * cost.object + value.length * 3 * cost.kept)
    return { from: value, inner: [] }
  }
  if (!isJsonObject(value)) return undefined
  charge(4 * cost.object)
  return { from: value, keys: listKeys(value, cost.member), inner: [] }
}

function members({ from, keys }: Container): readonly unknown[] {
  return keys ? keys.map(key => (from as JsonObject)[key]) : (from as readonly unknown[])
}

/** Copies a container from what is left of its members. */
function close(container: Container, keepsAbsentKeys: boolean): void {
  const { keys, inner } = container
  let next = 0
  const left = members(container).map(member => {
    if (Array.isArray(member) || isJsonObject(member)) return inner[next++]!.result
    return isEmpty(member) ? undefined : member
  })
  if (keys === undefined) {
    container.result = left.filter(member => member !== undefined)
    return
  }
  let result: object | undefined
  for (const [i, member] of left.entries()) {
    if (member === undefined && !keepsAbsentKeys) continue
    result ??= {}
    defineKey(result, keys[i]!, member)
  }
  container.result = result
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
