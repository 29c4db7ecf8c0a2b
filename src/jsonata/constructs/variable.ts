import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { noOrigins, type Origins, type ReadScope } from '../readScope.ts'

/** Emits `$name`, and `$` for the context. */
export function emitVariable(node: NodeOf<'variable'>, context: EmitContext): JsCode {
  if (node.value === '') return context.input
  const found = context.scope.lookup(node.value, context.runsInOrder)
  if (found === undefined) return js`undefined`
  return found.stable ? found.code : context.block.const(found.code)
}

/** Emits `%`, the value that an earlier step keeps for its descendants. */
export function emitParent(node: NodeOf<'parent'>, context: EmitContext): JsCode {
  return context.scope.lookup(node.slot.label, context.runsInOrder)?.code ?? js`undefined`
}

/** Emits `$name := value`. */
export function emitBind(node: NodeOf<'bind'>, context: EmitContext): JsCode {
  const value = context.emit(node.rhs)
  const { code, isFinal } = context.scope.bind(node.lhs.value, context.runsInOrder)
  context.block.add(js`${code} = ${value};`)
  if (isFinal) context.program.typeFacts.note(code, context.typesOf(value))
  return value
}

export function readVariable({ value }: NodeOf<'variable'>, { context, names }: ReadScope): Origins {
  return value === '' ? context : (names.get(value) ?? noOrigins)
}

export function readParent({ slot }: NodeOf<'parent'>, { names }: ReadScope): Origins {
  return names.get(slot.label) ?? noOrigins
}

export function readBind({ lhs, rhs }: NodeOf<'bind'>, scope: ReadScope): Origins {
  const origins = scope.visit(rhs)
  scope.names.set(lhs.value, origins)
  return origins
}
