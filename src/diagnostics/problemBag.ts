import type { Pointer } from '../value/index.ts'
import type { CodeFacts } from './accountCodes.ts'
import type { Code } from './codes.ts'
import { type Diagnostic, diagnostic, type Extra } from './diagnostic.ts'

/** Collects diagnostics with codes of a table, so that a check reports every mistake and not only the first. */
export class ProblemBag<Known extends Code> {
  readonly list: Diagnostic[] = []
  readonly #known = new Set<string>()
  readonly #codes: { readonly [code in Known]: CodeFacts }

  /** Starts with diagnostics that are already known. */
  constructor(codes: { readonly [code in Known]: CodeFacts }, known: readonly Diagnostic[] = []) {
    this.#codes = codes
    this.list.push(...known)
    for (const { code, at, message, span } of known) this.#known.add(JSON.stringify([code, at, message, span]))
  }

  /** Adds a diagnostic once: a shared part of a definition is checked for each of its users. */
  add(code: Known, at: Pointer, message: string, extra?: Extra): void {
    const key = JSON.stringify([code, at, message, extra?.span])
    if (this.#known.has(key)) return
    this.#known.add(key)
    this.list.push(diagnostic(code, this.#codes[code], at, message, extra))
  }

  addAll(diagnostics: readonly Diagnostic[]): void {
    this.list.push(...diagnostics)
  }

  get errors(): Diagnostic[] {
    return this.list.filter(problem => problem.severity === 'error')
  }
}
