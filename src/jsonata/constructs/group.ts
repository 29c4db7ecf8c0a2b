import { type JsCode, join, js, setKey } from '../../code/index.ts'
import type { Group } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { gatherContexts, groupContexts } from '../runtime/group.ts'
import * as staticTypes from '../staticTypes.ts'

const reserved = ['_jsonata_lambda', '_jsonata_function']

/**
 * Emits `{ key: value }` for one context or for a list. A list is grouped by key, and each value is computed from all
 * contexts of its key.
 */
export function emitGroup(
  pairs: Pick<Group, 'lhs' | 'position'>,
  source: JsCode,
  of: 'one' | 'list',
  context: EmitContext,
): JsCode {
  const keys = staticKeys(pairs)
  if (keys === undefined) return emitGrouping(pairs, of === 'one' ? js`[${source}]` : source, context)
  const input = of === 'one' ? source : context.block.const(context.call({ gatherContexts }, source))
  const values = pairs.lhs.map(([, value]) => context.with({ input, kind: 'item' }).emit(value))
  return emitObject(keys, values, context)
}

/** Lists the keys of an object if all are strings of the expression and differ. */
export function staticKeys({ lhs }: Pick<Group, 'lhs'>): string[] | undefined {
  const keys = lhs.flatMap(([key]) => (key.type === 'string' && !key.predicate && !key.group ? [key.value] : []))
  const isPlain = keys.length === lhs.length && !keys.some(key => reserved.includes(key))
  return isPlain && new Set(keys).size === keys.length ? keys : undefined
}

/** Emits an object with static keys. Absent values add no key. */
function emitObject(keys: readonly string[], values: readonly JsCode[], context: EmitContext): JsCode {
  const { block } = context
  const object = context.const(js`{}`, staticTypes.record)
  for (const [index, value] of values.entries()) {
    const set = setKey(block, object, keys[index]!, value)
    block.add(context.typesOf(value) & staticTypes.absent ? js`if (${value} !== undefined) ${set}` : set)
  }
  return object
}

function emitGrouping(
  { lhs, position }: Pick<Group, 'lhs' | 'position'>,
  source: JsCode,
  context: EmitContext,
): JsCode {
  const pairs = lhs.map(pair => {
    const [key, value] = pair.map(node => {
      const item = context.unit.variable()
      return context.function([item], { input: item, kind: 'item' }, inner => inner.emit(node))
    })
    return js`{ key: ${key}, value: ${value} }`
  })
  context.mark(position)
  return context.const(context.callWithRun({ groupContexts }, source, js`[${join(pairs, ', ')}]`), staticTypes.record)
}
