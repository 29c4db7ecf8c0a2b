import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { noOrigins, type Origins, type ReadScope } from '../readScope.ts'
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

/** The value is that of the last expression. */
export function readBlock({ expressions }: NodeOf<'block'>, scope: ReadScope): Origins {
  const inner = scope.with({ names: new Map(scope.names) })
  return expressions.reduce((_, each) => inner.visit(each), noOrigins)
}
