import type { Unit } from '../code/index.ts'
import type { DiagnosticBag } from '../diagnostics/index.ts'
import { type Expression, emitJsonataFunctions, type Given, parseJsonata } from '../jsonata/index.ts'
import { type Pointer, pointer } from '../value/index.ts'

/** The JSONata functions of a definition. One with a mistake has a name, so that its callers have none for it. */
export interface Functions {
  readonly names: ReadonlySet<string>
  readonly expressions: ReadonlyMap<string, Expression>
}

/** Text, or its lines. */
export type Text = string | readonly string[]

/** Parses the functions of a definition: `{ double: 'function($n) { $n * 2 }' }` can be called as `$double(…)`. */
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

const emitted = new WeakMap<Unit, Map<Functions, ReadonlyMap<string, Given>>>()

/** The names of the functions in a program, which declares them once. */
export function emitFunctions(functions: Functions, unit: Unit): ReadonlyMap<string, Given> {
  const ofUnit = emitted.get(unit) ?? new Map<Functions, ReadonlyMap<string, Given>>()
  emitted.set(unit, ofUnit)
  const names = ofUnit.get(functions) ?? emitJsonataFunctions(functions.expressions, unit)
  ofUnit.set(functions, names)
  return names
}
