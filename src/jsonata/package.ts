import jsonata from 'jsonata'
import type { Node } from './ast.ts'

/** A function of the `jsonata` package, as its environment stores it. */
export interface Native {
  readonly implementation: (...args: unknown[]) => unknown
  readonly signature: Signature
}

/** Validates arguments, inserts the context for a missing one, and wraps single values in arrays. */
export interface Signature {
  readonly definition: string
  validate(args: readonly unknown[], context: unknown): unknown[]
}

/** Errors of the package, which are plain objects. `position` is the end of the token. */
export interface SyntaxProblem {
  readonly code?: string
  readonly message?: string
  readonly position?: number
  readonly token?: unknown
}

/**
 * Parses an expression.
 *
 * @throws SyntaxProblem
 */
export function parse(text: string): Node {
  return jsonata(text).ast() as unknown as Node
}

/**
 * Reads functions of the package by name. The package does not export them, but passes its environment to a callback
 * before it evaluates anything, and does so synchronously.
 */
export function natives(names: Iterable<string>): Map<string, Native> {
  const found = new Map<string, Native>()
  const expression = jsonata('0')
  const entered = Symbol.for('jsonata.__evaluate_entry') as unknown as string
  expression.assign(entered, (_node: unknown, _input: unknown, environment: jsonata.Environment) => {
    for (const name of names) found.set(name, environment.lookup(name) as Native)
  })
  void expression.evaluate(undefined)
  return found
}

/** Parsed signatures. The package takes as long for one as for an expression, and programs share most of them. */
const parsed = new Map<string, Signature>()
const mostParsed = 1000

/** Parses a signature, `<s-n?:s>`. */
export function signature(definition: string): Signature {
  const known = parsed.get(definition)
  if (known) return known
  const { signature } = parse(`function()${definition}{0}`) as unknown as { readonly signature: Signature }
  if (parsed.size < mostParsed) parsed.set(definition, signature)
  return signature
}
