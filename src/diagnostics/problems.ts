import type { Pointer } from '../value/index.ts'
import type { Code } from './codes.ts'
import { type Diagnostic, diagnostic, type Extra } from './diagnostic.ts'

/** Collects problems while something is checked, so that every mistake is reported and not the first. */
export class Problems {
  readonly list: Diagnostic[] = []

  add(code: Code, at: Pointer, message: string, extra?: Extra): void {
    this.list.push(diagnostic(code, at, message, extra))
  }

  get errors(): Diagnostic[] {
    return this.list.filter(problem => problem.severity === 'error')
  }
}
