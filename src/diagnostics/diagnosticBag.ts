import type { Pointer } from '../value/index.ts'
import type { Code } from './codes.ts'
import { type Diagnostic, diagnostic, type Extra } from './diagnostic.ts'

/** Collects problems while something is checked, so that every mistake is reported and not the first. */
export class DiagnosticBag {
  readonly list: Diagnostic[] = []
  readonly #known = new Set<string>()

  /** What is shared by several parts of a definition is read for each, and reported once. */
  add(code: Code, at: Pointer, message: string, extra?: Extra): void {
    const key = JSON.stringify([code, at, message, extra?.span])
    if (this.#known.has(key)) return
    this.#known.add(key)
    this.list.push(diagnostic(code, at, message, extra))
  }

  get errors(): Diagnostic[] {
    return this.list.filter(problem => problem.severity === 'error')
  }
}
