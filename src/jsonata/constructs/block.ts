import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { LocalScope } from '../scope.ts'

/** Emits `(a; b; c)`: the value of the last expression, in a scope of its own. */
export function emitBlock(node: NodeOf<'block'>, context: EmitContext): JsCode {
  const scope = new LocalScope(context.scope, context.runsInOrder)
  scope.declare(context.block, node.expressions)
  const inner = context.with({ scope, runsInOrder: true })
  let value = js`undefined`
  for (const expression of node.expressions) value = inner.emit(expression)
  return value
}
