import { type SecretPlace, secretMark } from '../destination/index.ts'
import type { Pointer } from '../value/index.ts'

/** One HTTP request, encoded for the wire. */
export interface Request extends Carried {
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Encoded body; absent if the request has none. */
  readonly body?: string
  /** Place of the request in the definition, if it has a `response` or reads tokens. */
  readonly template?: Pointer
  /** With `{ after: true }`: indices of the requests that must be settled before this one. */
  readonly after?: readonly number[]
  /** Places of a preview that contain unknown secrets. */
  readonly secrets?: readonly SecretPlace[]
}

/** Actions that a request carries. Numbers are indices into the given list of actions. */
export interface Carried {
  /** Slug of the destination. */
  readonly destination: string
  readonly actions: readonly number[]
  /** Action of each item of the body's lists, in body order; one entry if the body has no list. */
  readonly items: readonly number[]
  /** Index of the request among those of its action, for each entry of `items`. */
  readonly parts: readonly number[]
}

/** Prints the URL for people, without percent-encoding in the marks of unknown secrets. */
export function readableUrl({ url, secrets = [] }: Pick<Request, 'url' | 'secrets'>): string {
  const marks = secrets.map(secretMark)
  return marks.reduce((text, mark) => text.replaceAll(encodeURIComponent(mark), mark), url)
}
