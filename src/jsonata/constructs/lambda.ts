import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { Variables } from '../frame.ts'
import * as kind from '../kinds.ts'
import { signature } from '../package.ts'
import { checkedLambda } from '../runtime/functionValue.ts'
import type { Scope } from '../scope.ts'
import { emitTailCall } from './call.ts'

/** `function($a, $b)<nn:n> { … }`. */
export function emitLambda(node: NodeOf<'lambda'>, scope: Scope): JsCode {
  if (node.thunk) return emitTailCall(node.body as NodeOf<'function'>, scope)
  const { parameters, block, result } = writeLambda(node, scope.with({ resolved: true }))
  const code = js`(${join(parameters, ', ')}) => {\n${block.code}\nreturn ${result};\n}`
  if (!node.signature) return scope.const(code, kind.functions)
  const checked = scope.unit.constant(js`${scope.link({ signature })}(${node.signature.definition})`)
  return scope.const(scope.callWithRun({ checkedLambda }, checked, code), kind.functions)
}

/** The function itself, without its signature. */
export function writeLambda(node: NodeOf<'lambda'>, scope: Scope) {
  const frame = new Variables(scope.frame, false)
  const parameters = node.arguments.map(({ value }) => {
    const name = scope.unit.variable()
    frame.parameter(value, name)
    return name
  })
  const block = scope.block.inner()
  const inner = scope.with({ block, frame, straight: true, depth: 0 })
  frame.declare(block, [node.body])
  // An expression that is one function, as those of a definition are: whether it is called.
  if (node === scope.program.node) inner.report('branch', node, 0)
  return { parameters, block, result: inner.emit(node.body) }
}
