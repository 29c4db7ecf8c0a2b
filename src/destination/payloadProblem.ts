import type { Code } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** What is wrong with a payload: a field, and why. */
export interface PayloadProblem {
  readonly code: Code
  readonly at: Pointer
  readonly message: string
}
