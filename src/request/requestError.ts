import type { Pointer } from '../value/index.ts'

/** Why a request could not be made of a payload. The engine turns it into a failure. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  /** The place in the payload. */
  readonly at: Pointer

  constructor(message: string, at: Pointer = '') {
    super(message)
    this.at = at
  }
}
