import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { Variables } from '../frame.ts'
import { signature } from '../package.ts'
import { checkedLambda } from '../runtime/functionValue.ts'
import type { Scope } from '../scope.ts'
import { emitTailCall } from './call.ts'

/** `function($a, $b)<nn:n> { … }`. */
export function emitLambda(node: NodeOf<'lambda'>, scope: Scope): JsCode {
  if (node.thunk) return emitTailCall(node.body as NodeOf<'function'>, scope)
  const code = lambdaCode(node, scope)
  if (!node.signature) return scope.block.const(code)
  const checked = scope.unit.constant(js`${scope.link({ signature })}(${node.signature.definition})`)
  return scope.block.const(scope.callWithRun({ checkedLambda }, checked, code))
}

/** The function itself, without its signature. */
function lambdaCode(node: NodeOf<'lambda'>, scope: Scope): JsCode {
  const frame = new Variables(scope.frame, false)
  const parameters = node.arguments.map(({ value }) => {
    const name = scope.unit.variable()
    frame.parameter(value, name)
    return name
  })
  return scope.function(parameters, { frame, straight: true, depth: 0 }, inner => {
    frame.declare(inner.block, [node.body])
    // An expression that is one function, as those of a definition are: whether it is called.
    if (node === scope.program.node) inner.report('branch', node, 0)
    return inner.emit(node.body)
  })
}
