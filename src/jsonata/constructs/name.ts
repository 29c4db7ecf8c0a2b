import { hasOwn, type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import * as kind from '../kinds.ts'
import { fieldOfItem } from '../runtime/fields.ts'
import type { Scope } from '../scope.ts'

/** A field of the context, as a step of a path. */
export function emitName(node: NodeOf<'name'>, scope: Scope): JsCode {
  return readField(scope, scope.input, node.value, 'item', scope.call({ fieldOfItem }, scope.input, node.value))
}

/**
 * The field of an object as JavaScript reads it; `otherwise` is what any other value gives. The same field of the same
 * value is read once. JSON has no other prototype than `Object.prototype`, so that a bare read sees own properties
 * only, but for the names which that has. A question at every read would double the cost of a path.
 */
export function readField(scope: Scope, value: JsCode, key: string, purpose: string, otherwise: JsCode): JsCode {
  const { block } = scope
  return block.once(`${purpose} ${value} ${key}`, () => {
    const field = js`${value}[${key}]`
    const own = key in Object.prototype ? js`${hasOwn(block, value, js`${key}`)} ? ${field} : undefined` : field
    const kinds = scope.kindsOf(value)
    if (kinds === kind.record) return scope.const(own)
    const isArray = scope.call({ isArray: Array.isArray }, value)
    const isRecord = block.once(`record ${value}`, () =>
      block.const(js`typeof ${value} === "object" && ${value} !== null && !${isArray}`),
    )
    const mayBeArray = (kinds & (kind.list | kind.sequence)) !== 0
    return scope.const(js`${isRecord} ? ${own} : ${mayBeArray ? otherwise : undefined}`)
  })
}
