import type { JsCode } from '../../code/index.ts'
import type { Node, Stage } from '../ast.ts'
import { filter, itemAt } from '../runtime/filter.ts'
import type { Scope } from '../scope.ts'

/** `[predicate]` after a value, any number of times. Gives a raw sequence. */
export function emitFilters(stages: readonly Stage[], value: JsCode, scope: Scope): JsCode {
  let filtered = value
  for (const stage of stages) if (stage.type === 'filter') filtered = emitFilter(stage.expr, filtered, scope)
  return filtered
}

function emitFilter(predicate: Node, value: JsCode, scope: Scope): JsCode {
  if (predicate.type === 'number') return scope.block.const(scope.call({ itemAt }, value, Math.floor(predicate.value)))
  const item = scope.unit.variable()
  const test = scope.function([item], { input: item, kind: 'item' }, inner => inner.emit(predicate))
  return scope.block.const(scope.callWithRun({ filter }, value, test))
}
