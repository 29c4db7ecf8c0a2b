import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { emitSignature } from '../library.ts'
import { noOrigins, type Origins, type ReadScope } from '../readScope.ts'
import { checkedLambda } from '../runtime/functionValue.ts'
import { LocalScope } from '../scope.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitTailCall } from './call.ts'

/** Emits `function($a, $b)<nn:n> { … }`. */
export function emitLambda(node: NodeOf<'lambda'>, context: EmitContext): JsCode {
  if (node.thunk) return emitTailCall(node.body as NodeOf<'function'>, context)
  const { parameters, block, result } = writeLambda(node, context.with({ callerResumesTailCalls: true }))
  const code = js`(${join(parameters, ', ')}) => {\n${block.body}\nreturn ${result};\n}`
  if (!node.signature) return context.const(code, staticTypes.functions)
  const checked = emitSignature(node.signature.definition, context.unit)
  return context.const(context.callWithRun({ checkedLambda }, checked, code), staticTypes.functions)
}

/** Emits parameters and body of a lambda, without its signature check. */
export function writeLambda(node: NodeOf<'lambda'>, context: EmitContext) {
  const scope = new LocalScope(context.scope, false)
  const parameters = node.arguments.map(({ value }) => {
    const name = context.unit.variable()
    scope.parameter(value, name)
    return name
  })
  const block = context.block.inner()
  const inner = context.with({ block, scope, runsInOrder: true, depth: 0 })
  scope.declare(block, [node.body])
  // Functions of a definition are a single lambda. Its one branch tells coverage whether the function is called.
  if (node === context.program.node) inner.report('branch', node, 0)
  return { parameters, block, result: inner.emit(node.body) }
}

/** Nothing of a lambda's value comes from the input. `known` are the origins of its arguments. */
export function readLambda(
  { arguments: parameters, body }: NodeOf<'lambda'>,
  scope: ReadScope,
  known: readonly Origins[] = [],
): Origins {
  const names = new Map(scope.names)
  for (const [index, { value }] of parameters.entries()) names.set(value, known[index] ?? noOrigins)
  scope.with({ names }).use(body)
  return noOrigins
}
