import { type JsCode, join, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import type { Builtin } from '../library.ts'
import { applyProcedure } from '../runtime/apply.ts'
import { failJsonata } from '../runtime/error.ts'
import { applyPartially, openArgument } from '../runtime/functionValue.ts'
import { TailCall } from '../runtime/tailCall.ts'
import type { Resolution } from '../scope.ts'
import { emitAsOperator, emitBuiltinCall, needsContext } from './builtinCall.ts'
import { emitMerge, writtenList } from './merge.ts'

export type CallNode = NodeOf<'function' | 'partial'>

/** Emits `$f(a, b)`, and `x ~> $f(a, b)` with `applied` = [x]. */
export function emitCall(node: NodeOf<'function'>, context: EmitContext, applied: readonly JsCode[] = []): JsCode {
  const builtin = builtinOf(node.procedure, context)
  if (builtin) {
    const call = (args: readonly JsCode[], branch: EmitContext) => {
      const operation = emitAsOperator(builtin, args, branch)
      if (operation) return operation
      branch.mark(node.position, builtin.name)
      return emitBuiltinCall(builtin, args, branch)
    }
    const list = builtin.name === 'merge' && applied.length === 0 ? writtenList(node.arguments) : undefined
    if (list === undefined) return call(emitArguments(node, context, applied), context)
    return emitMerge(list, context, (objects, branch) => call([objects], branch))
  }
  const result = resolutionOf(node.procedure, context)?.result
  const procedure = emitProcedure(node, 'T1005', context)
  const args = join(emitArguments(node, context, applied), ', ')
  context.mark(node.position, nameOf(node.procedure))
  const { run } = context.program
  const called = emitCalled(node)
  if (result === undefined) {
    return context.const(js`${run}.call(${context.depth}, ${procedure}, ${context.input}, [${args}]${called})`)
  }
  context.block.add(js`${run}.spend(1);`)
  return context.const(js`${procedure}(${args})`, result)
}

/** Emits a call in tail position: returned to the caller as a `TailCall`, unless it cannot recurse. */
export function emitTailCall(node: NodeOf<'function'>, context: EmitContext): JsCode {
  const builtin = builtinOf(node.procedure, context)
  if (builtin && !needsContext(builtin, node.arguments.length)) return emitCall(node, context)
  if (!context.callerResumesTailCalls || resolutionOf(node.procedure, context)?.result !== undefined)
    return emitCall(node, context)
  const procedure = emitProcedure(node, 'T1005', context)
  const args = join(emitArguments(node, context, []), ', ')
  const site = context.program.site?.(node.position, nameOf(node.procedure))
  return context.block.const(
    js`new ${context.import({ TailCall })}(${site}, ${procedure}, [${args}]${emitCalled(node)})`,
  )
}

/** Emits `$f(?, b)`. */
export function emitPartial(node: NodeOf<'partial'>, context: EmitContext): JsCode {
  const args = node.arguments.map(arg =>
    arg.type === 'operator' ? context.import({ openArgument }) : context.emit(arg),
  )
  const procedure = emitProcedure(node, 'T1007', context)
  context.mark(node.position, nameOf(node.procedure))
  return context.block.const(context.call({ applyPartially }, procedure, js`[${join(args, ', ')}]`))
}

/** Emits `a ~> $f`: a call with one more argument, a call of a function value, or a composition of two functions. */
export function emitApply(node: NodeOf<'apply'>, context: EmitContext): JsCode {
  const value = context.emit(node.lhs)
  if (node.rhs.type === 'function') {
    return emitCall(node.rhs, context.with({ depth: context.depth + 1 }), [value])
  }
  const procedure = context.emit(node.rhs)
  context.mark(node.position, '~>')
  return context.block.const(context.callWithRun({ applyProcedure }, context.depth, procedure, value))
}

function emitArguments(node: CallNode, context: EmitContext, applied: readonly JsCode[]): JsCode[] {
  return [...applied, ...node.arguments.map(arg => context.emit(arg))]
}

type Visible = Pick<EmitContext, 'scope' | 'runsInOrder'>

/** The built-in that a name refers to, if no variable can shadow it. */
export function builtinOf(procedure: Node, context: Visible): Builtin | undefined {
  return resolutionOf(procedure, context)?.builtin
}

function resolutionOf(procedure: Node, context: Visible): Resolution | undefined {
  if (procedure.type !== 'variable' || procedure.predicate || procedure.group) return undefined
  return context.scope.lookup(procedure.value, context.runsInOrder)
}

/** Emits the function to call. Explains at run time that a field is not a function of the same name. */
function emitProcedure(node: CallNode, hint: 'T1005' | 'T1007', context: EmitContext): JsCode {
  const { procedure, position } = node
  const value = context.emit(procedure)
  const name = nameOf(procedure)
  if (procedure.type === 'path' && name !== undefined && context.scope.lookup(name, context.runsInOrder)) {
    context.mark(position, name)
    context.block.add(js`if (${value} === undefined) ${context.call({ failJsonata }, hint, { token: name })};`)
  }
  return value
}

/** Emits the name of a called variable as one more argument. Destinations have no sites to take it from. */
function emitCalled({ procedure }: CallNode): JsCode {
  return procedure.type === 'variable' ? js`, ${procedure.value}` : js``
}

/** Name of the function in error messages. */
function nameOf(procedure: Node): string | undefined {
  const named = procedure.type === 'path' ? procedure.steps[0]! : procedure
  return 'value' in named && typeof named.value === 'string' ? named.value : undefined
}
