import type { Code } from '../diagnostics/index.ts'

/** The one error that a compiled mapping throws: an input for which it has no value, such as one nested too deep. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  readonly code: Code

  constructor(code: Code, message: string) {
    super(message)
    this.code = code
  }
}
