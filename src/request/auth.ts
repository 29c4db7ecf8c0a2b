import { type AuthDefinition, type MappingJson, redacted } from '../destination/index.ts'
import { encodeBase64, hmac } from '../value/index.ts'

/** Header or query parameter of an `auth`. */
export interface AuthPart {
  /** Place of the value. A `signature` is a header computed from the encoded body. */
  readonly place: 'headers' | 'query' | 'signature'
  readonly name: string
  /** Mappings of the value, with their place under `auth`. */
  readonly inputs: readonly { readonly at: string; readonly mapping: MappingJson }[]
  /** True if the value is that of its mapping, without a prefix or encoding. */
  readonly isBare?: boolean
  /**
   * Computes the value from those of the mappings, and from the encoded body for a signature. With an `unknown` secret it
   * shows only its name.
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
  return encodeBase64(new TextEncoder().encode(text))
}
