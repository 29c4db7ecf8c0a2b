import { type Code, codes } from './codes.ts'
import type { Diagnostic } from './diagnostic.ts'
import { ProblemBag } from './problemBag.ts'

/** Collects diagnostics of every code. */
export class DiagnosticBag extends ProblemBag<Code> {
  constructor(known: readonly Diagnostic[] = []) {
    super(codes, known)
  }
}
