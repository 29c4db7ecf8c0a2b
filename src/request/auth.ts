import { type AuthDefinition, type MappingJson, redacted } from '../destination/index.ts'
import { hmac } from '../value/index.ts'

/** An `auth` as the header or query parameter that it stands for. */
export interface AuthPart {
  /** A `signature` is a header that is made when the body is encoded. */
  readonly place: 'headers' | 'query' | 'signature'
  readonly name: string
  /** The mappings that it is made of, by their place under `auth`. */
  readonly inputs: readonly { readonly at: string; readonly mapping: MappingJson }[]
  /** Its value is that of its mapping, with nothing around it. */
  readonly isBare?: boolean
  /**
   * The value, of what the mappings gave, and of the encoded body where it is a signature. What is made of an `unknown`
   * secret shows its name and nothing else.
   */
  readonly value: (inputs: readonly string[], body: string, unknown?: string) => string
}

export function authPart(auth: AuthDefinition): AuthPart {
  if ('basic' in auth) {
    // RFC 7617.
    const { username, password = '' } = auth.basic
    return {
      place: 'headers',
      name: 'authorization',
      inputs: [
        { at: '/basic/username', mapping: username },
        { at: '/basic/password', mapping: password },
      ],
      value: ([name = '', secret = ''], _, unknown) => `Basic ${hidden(unknown) ?? base64(`${name}:${secret}`)}`,
    }
  }
  if ('bearer' in auth) {
    return {
      place: 'headers',
      name: 'authorization',
      inputs: [{ at: '/bearer', mapping: auth.bearer }],
      value: ([token]) => `Bearer ${token}`,
    }
  }
  if ('hmac' in auth) {
    const { header, secret, algorithm, encoding = 'hex', prefix = '' } = auth.hmac
    return {
      place: 'signature',
      name: header.toLowerCase(),
      inputs: [{ at: '/hmac/secret', mapping: secret }],
      value: ([key = ''], body, unknown) => hidden(unknown) ?? `${prefix}${hmac(body, key, algorithm, encoding)}`,
    }
  }
  const place = 'header' in auth ? 'headers' : 'query'
  const { name, value } = 'header' in auth ? auth.header : auth.query
  const at = place === 'headers' ? '/header/value' : '/query/value'
  return {
    place,
    name: place === 'headers' ? name.toLowerCase() : name,
    inputs: [{ at, mapping: value }],
    isBare: true,
    value: ([text]) => text ?? '',
  }
}

function hidden(unknown: string | undefined): string | undefined {
  return unknown === undefined ? undefined : redacted(unknown)
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
}
