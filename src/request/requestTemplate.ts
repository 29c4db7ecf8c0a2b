import type { Encoding, SecretPlace } from '../destination/index.ts'
import type { AuthPart } from './auth.ts'
import type { Part } from './part.ts'
import type { UrlPart } from './urlPart.ts'

export interface Auth extends Omit<AuthPart, 'inputs'> {
  readonly inputs: readonly Part[]
  /** The name of a secret among the inputs whose value is not known. */
  readonly unknown?: string
}

/** The value of a header or parameter that authenticates. */
export function authValue(auth: Auth, body = ''): string {
  return auth.value(authInputs(auth), body, auth.unknown)
}

export function authInputs({ inputs }: Auth): string[] {
  return inputs.map(({ fixed }) => String(fixed?.value ?? ''))
}

/** A request template, checked. */
export interface RequestTemplate {
  readonly method: Part
  readonly url: UrlPart
  readonly hosts?: readonly string[]
  readonly allowHttp?: Part
  readonly query: ReadonlyMap<string, Part>
  readonly headers: ReadonlyMap<string, Part>
  /** Headers with names that the payload gives. */
  readonly allHeaders?: Part
  readonly auth?: Auth
  readonly body?: Part
  readonly encoding: Encoding
  readonly when?: Part
  readonly forEach?: Part
  readonly maxBytes?: number
  /** Parts that are made of secrets whose values are not known: such a request is a preview. */
  readonly secrets: readonly SecretPlace[]
}

/** Every mapping of a template. */
export function listRequestParts(template: RequestTemplate): Part[] {
  const { when, forEach, method, url, allowHttp, query, headers, allHeaders, auth, body } = template
  const named = [...query.values(), ...headers.values(), ...(auth?.inputs ?? [])]
  return [when, forEach, method, url.part, allowHttp, allHeaders, ...named, body].filter(part => part !== undefined)
}
