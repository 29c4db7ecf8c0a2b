import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { emitTruthy } from './emitTruthy.ts'

/** `a ? b : c`, `a ?: b` and `a ?? b`. */
export function emitCondition(node: NodeOf<'condition'>, context: EmitContext): JsCode {
  const then = (branch: EmitContext, value?: JsCode) => {
    branch.report('branch', node, 0)
    return value ?? branch.emit(node.then)
  }
  const otherwise = (branch: EmitContext) => {
    branch.report('branch', node, 1)
    return node.else ? branch.emit(node.else) : js`undefined`
  }
  if (isDefault(node)) {
    const value = context.emit(node.then)
    return context.choose(emitTruthy(value, context), branch => then(branch, value), otherwise)
  }
  if (isCoalescing(node, context)) {
    const value = context.emit(node.then)
    return context.choose(js`${value} !== undefined`, branch => then(branch, value), otherwise)
  }
  const condition = emitTruthy(context.emit(node.condition), context)
  return context.choose(condition, then, otherwise)
}

/** The parser writes `a ?: b` as `a ? a : b`; here `a` is made once. */
const isDefault = ({ condition, then }: NodeOf<'condition'>) => isSame(condition, then)

/** The parser writes `a ?? b` as `$exists(a) ? a : b`. */
function isCoalescing({ condition, then }: NodeOf<'condition'>, context: EmitContext): boolean {
  if (condition.type !== 'function' || condition.procedure.type !== 'variable') return false
  const isBuiltin = context.scope.lookup('exists', context.runsInOrder)?.builtin !== undefined
  const [value] = condition.arguments
  return isBuiltin && condition.procedure.value === 'exists' && value !== undefined && isSame(value, then)
}

/** Positions are part of the comparison: what an author has written twice is not the same. */
const isSame = (a: Node, b: Node) => a.type === b.type && JSON.stringify(a) === JSON.stringify(b)
