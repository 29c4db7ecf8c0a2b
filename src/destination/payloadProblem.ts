import type { Code } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** A problem with one field of a payload. */
export interface PayloadProblem {
  readonly code: Code
  readonly at: Pointer
  readonly message: string
}
