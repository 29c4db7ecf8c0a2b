import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { matcher } from '../runtime/matcher.ts'
import type { Scope } from '../scope.ts'

/** `"text"`, `1`, `true`, `null`. */
export function emitLiteral(node: NodeOf<'string' | 'number' | 'value'>): JsCode {
  return js`${node.value}`
}

/** `/pattern/i`: a function of a string. */
export function emitRegex(node: NodeOf<'regex'>, scope: Scope): JsCode {
  const { source, flags } = node.value
  const pattern = scope.unit.constant(js`new RegExp(${source}, ${flags})`)
  return scope.block.const(scope.callWithRun({ matcher }, pattern))
}
