import type { Code } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** Error of a compiled mapping for an input without a value, such as one that is nested too deep. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  readonly code: Code
  /** Pointer of the failed expression in its mapping. */
  readonly expression: Pointer | undefined

  constructor(code: Code, message: string, expression?: Pointer) {
    super(message)
    this.code = code
    this.expression = expression
  }
}
