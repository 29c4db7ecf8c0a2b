import type { DiagnosticBag } from '../diagnostics/index.ts'
import { type Expression, parseJsonata } from '../jsonata/index.ts'
import { type Pointer, pointer } from '../value/index.ts'

/** JSONata functions of a definition. `names` also has invalid ones, so that their callers are not reported too. */
export interface Functions {
  readonly names: ReadonlySet<string>
  readonly expressions: ReadonlyMap<string, Expression>
}

/** A string, or its lines. */
export type Text = string | readonly string[]

/** Parses the functions of a definition: `{ double: 'function($n) { $n * 2 }' }` is called as `$double(…)`. */
export function parseFunctions(
  texts: { readonly [name: string]: Text },
  problems: DiagnosticBag,
  at: Pointer,
): Functions {
  const names = new Set(Object.keys(texts))
  const expressions = new Map<string, Expression>()
  for (const [name, text] of Object.entries(texts)) {
    const expression = parseJsonata(joinLines(text), problems, pointer(at, name), { known: names, isFunction: true })
    if (expression) expressions.set(name, expression)
  }
  return { names, expressions }
}

export const noFunctions: Functions = { names: new Set(), expressions: new Map() }

export function joinLines(text: Text): string {
  return typeof text === 'string' ? text : text.join('\n')
}
