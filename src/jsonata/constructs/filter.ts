import type { JsCode } from '../../code/index.ts'
import type { Node, Stage } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { filterItems, itemAt } from '../runtime/filter.ts'

/** Emits any number of `[predicate]` after a value. The result is a raw sequence. */
export function emitFilters(stages: readonly Stage[], value: JsCode, context: EmitContext): JsCode {
  let filtered = value
  for (const stage of stages) if (stage.type === 'filter') filtered = emitFilter(stage.expr, filtered, context)
  return filtered
}

function emitFilter(predicate: Node, value: JsCode, context: EmitContext): JsCode {
  if (predicate.type === 'number')
    return context.block.const(context.call({ itemAt }, value, Math.floor(predicate.value)))
  const { code, units } = context.itemFunction(inner => inner.emit(predicate))
  return context.block.const(context.callWithRun({ filterItems }, value, units, code))
}
