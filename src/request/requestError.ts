import type { Code } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** Thrown for a payload that cannot be made into a request. The engine turns it into a failure. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  /** Place in the payload. */
  readonly at: Pointer
  readonly code: Code
  /** The next step. */
  readonly help: string | undefined

  constructor(
    message: string,
    { at = '', code = 'CM905', help }: { readonly at?: Pointer; readonly code?: Code; readonly help?: string } = {},
  ) {
    super(message)
    this.at = at
    this.code = code
    this.help = help
  }
}
