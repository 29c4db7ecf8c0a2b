import type { AuthDefinition, MappingJson } from '../destination/index.ts'

/** An `auth` as the header or query parameter that it stands for. */
export interface AuthPart {
  readonly place: 'headers' | 'query'
  readonly name: string
  /** The mappings that it is made of, by their place under `auth`. */
  readonly inputs: readonly { readonly at: string; readonly mapping: MappingJson }[]
  /** The value, of what the mappings gave. */
  readonly value: (inputs: readonly string[]) => string
}

export function authPart(auth: AuthDefinition): AuthPart {
  if ('basic' in auth) {
    const { username, password = '' } = auth.basic
    return {
      place: 'headers',
      name: 'authorization',
      inputs: [
        { at: '/basic/username', mapping: username },
        { at: '/basic/password', mapping: password },
      ],
      value: ([name, secret]) => basic(name ?? '', secret ?? ''),
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
  const place = 'header' in auth ? 'headers' : 'query'
  const { name, value } = 'header' in auth ? auth.header : auth.query
  const at = place === 'headers' ? '/header/value' : '/query/value'
  return {
    place,
    name: place === 'headers' ? name.toLowerCase() : name,
    inputs: [{ at, mapping: value }],
    value: ([text]) => text ?? '',
  }
}

/** Basic authentication (RFC 7617). What is made of a secret that is not known shows that and nothing else. */
function basic(username: string, password: string): string {
  const hidden = `${username}${password}`.match(/<redacted [^>]*>/)
  return hidden ? hidden[0] : `Basic ${base64(`${username}:${password}`)}`
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
}
