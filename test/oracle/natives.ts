import jsonata from 'jsonata'

/** A function of the `jsonata` package, as its environment stores it. */
export interface Native {
  readonly implementation: (this: unknown, ...args: unknown[]) => unknown
  readonly signature: Signature
}

interface Signature {
  readonly definition: string
  validate(args: readonly unknown[], context: unknown): unknown[]
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

/** Parses the signature of a lambda, `<s-n?:s>`. */
export function nativeSignature(definition: string): Signature {
  return (jsonata(`function()${definition}{0}`).ast() as unknown as { signature: Signature }).signature
}
