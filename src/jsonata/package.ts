import jsonata from 'jsonata'
import type { Node } from './ast.ts'

/** A function of the `jsonata` package as its environment holds it. */
export interface Native {
  readonly implementation: (...args: unknown[]) => unknown
  readonly signature: Signature
}

/** Checks arguments, puts the context in for one that is missing, and wraps what should be an array. */
export interface Signature {
  readonly definition: string
  validate(args: readonly unknown[], context: unknown): unknown[]
}

/** What the package throws: plain objects. `position` is the end of the token. */
export interface SyntaxProblem {
  readonly code?: string
  readonly message?: string
  readonly position?: number
  readonly token?: unknown
}

/** The syntax tree of an expression. Throws a `SyntaxProblem`. */
export function parse(text: string): Node {
  return jsonata(text).ast() as unknown as Node
}

/**
 * The functions of the package by name. It has no way to ask for them, but it hands its environment to a
 * callback before it evaluates anything, and does so before it waits for anything.
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

/** The signature of a lambda, of its text: `<s-n?:s>`. */
export function signature(definition: string): Signature {
  return (parse(`function()${definition}{0}`) as unknown as { signature: Signature }).signature
}
