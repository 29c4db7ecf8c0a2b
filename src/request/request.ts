import { redacted, type SecretPlace } from '../destination/index.ts'

/** One HTTP request, exactly as it goes on the wire. */
export interface Request extends Carried {
  readonly method: string
  /** Absolute. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Encoded already; absent when the request has none. */
  readonly body?: string
  /** With `{ after: true }`: the requests of the list that must be settled before this one, by index. */
  readonly after?: readonly number[]
  /** Of a preview: the places that are made of secrets whose values are not known. */
  readonly secrets?: readonly SecretPlace[]
}

/** The actions that a request carries. Numbers are indices into the list of actions that was given. */
export interface Carried {
  /** The destination's slug. */
  readonly destination: string
  readonly actions: readonly number[]
  /** The action of each item of the body's lists, in body order; one entry where the body has no list. */
  readonly items: readonly number[]
  /** For each entry of `items`, which of its action's requests it comes from, counted from 0. */
  readonly parts: readonly number[]
}

/** The URL for people: the marks of unknown secrets are not percent-encoded. */
export function readableUrl({ url, secrets = [] }: Pick<Request, 'url' | 'secrets'>): string {
  return secrets.reduce((text, { name }) => text.replaceAll(encodeURIComponent(redacted(name)), redacted(name)), url)
}
