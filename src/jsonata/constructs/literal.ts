import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import * as kind from '../kinds.ts'
import { matcher } from '../runtime/matcher.ts'
import type { Scope } from '../scope.ts'

/** `"text"`, `1`, `true`, `null`. */
export function emitLiteral({ value }: NodeOf<'string' | 'number' | 'value'>, scope: Scope): JsCode {
  return scope.program.knowledge.note(js`${value}`, kind.ofScalar(value))
}

/** `/pattern/i`: a function of a string. */
export function emitRegex(node: NodeOf<'regex'>, scope: Scope): JsCode {
  const { source, flags } = node.value
  const pattern = js`new RegExp(${source}, ${flags})`
  return scope.program.knowledge.note(scope.unit.constant(scope.callWithRun({ matcher }, pattern)), kind.functions)
}
