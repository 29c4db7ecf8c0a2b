/** Why a request could not be made of a payload. The engine turns it into a failure. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
}
