import { hasOwn, type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { fieldOfItem } from '../runtime/fields.ts'
import * as staticTypes from '../staticTypes.ts'

/** A field of the context, as a step of a path. */
export function emitName(node: NodeOf<'name'>, context: EmitContext): JsCode {
  return readField(context, context.input, node.value, 'item', context.call({ fieldOfItem }, context.input, node.value))
}

/**
 * The field of an object as JavaScript reads it; `otherwise` is what any other value gives. The same field of the same
 * value is read once. JSON has no other prototype than `Object.prototype`, so that a bare read sees own properties
 * only, but for the names which that has. A question at every read would double the cost of a path.
 */
export function readField(
  context: EmitContext,
  value: JsCode,
  key: string,
  purpose: string,
  otherwise: JsCode,
): JsCode {
  const { block } = context
  return block.once(`${purpose} ${value} ${key}`, () => {
    const field = js`${value}[${key}]`
    const own = key in Object.prototype ? js`${hasOwn(block, value, js`${key}`)} ? ${field} : undefined` : field
    const types = context.typesOf(value)
    if (types === staticTypes.record) return context.const(own)
    const isArray = context.call({ isArray: Array.isArray }, value)
    const isRecord = block.once(`record ${value}`, () =>
      block.const(js`typeof ${value} === "object" && ${value} !== null && !${isArray}`),
    )
    const mayBeArray = (types & (staticTypes.list | staticTypes.sequence)) !== 0
    return context.const(js`${isRecord} ? ${own} : ${mayBeArray ? otherwise : undefined}`)
  })
}
