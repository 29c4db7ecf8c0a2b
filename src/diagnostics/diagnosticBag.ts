import type { Pointer } from '../value/index.ts'
import type { Code } from './codes.ts'
import { type Diagnostic, diagnostic, type Extra } from './diagnostic.ts'

/** Collects diagnostics, so that a check reports every mistake and not only the first. */
export class DiagnosticBag {
  readonly list: Diagnostic[] = []
  readonly #known = new Set<string>()

  /** Starts with diagnostics that are already known. */
  constructor(known: readonly Diagnostic[] = []) {
    this.list.push(...known)
    for (const { code, at, message, span } of known) this.#known.add(JSON.stringify([code, at, message, span]))
  }

  /** Adds a diagnostic once: a shared part of a definition is checked for each of its users. */
  add(code: Code, at: Pointer, message: string, extra?: Extra): void {
    const key = JSON.stringify([code, at, message, extra?.span])
    if (this.#known.has(key)) return
    this.#known.add(key)
    this.list.push(diagnostic(code, at, message, extra))
  }

  addAll(diagnostics: readonly Diagnostic[]): void {
    this.list.push(...diagnostics)
  }

  get errors(): Diagnostic[] {
    return this.list.filter(problem => problem.severity === 'error')
  }
}
