import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { proveSearch } from '../regex/search.ts'
import { provenMatcher, regexMatcher } from '../runtime/matcher.ts'
import * as staticTypes from '../staticTypes.ts'

/** Emits `"text"`, `1`, `true` and `null`. */
export function emitLiteral({ value }: NodeOf<'string' | 'number' | 'value'>, context: EmitContext): JsCode {
  return context.program.typeFacts.note(js`${value}`, staticTypes.ofScalar(value))
}

/** Emits `/pattern/i`, a function of a string. */
export function emitRegex(node: NodeOf<'regex'>, context: EmitContext): JsCode {
  const { source, flags } = node.value
  const pattern = js`new RegExp(${source}, ${flags})`
  const proof = context.unit.isPrinted ? proveSearch(node.value) : undefined
  const matcher = proof
    ? context.callWithRun({ provenMatcher }, pattern, proof)
    : context.callWithRun({ regexMatcher }, pattern)
  return context.program.typeFacts.note(context.unit.constant(matcher), staticTypes.functions)
}
