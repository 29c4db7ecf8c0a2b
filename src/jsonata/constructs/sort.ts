import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import type { Origins, ReadScope } from '../readScope.ts'
import { orderBy } from '../runtime/order.ts'
import { emitFilters } from './filter.ts'

/** Emits `^(<a, >b)` over the whole stream. */
export function emitSort(node: NodeOf<'sort'>, source: JsCode, context: EmitContext): JsCode {
  const terms = emitTerms(node, context)
  context.mark(node.position, '^')
  const sorted = context.block.const(context.callWithRun({ orderBy }, source, terms))
  return node.stages ? emitFilters(node.stages, sorted, context) : sorted
}

function emitTerms(node: NodeOf<'sort'>, context: EmitContext): JsCode {
  const terms = node.terms.map(({ descending, expression }) => {
    const item = context.unit.variable()
    const by = context.function([item], { input: item, kind: 'item' }, inner => inner.emit(expression))
    return js`{ descending: ${descending}, by: ${by} }`
  })
  return js`[${join(terms, ', ')}]`
}

/** Sorting keeps the items. */
export function readSort({ terms }: NodeOf<'sort'>, scope: ReadScope): Origins {
  for (const { expression } of terms) scope.use(expression)
  return scope.context
}
