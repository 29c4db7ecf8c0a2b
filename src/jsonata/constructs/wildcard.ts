import type { JsCode } from '../../code/index.ts'
import { descendants, fieldValues } from '../runtime/wildcard.ts'
import type { Scope } from '../scope.ts'

/** `*`: the values of all fields. */
export function emitWildcard(_node: unknown, scope: Scope): JsCode {
  return scope.block.const(scope.callWithRun({ fieldValues }, scope.input))
}

/** `**`: all values inside, and the context itself. */
export function emitDescendant(_node: unknown, scope: Scope): JsCode {
  return scope.block.const(scope.callWithRun({ descendants }, scope.input))
}
