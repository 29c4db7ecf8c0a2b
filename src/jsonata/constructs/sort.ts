import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { orderBy } from '../runtime/order.ts'
import type { Scope } from '../scope.ts'
import { emitFilters } from './filter.ts'

/** `^(<a, >b)`: the whole stream in order. */
export function emitSort(node: NodeOf<'sort'>, source: JsCode, scope: Scope): JsCode {
  const terms = emitTerms(node, scope)
  scope.mark(node.position, '^')
  const sorted = scope.block.const(scope.callWithRun({ orderBy }, source, terms))
  return node.stages ? emitFilters(node.stages, sorted, scope) : sorted
}

function emitTerms(node: NodeOf<'sort'>, scope: Scope): JsCode {
  const terms = node.terms.map(({ descending, expression }) => {
    const item = scope.unit.variable()
    const by = scope.function([item], { input: item, kind: 'item' }, inner => inner.emit(expression))
    return js`{ descending: ${descending}, by: ${by} }`
  })
  return js`[${join(terms, ', ')}]`
}
