import { type JsCode, join, js, setKey } from '../../code/index.ts'
import type { Group } from '../ast.ts'
import * as kind from '../kinds.ts'
import { gather, group } from '../runtime/group.ts'
import type { Scope } from '../scope.ts'

const reserved = ['_jsonata_lambda', '_jsonata_function']

/**
 * `{ key: value }` of one context, or of a list: there the contexts are grouped by their keys, and a value is
 * made of all the contexts of its key.
 */
export function emitGroup(
  pairs: Pick<Group, 'lhs' | 'position'>,
  source: JsCode,
  of: 'one' | 'list',
  scope: Scope,
): JsCode {
  const keys = pairs.lhs.map(([key]) => (key.type === 'string' && !key.predicate && !key.group ? key.value : undefined))
  const isPlain = keys.every(key => key !== undefined && !reserved.includes(key)) && new Set(keys).size === keys.length
  if (!isPlain) return emitGrouping(pairs, of === 'one' ? js`[${source}]` : source, scope)
  const input = of === 'one' ? source : scope.block.const(scope.call({ gather }, source))
  const values = pairs.lhs.map(([, value]) => scope.with({ input, kind: 'item' }).emit(value))
  return emitObject(keys as string[], values, scope)
}

/** An object of known keys. A value that is absent adds none. */
function emitObject(keys: readonly string[], values: readonly JsCode[], scope: Scope): JsCode {
  const { block } = scope
  const object = scope.const(js`{}`, kind.record)
  for (const [index, value] of values.entries()) {
    const set = setKey(block, object, keys[index]!, value)
    block.add(scope.kindsOf(value) & kind.absent ? js`if (${value} !== undefined) ${set}` : set)
  }
  return object
}

function emitGrouping({ lhs, position }: Pick<Group, 'lhs' | 'position'>, source: JsCode, scope: Scope): JsCode {
  const pairs = lhs.map(pair => {
    const [key, value] = pair.map(node => {
      const item = scope.unit.variable()
      return scope.function([item], { input: item, kind: 'item' }, inner => inner.emit(node))
    })
    return js`{ key: ${key}, value: ${value} }`
  })
  scope.mark(position)
  return scope.const(scope.callWithRun({ group }, source, js`[${join(pairs, ', ')}]`), kind.record)
}
