import { type JsCode, js, type Unit } from '../code/index.ts'
import { type Code, type DiagnosticBag, nearIn } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'
import { lazy, type Path, type Pointer } from '../value/index.ts'
import type { Node, NodeOf } from './ast.ts'
import { type Conditional, conditionalsOf, type TracedPart, tracedPartsOf } from './branches.ts'
import { calleesFirst, reachableFrom } from './calleesFirst.ts'
import { publicLibrary } from './evaluate.ts'
import { extentOf } from './extent.ts'
import { destinationLibrary } from './functions/index.ts'
import type { Mistake } from './mistake.ts'
import { findMistakes } from './mistakes.ts'
import { declareFunction, declareProgram, declareRun, type ProgramOptions } from './program.ts'
import { readExpression } from './readExpression.ts'
import { readsOf } from './reads.ts'
import type { Limits } from './runtime/run.ts'
import type { Given } from './scope.ts'

/** A parsed and checked expression of a definition. Places of its parts are found on first use: only tools need them. */
export interface Expression {
  readonly text: string
  readonly node: Node
  /** Paths of the input that the expression can read. `?` stands for a computed key, or for any key. */
  readonly reads: readonly Path[]
  readonly conditionals: () => readonly Conditional[]
  readonly parts: () => readonly TracedPart[]
  /** Pointer of the text in its definition. */
  readonly at: Pointer
  /** The expression without surrounding whitespace. */
  readonly span: () => Span
}

/** Limits inside a destination, besides the budget of the run. None reads a clock. */
const limits: Limits = { stack: 1000, sequence: 100_000 }

/**
 * Parses an expression of a definition; with `isFunction`, a lambda. `known` are the definition's own functions. Adds
 * mistakes, with their spans, to `problems`; returns `undefined` if there are any.
 */
export function parseJsonata(
  text: string,
  problems: DiagnosticBag,
  at: Pointer,
  {
    known = new Set(),
    isFunction = false,
  }: { readonly known?: ReadonlySet<string>; readonly isFunction?: boolean } = {},
): Expression | undefined {
  const before = problems.errorCount
  const parsed = isFunction ? undefined : expressionsOf(problems)
  const same = parsed?.get(text)
  if (same) return { ...same, at }
  const node = readExpression(text, problems, at)
  if (node === undefined) return undefined
  if (isFunction && node.type !== 'lambda') {
    const help = 'write it as `function($value) { … }`'
    problems.add('CM605', at, 'a function of a definition must be a function expression', { help })
  }
  const mistakes = findMistakes(text, node, { functions: destinationLibrary, names: known })
  for (const mistake of mistakes) report(mistake, problems, at, known)
  if (problems.errorCount > before) return undefined
  const expression: Expression = {
    text,
    node,
    at,
    reads: readsOf(node, destinationLibrary),
    conditionals: lazy(() => conditionalsOf(node, text)),
    parts: lazy(() => tracedPartsOf(node, text)),
    span: lazy(() => extentOf(node, text) ?? { start: 0, end: text.length }),
  }
  parsed?.set(text, expression)
  return expression
}

/**
 * Expressions without mistakes: many fields share a default. They are kept as long as the problems of the check that parsed
 * them, because a program outlives its accounts.
 */
const expressions = new WeakMap<DiagnosticBag, Map<string, Expression>>()

function expressionsOf(problems: DiagnosticBag): Map<string, Expression> {
  const parsed = expressions.get(problems) ?? new Map<string, Expression>()
  expressions.set(problems, parsed)
  return parsed
}

/**
 * Declares the function of an expression in a unit and returns its name: `name(input)` evaluates it. Its errors have the
 * place of the expression in its mapping. Without trace points, equal expressions share their code.
 */
export function emitJsonata(
  expression: Expression,
  unit: Unit,
  functions: ReadonlyMap<string, Given> = new Map(),
  { place = '', ...options }: { readonly place?: Pointer } & Pick<ProgramOptions, 'showsValues' | 'objects'> = {},
): JsCode {
  const run = declareRun(limits, unit)
  const { text, node, at } = expression
  const names = declared.get(unit) ?? new Map<string, JsCode>()
  declared.set(unit, names)
  const key = JSON.stringify([text, options.objects])
  const same = unit.trace ? undefined : names.get(key)
  const name = same ?? declareProgram(text, node, { ...optionsIn(unit, functions, at), ...options })
  names.set(key, name)
  return unit.constant(js`${run}.program(${name}, ${place})`)
}

/** Functions of expressions by unit and text. The functions of one definition are the same in all of a unit. */
const declared = new WeakMap<Unit, Map<string, JsCode>>()

/** Functions of definitions by unit and name. */
const definitionFunctions = new WeakMap<Unit, Map<string, Given>>()

/**
 * Declares the functions of a definition that an expression may call, unless the unit has them, and returns the code of
 * all that it has by name. They may call each other in any order.
 */
export function emitJsonataFunctions(
  functions: ReadonlyMap<string, Expression>,
  { node }: Expression,
  unit: Unit,
): ReadonlyMap<string, Given> {
  const given = definitionFunctions.get(unit) ?? new Map<string, Given>()
  definitionFunctions.set(unit, given)
  const missing = reachableFrom(node, name => (given.has(name) ? undefined : functions.get(name)?.node))
  const { ordered, others } = calleesFirst(missing)
  for (const name of others) given.set(name, { code: unit.functionName() })
  for (const name of ordered) {
    const { text, node, at } = functions.get(name)!
    given.set(name, declareFunction(text, node as NodeOf<'lambda'>, optionsIn(unit, given, at)))
  }
  for (const name of others) {
    const { text, node, at } = functions.get(name)!
    const made = declareProgram(text, node, optionsIn(unit, given, at))
    unit.declare(js`const ${given.get(name)!.code} = ${made}();`)
  }
  return given
}

function optionsIn(unit: Unit, given: ReadonlyMap<string, Given>, at: Pointer): ProgramOptions {
  return { unit, run: declareRun(limits, unit), given, functions: destinationLibrary, at }
}

const codeOf: Readonly<Record<string, Code>> = { T1006: 'CM602', T1008: 'CM602', T0410: 'CM603' }

function report(
  { code, start, end, token, message, help }: Mistake,
  problems: DiagnosticBag,
  at: Pointer,
  known: ReadonlySet<string>,
) {
  if (message !== undefined) {
    problems.add('CM606', at, message, { span: { start, end }, help })
    return
  }
  // The token of a function is its name without the `$`.
  const span = { start: Math.max(0, start - 1), end }
  if (publicLibrary.has(token) && code !== 'T0410') {
    const help = 'results may only depend on the input; use the times of the event'
    problems.add('CM604', at, `\`$${token}\` cannot be used in a destination`, { span, help })
  } else if (code === 'T0410') {
    const definition = destinationLibrary.get(token)?.signature.definition
    const help = definition && `its signature is \`${definition}\``
    problems.add('CM603', at, `\`$${token}\` is called with the wrong number of arguments`, { span, help })
  } else {
    problems.add(codeOf[code] ?? 'CM602', at, `there is no function \`$${token}\``, { span }, () => {
      const names = [...destinationLibrary.keys(), ...known].map(name => `$${name}`)
      return nearIn('expression', `$${token}`, names)
    })
  }
}
