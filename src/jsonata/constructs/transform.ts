import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { transformer } from '../runtime/transform.ts'

/** Emits `| pattern | update, delete |`, a function that changes a copy. */
export function emitTransform(node: NodeOf<'transform'>, context: EmitContext): JsCode {
  const part = (part: Node) => {
    const input = context.unit.variable()
    return context.function([input], { input, kind: 'item' }, inner => inner.emit(part))
  }
  const clone = context.scope.lookup('clone', context.runsInOrder)?.code
  context.mark(node.position)
  return context.block.const(
    context.callWithRun(
      { transformer },
      clone ?? js`undefined`,
      part(node.pattern),
      part(node.update),
      node.delete ? part(node.delete) : undefined,
    ),
  )
}
