import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import { transformer } from '../runtime/transform.ts'
import type { Scope } from '../scope.ts'

/** `| pattern | update, delete |`: a function that changes a copy. */
export function emitTransform(node: NodeOf<'transform'>, scope: Scope): JsCode {
  const part = (part: Node) => {
    const input = scope.unit.variable()
    return scope.function([input], { input, kind: 'item' }, inner => inner.emit(part))
  }
  const clone = scope.frame.lookup('clone', scope.straight)?.code
  scope.mark(node.position)
  return scope.block.const(
    scope.callWithRun(
      { transformer },
      clone ?? js`undefined`,
      part(node.pattern),
      part(node.update),
      node.delete ? part(node.delete) : undefined,
    ),
  )
}
