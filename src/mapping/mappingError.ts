import type { Code } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** The one error that a compiled mapping throws: an input for which it has no value, such as one nested too deep. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  readonly code: Code
  /** The place of the expression in its definition, where one is to blame. */
  readonly expression: Pointer | undefined

  constructor(code: Code, message: string, expression?: Pointer) {
    super(message)
    this.code = code
    this.expression = expression
  }
}
