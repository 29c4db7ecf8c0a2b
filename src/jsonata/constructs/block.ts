import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { Variables } from '../frame.ts'
import type { Scope } from '../scope.ts'

/** `(a; b; c)`: the value of the last, with variables of its own. */
export function emitBlock(node: NodeOf<'block'>, scope: Scope): JsCode {
  const frame = new Variables(scope.frame, scope.straight)
  frame.declare(scope.block, node.expressions)
  const inner = scope.with({ frame, straight: true })
  let value = js`undefined`
  for (const expression of node.expressions) value = inner.emit(expression)
  return value
}
