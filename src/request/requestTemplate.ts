import type { Encoding, SecretPlace } from '../destination/index.ts'
import type { Mapping } from '../mapping/index.ts'
import type { Path, Pointer } from '../value/index.ts'
import type { AuthOptions, AuthPlace, AuthScheme } from './auth.ts'
import { encodeInUrl } from './encode.ts'
import type { Part } from './part.ts'
import type { RequestPlaces } from './trail.ts'

export interface UrlPart {
  readonly part: Part
  /**
   * A template with values of the payload: its slot, and their paths. Otherwise the URL is whole. With `hosts`, the first
   * value is the origin of a token.
   */
  readonly template?: { readonly slot: number; readonly paths: readonly Path[]; readonly hosts?: readonly string[] }
  /** Several URLs, and a mapping that gives the number of one of them. */
  readonly choice?: { readonly number: Mapping; readonly urls: readonly UrlPart[] }
}

/** One credential of a request. */
export interface Auth {
  readonly scheme: AuthScheme
  readonly inputs: readonly Part[]
  readonly options: AuthOptions
  /** Slot of its value; absent if it reads tokens. */
  readonly slot?: number
}

/** A request template, checked. */
export interface RequestTemplate {
  readonly method: Part
  readonly url: UrlPart
  readonly hosts?: readonly string[]
  readonly allowHttp?: Part
  readonly query: ReadonlyMap<string, Part>
  /** Parameters with names that the payload gives. */
  readonly allQuery?: Part
  readonly headers: ReadonlyMap<string, Part>
  /** Headers with names that the payload gives. */
  readonly allHeaders?: Part
  readonly auth: readonly Auth[]
  readonly body?: Part
  readonly encoding: Encoding
  readonly when?: Part
  readonly forEach?: Part
  readonly maxBytes?: number
  readonly places: RequestPlaces
  /** Place in the definition, for a request with a `response`. */
  readonly place?: Pointer
  /** Slot of its places that contain unknown secrets. */
  readonly secrets?: number
  /** Places that contain tokens, if it reads any. */
  readonly tokens?: readonly SecretPlace[]
}

/** Place and name of a credential of a request: a header, or an encoded parameter of the query. */
export interface AuthName {
  readonly place: AuthPlace
  readonly name: string
}

export function authNames({ auth }: RequestTemplate): readonly AuthName[] {
  return auth.map(({ scheme: { place, name } }) => ({ place, name: place === 'query' ? encodeInUrl(name) : name }))
}

/** Every mapping of a template. */
export function listRequestParts(template: RequestTemplate): Part[] {
  const { when, forEach, method, url, allowHttp, query, allQuery, headers, allHeaders, auth, body } = template
  const named = [...query.values(), ...headers.values(), ...auth.flatMap(({ inputs }) => inputs)]
  return [when, forEach, method, url.part, allowHttp, allQuery, allHeaders, ...named, body].filter(
    part => part !== undefined,
  )
}
