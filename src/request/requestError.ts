import type { AccountCode } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'

/** Thrown for a payload that cannot be made into a request. The engine turns it into a failure. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  /** Place in the payload. */
  readonly at: Pointer
  readonly code: AccountCode | 'CM905'
  /** The next step. */
  readonly help: string | undefined
  /** Value of a token that the request needs. */
  readonly absentToken: string | undefined

  constructor(
    message: string,
    {
      at = '',
      code = 'CM905',
      help,
      absentToken,
    }: Partial<Pick<RequestError, 'at' | 'code' | 'help' | 'absentToken'>> = {},
  ) {
    super(message)
    this.at = at
    this.code = code
    this.help = help
    this.absentToken = absentToken
  }
}
