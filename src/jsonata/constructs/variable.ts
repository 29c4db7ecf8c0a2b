import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { Scope } from '../scope.ts'

/** `$name`, and `$` for the context. */
export function emitVariable(node: NodeOf<'variable'>, scope: Scope): JsCode {
  if (node.value === '') return scope.input
  const found = scope.frame.lookup(node.value, scope.straight)
  if (found === undefined) return js`undefined`
  return found.stable ? found.code : scope.block.const(found.code)
}

/** `%`: the value that a step before has left for its descendants. */
export function emitParent(node: NodeOf<'parent'>, scope: Scope): JsCode {
  return scope.frame.lookup(node.slot.label, scope.straight)?.code ?? js`undefined`
}

/** `$name := value`. */
export function emitBind(node: NodeOf<'bind'>, scope: Scope): JsCode {
  const value = scope.emit(node.rhs)
  const { code, isFinal } = scope.frame.bind(node.lhs.value, scope.straight)
  scope.block.add(js`${code} = ${value};`)
  if (isFinal) scope.program.knowledge.note(code, scope.kindsOf(value))
  return value
}
