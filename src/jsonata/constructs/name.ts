import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { fieldOfItem } from '../runtime/fields.ts'
import type { Scope } from '../scope.ts'

/** A field of the context, as a step of a path. */
export function emitName(node: NodeOf<'name'>, scope: Scope): JsCode {
  return readField(scope, scope.input, node.value, 'item', scope.call({ fieldOfItem }, scope.input, node.value))
}

/**
 * The field of an object as JavaScript reads it; `ofArray` is what an array gives. The same field of the same
 * value is read once. A bare read sees own properties only, as no data has another prototype than
 * `Object.prototype`, whose own names are asked for with `hasOwn`.
 */
export function readField(scope: Scope, value: JsCode, key: string, purpose: string, ofArray: JsCode): JsCode {
  return scope.block.once(`${purpose} ${value} ${key}`, () => {
    const field = js`${value}[${key}]`
    const own =
      key in Object.prototype ? js`${scope.call({ hasOwn: Object.hasOwn }, value, key)} ? ${field} : undefined` : field
    const isArray = scope.call({ isArray: Array.isArray }, value)
    return scope.block.const(
      js`typeof ${value} === "object" && ${value} !== null ? (${isArray} ? ${ofArray} : ${own}) : undefined`,
    )
  })
}
