import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { Scope } from '../scope.ts'
import { holds } from './holds.ts'

/** `a ? b : c`, `a ?: b` and `a ?? b`. */
export function emitCondition(node: NodeOf<'condition'>, scope: Scope): JsCode {
  const then = (branch: Scope, value?: JsCode) => {
    branch.report('branch', node, 0)
    return value ?? branch.emit(node.then)
  }
  const otherwise = (branch: Scope) => {
    branch.report('branch', node, 1)
    return node.else ? branch.emit(node.else) : js`undefined`
  }
  if (isDefault(node)) {
    const value = scope.emit(node.then)
    return scope.choose(holds(value, scope), branch => then(branch, value), otherwise)
  }
  if (isCoalescing(node, scope)) {
    const value = scope.emit(node.then)
    return scope.choose(js`${value} !== undefined`, branch => then(branch, value), otherwise)
  }
  const condition = holds(scope.emit(node.condition), scope)
  return scope.choose(condition, then, otherwise)
}

/** The parser writes `a ?: b` as `a ? a : b`; here `a` is made once. */
const isDefault = ({ condition, then }: NodeOf<'condition'>) => isSame(condition, then)

/** The parser writes `a ?? b` as `$exists(a) ? a : b`. */
function isCoalescing({ condition, then }: NodeOf<'condition'>, scope: Scope): boolean {
  if (condition.type !== 'function' || condition.procedure.type !== 'variable') return false
  const isBuiltin = scope.frame.lookup('exists', scope.straight)?.builtin !== undefined
  const [value] = condition.arguments
  return isBuiltin && condition.procedure.value === 'exists' && value !== undefined && isSame(value, then)
}

/** Positions are part of the comparison: what an author has written twice is not the same. */
const isSame = (a: Node, b: Node) => a.type === b.type && JSON.stringify(a) === JSON.stringify(b)
