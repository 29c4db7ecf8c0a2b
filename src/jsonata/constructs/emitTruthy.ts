import { type JsCode, js } from '../../code/index.ts'
import type { EmitContext } from '../emitContext.ts'
import { truthy } from '../runtime/values.ts'
import * as staticTypes from '../staticTypes.ts'

/** Emits a JavaScript boolean: true if JSONata takes the value for true. */
export function emitTruthy(value: JsCode, context: EmitContext): JsCode {
  const types = context.typesOf(value)
  if (types === staticTypes.boolean) return value
  if (staticTypes.isWithin(types, staticTypes.boolean | staticTypes.absent)) return js`${value} === true`
  return staticTypes.isWithin(types, staticTypes.likeJavaScript) ? js`!!${value}` : context.call({ truthy }, value)
}
