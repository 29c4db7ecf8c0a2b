import type { Account, Encoding, SecretPlace } from '../destination/index.ts'
import type { Pointer } from '../value/index.ts'
import type { BodySignature } from './auth.ts'
import { placeInDefinition, type RequestPlaces, type Trail, type TrailPlace } from './trail.ts'

/** A request before its body is encoded. */
export interface Draft {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly encoding: Encoding
  /** Signatures of the encoded body; one without a secret is absent. */
  readonly signatures?: readonly (BodySignature | undefined)[] | undefined
  readonly secrets?: readonly SecretPlace[] | undefined
  /** Places that contain tokens. */
  readonly tokens?: readonly SecretPlace[] | undefined
  /** Place of its action in the definition. */
  readonly action: Pointer
  readonly places: RequestPlaces
  /** Place of the request in the definition, if it has a `response`. */
  readonly template?: Pointer | undefined
}

/** Parts of a draft that are known before there is a payload. */
export interface KnownParts {
  readonly encoding: Encoding
  readonly places: RequestPlaces
  /** Slot with the places of its secrets. */
  readonly secrets?: number
  /** Places that contain tokens. */
  readonly tokens?: readonly SecretPlace[]
  /** Place of the request, if it has a `response`. */
  readonly template?: TrailPlace
}

/** Adds a draft of the action that the trail is in. All drafts have one form, which engines read quickly. */
export function addDraft(
  drafts: Draft[],
  account: Account,
  { action }: Trail,
  { encoding, places, secrets, tokens, template }: KnownParts,
  method: string,
  url: string,
  headers: Record<string, string>,
  body: unknown,
  signatures?: readonly (BodySignature | undefined)[],
): void {
  drafts.push({
    method,
    url,
    headers,
    body,
    encoding,
    signatures,
    secrets: secrets === undefined ? undefined : (account.slots[secrets] as readonly SecretPlace[] | undefined),
    tokens,
    action,
    places,
    template: placeInDefinition(template, action),
  })
}
