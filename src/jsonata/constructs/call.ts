import { type JsCode, join, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import type { Builtin } from '../library.ts'
import { apply } from '../runtime/apply.ts'
import { fail } from '../runtime/error.ts'
import { open, partial } from '../runtime/functionValue.ts'
import type { Parameter } from '../runtime/signature.ts'
import { TailCall } from '../runtime/tailCall.ts'
import type { Resolution } from '../scope.ts'
import { emitAsOperator, emitBuiltinCall, needsContext } from './builtinCall.ts'
import { emitMerge, writtenList } from './merge.ts'

type Call = NodeOf<'function' | 'partial'>

/** Emits `$f(a, b)`, and `x ~> $f(a, b)` with `applied` = [x]. */
export function emitCall(node: NodeOf<'function'>, context: EmitContext, applied: readonly JsCode[] = []): JsCode {
  const builtin = builtinOf(node.procedure, context)
  if (builtin) {
    checkCount(node, builtin, node.arguments.length + applied.length, context)
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
  if (result === undefined) {
    return context.const(js`${run}.call(${context.depth}, ${procedure}, ${context.input}, [${args}])`)
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
  if (builtin) checkCount(node, builtin, node.arguments.length, context)
  const procedure = emitProcedure(node, 'T1005', context)
  const args = join(emitArguments(node, context, []), ', ')
  const site = context.program.site(node.position, nameOf(node.procedure))
  return context.block.const(js`new ${context.link({ TailCall })}(${site}, ${procedure}, [${args}])`)
}

/** Emits `$f(?, b)`. */
export function emitPartial(node: NodeOf<'partial'>, context: EmitContext): JsCode {
  const args = node.arguments.map(arg => (arg.type === 'operator' ? context.link({ open }) : context.emit(arg)))
  const procedure = emitProcedure(node, 'T1007', context)
  context.mark(node.position, nameOf(node.procedure))
  return context.block.const(context.call({ partial }, procedure, js`[${join(args, ', ')}]`))
}

/** Emits `a ~> $f`: a call with one more argument, a call of a function value, or a composition of two functions. */
export function emitApply(node: NodeOf<'apply'>, context: EmitContext): JsCode {
  const value = context.emit(node.lhs)
  if (node.rhs.type === 'function') {
    return emitCall(node.rhs, context.with({ depth: context.depth + 1 }), [value])
  }
  const procedure = context.emit(node.rhs)
  context.mark(node.position, '~>')
  return context.block.const(context.callWithRun({ apply }, context.depth, procedure, value))
}

function emitArguments(node: Call, context: EmitContext, applied: readonly JsCode[]): JsCode[] {
  return [...applied, ...node.arguments.map(arg => context.emit(arg))]
}

/** The built-in that a name refers to, if no variable can shadow it. */
function builtinOf(procedure: Node, context: EmitContext): Builtin | undefined {
  return resolutionOf(procedure, context)?.builtin
}

function resolutionOf(procedure: Node, context: EmitContext): Resolution | undefined {
  if (procedure.type !== 'variable' || procedure.predicate || procedure.group) return undefined
  return context.scope.lookup(procedure.value, context.runsInOrder)
}

/**
 * Emits the function to call. Reports unknown names at compile time, and explains at run time that a field is not a
 * function of the same name.
 */
function emitProcedure(node: Call, hint: 'T1005' | 'T1007', context: EmitContext): JsCode {
  const { procedure, position } = node
  if (
    procedure.type === 'variable' &&
    procedure.value !== '' &&
    !context.scope.lookup(procedure.value, context.runsInOrder)
  ) {
    context.program.mistake(node.type === 'partial' ? 'T1008' : 'T1006', position, procedure.value)
  }
  const value = context.emit(procedure)
  const name = nameOf(procedure)
  if (procedure.type === 'path' && name !== undefined && context.scope.lookup(name, context.runsInOrder)) {
    context.mark(position, name)
    context.block.add(js`if (${value} === undefined) ${context.call({ fail }, hint, { token: name })};`)
  }
  return value
}

/** Name of the function in error messages. */
function nameOf(procedure: Node): string | undefined {
  const named = procedure.type === 'path' ? procedure.steps[0]! : procedure
  return 'value' in named && typeof named.value === 'string' ? named.value : undefined
}

function checkCount(node: Call, { name, parameters }: Builtin, count: number, context: EmitContext): void {
  const [least, most] = argumentCount(parameters)
  if (count < least || count > most)
    context.program.mistake('T0410', node.position, name, { index: Math.min(count, most) + 1 })
}

/** The lowest and the highest number of arguments. */
function argumentCount(parameters: readonly Parameter[]): readonly [number, number] {
  const least = parameters.filter(parameter => !parameter.optional && !parameter.context).length
  return [least, parameters.some(parameter => parameter.repeated) ? Number.POSITIVE_INFINITY : parameters.length]
}
