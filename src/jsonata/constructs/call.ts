import { type JsCode, join, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { Resolution } from '../frame.ts'
import type { Builtin } from '../library.ts'
import { argumentCount } from '../parameters.ts'
import { apply } from '../runtime/apply.ts'
import { fail } from '../runtime/error.ts'
import { open, partial } from '../runtime/functionValue.ts'
import { TailCall } from '../runtime/tailCall.ts'
import type { Scope } from '../scope.ts'
import { emitAsOperator, emitBuiltinCall, needsContext } from './builtinCall.ts'
import { emitMerge, writtenList } from './merge.ts'

type Call = NodeOf<'function' | 'partial'>

/** `$f(a, b)`, and `x ~> $f(a, b)` where `applied` is x. */
export function emitCall(node: NodeOf<'function'>, scope: Scope, applied: readonly JsCode[] = []): JsCode {
  const builtin = builtinOf(node.procedure, scope)
  if (builtin) {
    checkCount(node, builtin, node.arguments.length + applied.length, scope)
    const call = (args: readonly JsCode[], branch: Scope) => {
      const operation = emitAsOperator(builtin, args, branch)
      if (operation) return operation
      branch.mark(node.position, builtin.name)
      return emitBuiltinCall(builtin, args, branch)
    }
    const list = builtin.name === 'merge' && applied.length === 0 ? writtenList(node.arguments) : undefined
    if (list === undefined) return call(emitArguments(node, scope, applied), scope)
    return emitMerge(list, scope, (objects, branch) => call([objects], branch))
  }
  const result = resolutionOf(node.procedure, scope)?.result
  const procedure = emitProcedure(node, 'T1005', scope)
  const args = join(emitArguments(node, scope, applied), ', ')
  scope.mark(node.position, nameOf(node.procedure))
  const { run } = scope.program
  if (result === undefined) {
    return scope.const(js`${run}.call(${scope.depth}, ${procedure}, ${scope.input}, [${args}])`)
  }
  scope.block.add(js`${run}.spend(1);`)
  return scope.const(js`${procedure}(${args})`, result)
}

/** A call that is the last thing of a function: left to the caller, unless it cannot come back here. */
export function emitTailCall(node: NodeOf<'function'>, scope: Scope): JsCode {
  const builtin = builtinOf(node.procedure, scope)
  if (builtin && !needsContext(builtin, node.arguments.length)) return emitCall(node, scope)
  if (!scope.resolved || resolutionOf(node.procedure, scope)?.result !== undefined) return emitCall(node, scope)
  if (builtin) checkCount(node, builtin, node.arguments.length, scope)
  const procedure = emitProcedure(node, 'T1005', scope)
  const args = join(emitArguments(node, scope, []), ', ')
  const site = scope.program.site(node.position, nameOf(node.procedure))
  return scope.block.const(js`new ${scope.link({ TailCall })}(${site}, ${procedure}, [${args}])`)
}

/** `$f(?, b)`. */
export function emitPartial(node: NodeOf<'partial'>, scope: Scope): JsCode {
  const args = node.arguments.map(arg => (arg.type === 'operator' ? scope.link({ open }) : scope.emit(arg)))
  const procedure = emitProcedure(node, 'T1007', scope)
  scope.mark(node.position, nameOf(node.procedure))
  return scope.block.const(scope.call({ partial }, procedure, js`[${join(args, ', ')}]`))
}

/** `a ~> $f`: a call with one argument more, or of a function value, or two functions made one. */
export function emitApply(node: NodeOf<'apply'>, scope: Scope): JsCode {
  const value = scope.emit(node.lhs)
  if (node.rhs.type === 'function') {
    return emitCall(node.rhs, scope.with({ depth: scope.depth + 1 }), [value])
  }
  const procedure = scope.emit(node.rhs)
  scope.mark(node.position, '~>')
  return scope.block.const(scope.callWithRun({ apply }, scope.depth, procedure, value))
}

function emitArguments(node: Call, scope: Scope, applied: readonly JsCode[]): JsCode[] {
  return [...applied, ...node.arguments.map(arg => scope.emit(arg))]
}

/** The built-in function that a name certainly stands for. */
function builtinOf(procedure: Node, scope: Scope): Builtin | undefined {
  return resolutionOf(procedure, scope)?.builtin
}

function resolutionOf(procedure: Node, scope: Scope): Resolution | undefined {
  if (procedure.type !== 'variable' || procedure.predicate || procedure.group) return undefined
  return scope.frame.lookup(procedure.value, scope.straight)
}

/** What is called: a name that nothing can have is a mistake, a field with the name of a function is explained. */
function emitProcedure(node: Call, hint: 'T1005' | 'T1007', scope: Scope): JsCode {
  const { procedure, position } = node
  if (procedure.type === 'variable' && procedure.value !== '' && !scope.frame.lookup(procedure.value, scope.straight)) {
    scope.program.mistake(node.type === 'partial' ? 'T1008' : 'T1006', position, procedure.value)
  }
  const value = scope.emit(procedure)
  const name = nameOf(procedure)
  if (procedure.type === 'path' && name !== undefined && scope.frame.lookup(name, scope.straight)) {
    scope.mark(position, name)
    scope.block.add(js`if (${value} === undefined) ${scope.call({ fail }, hint, { token: name })};`)
  }
  return value
}

/** The name by which an error speaks of what is called. */
function nameOf(procedure: Node): string | undefined {
  const named = procedure.type === 'path' ? procedure.steps[0]! : procedure
  return 'value' in named && typeof named.value === 'string' ? named.value : undefined
}

function checkCount(node: Call, { name, parameters }: Builtin, count: number, scope: Scope): void {
  const [least, most] = argumentCount(parameters)
  if (count < least || count > most)
    scope.program.mistake('T0410', node.position, name, { index: Math.min(count, most) + 1 })
}
