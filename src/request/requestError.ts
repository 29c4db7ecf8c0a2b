import type { Code } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** Thrown for a payload that cannot be made into a request. The engine turns it into a failure. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  /** Place in the payload. */
  readonly at: Pointer
  readonly code: Code

  constructor(message: string, { at = '', code = 'CM905' }: { readonly at?: Pointer; readonly code?: Code } = {}) {
    super(message)
    this.at = at
    this.code = code
  }
}
