import type { JsCode } from '../../code/index.ts'
import type { EmitContext } from '../emitContext.ts'
import { computedKey, extendOrigins, type Origins, type ReadScope } from '../readScope.ts'
import { descendants, fieldValues } from '../runtime/wildcard.ts'

/** Emits `*`, the values of all fields. */
export function emitWildcard(_node: unknown, context: EmitContext): JsCode {
  return context.block.const(context.callWithRun({ fieldValues }, context.input))
}

/** Emits `**`, the context and all values inside it. */
export function emitDescendant(_node: unknown, context: EmitContext): JsCode {
  return context.block.const(context.callWithRun({ descendants }, context.input))
}

/** Both may read any field. */
export function readWildcard(_node: unknown, { context }: ReadScope): Origins {
  return extendOrigins(context, computedKey)
}
