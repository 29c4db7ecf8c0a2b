import { type JsCode, js } from '../../code/index.ts'
import { isSame } from '../../value/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import type { Origins, ReadScope } from '../readScope.ts'
import { emitTruthy } from './emitTruthy.ts'

/** Emits `a ? b : c`, `a ?: b` and `a ?? b`. */
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

/**
 * The parser turns `a ?: b` into `a ? a : b`; here `a` is evaluated once. The comparison includes positions, so that an
 * expression which the author wrote twice differs.
 */
export const isDefault = ({ condition, then }: NodeOf<'condition'>) => isSame(condition, then)

/** The parser turns `a ?? b` into `$exists(a) ? a : b`. */
export function isCoalescing(
  { condition, then }: NodeOf<'condition'>,
  context: Pick<EmitContext, 'scope' | 'runsInOrder'>,
): boolean {
  if (condition.type !== 'function' || condition.procedure.type !== 'variable') return false
  const isBuiltin = context.scope.lookup('exists', context.runsInOrder)?.builtin !== undefined
  const [value] = condition.arguments
  return isBuiltin && condition.procedure.value === 'exists' && value !== undefined && isSame(value, then)
}

/** The value is that of a branch. */
export function readCondition(node: NodeOf<'condition'>, scope: ReadScope): Origins {
  scope.use(node.condition)
  const branches = node.else ? [node.then, node.else] : [node.then]
  return branches.flatMap(branch => scope.visit(branch))
}
