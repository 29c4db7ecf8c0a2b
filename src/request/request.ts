import type { SecretPlace } from '../destination/index.ts'

/** One HTTP request, exactly as it goes on the wire. */
export interface Request {
  readonly method: string
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Encoded already; absent when the request has none. */
  readonly body?: string
  /** The indices, in the given list, of the actions that this request carries. */
  readonly actions: readonly number[]
  /** Of a preview: the places that are made of secrets whose values are not known. */
  readonly secrets?: readonly SecretPlace[]
}
