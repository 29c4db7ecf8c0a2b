import { type JsCode, join, js, setKey } from '../../code/index.ts'
import type { Group, Node } from '../ast.ts'
import { gather, group } from '../runtime/group.ts'
import type { Scope } from '../scope.ts'
import { certainType } from './certainty.ts'

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
  const values = pairs.lhs.map(([, value]) => ({ node: value, code: scope.with({ input, kind: 'item' }).emit(value) }))
  return emitObject(keys as string[], values, scope)
}

/** An object of known keys. A value that is absent adds none. */
function emitObject(keys: readonly string[], values: readonly { node: Node; code: JsCode }[], scope: Scope): JsCode {
  const { block } = scope
  const object = block.const(js`{}`)
  for (const [index, { node, code }] of values.entries()) {
    const set = setKey(block, object, keys[index]!, code)
    block.add(certainType(node) ? set : js`if (${code} !== undefined) ${set}`)
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
  return scope.block.const(scope.callWithRun({ group }, source, js`[${join(pairs, ', ')}]`))
}
