import { hasOwn, isArray, type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { extendOrigins, type Origins, type ReadScope } from '../readScope.ts'
import { fieldOfItem } from '../runtime/fields.ts'
import * as staticTypes from '../staticTypes.ts'

/** Emits a field of the context as a step of a path. */
export function emitName(node: NodeOf<'name'>, context: EmitContext): JsCode {
  return readField(context, context.input, node.value, 'item', context.call({ fieldOfItem }, context.input, node.value))
}

/**
 * Emits a property read for objects, and `otherwise` for any other value. Repeated reads of the same field are emitted
 * once. JSON objects have no prototype but `Object.prototype`, so a plain read sees own properties only, except for
 * names that `Object.prototype` has. An own-property test at every read would double the cost of a path.
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
    if (types === staticTypes.record) return context.const(own, context.program.typeFacts.ofField(value, key))
    const isRecord = block.once(`record ${value}`, () =>
      block.const(js`typeof ${value} === "object" && ${value} !== null && !${context.call({ isArray }, value)}`),
    )
    const mayBeArray = (types & (staticTypes.list | staticTypes.sequence)) !== 0
    return context.const(js`${isRecord} ? ${own} : ${mayBeArray ? otherwise : undefined}`)
  })
}

/** A field is read at the place of the context. */
export function readName({ value }: NodeOf<'name'>, { context }: ReadScope): Origins {
  return extendOrigins(context, value)
}
