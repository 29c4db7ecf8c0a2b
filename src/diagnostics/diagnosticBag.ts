import { type Code, codes } from './codes.ts'
import { ProblemBag } from './problemBag.ts'

/** Collects diagnostics of every code. */
export class DiagnosticBag extends ProblemBag<Code> {
  constructor(known?: DiagnosticBag) {
    super(codes, known)
  }
}
