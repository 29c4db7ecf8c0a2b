import { type JsCode, js } from '../../code/index.ts'
import * as kind from '../kinds.ts'
import { truthy } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'

/** The JavaScript boolean that says whether a value counts as true. */
export function holds(value: JsCode, scope: Scope): JsCode {
  const kinds = scope.kindsOf(value)
  if (kinds === kind.boolean) return value
  if (kind.isWithin(kinds, kind.boolean | kind.absent)) return js`${value} === true`
  return kind.isWithin(kinds, kind.likeJavaScript) ? js`!!${value}` : scope.call({ truthy }, value)
}
