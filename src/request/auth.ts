import {
  type Account,
  type AuthDefinition,
  isTokenAbsent,
  type MappingJson,
  redacted,
  tokenMark,
  unknownAmong,
} from '../destination/index.ts'
import {
  charge,
  cost,
  describeKind,
  encodeBase64,
  type HashAlgorithm,
  type HashEncoding,
  hmac,
  utf8,
} from '../value/index.ts'
import { byteLength, encodeInUrl } from './encode.ts'
import { headerText } from './header.ts'
import { RequestError } from './requestError.ts'

/** Place of authentication. A `signature` is a header computed from the encoded body. */
export type AuthPlace = 'headers' | 'query' | 'signature'

/** A header or query parameter that authenticates. */
export interface AuthScheme {
  readonly place: AuthPlace
  readonly name: string
  /** Mappings of its inputs, with their place under `auth`. */
  readonly inputs: readonly { readonly at: string; readonly mapping: MappingJson }[]
  /** Function of the run time that writes its value. */
  readonly by: Readonly<Record<string, AuthWriter>>
  readonly options: AuthOptions
  /** True if the value is that of its input, without a prefix or encoding. */
  readonly isBare?: boolean
}

/**
 * Data of an `auth` besides its inputs: `secrets` are the settings that these are computed from, `tokens` the values of
 * tokens that they read.
 */
export interface AuthOptions {
  readonly name: string
  readonly secrets?: readonly string[]
  readonly tokens?: readonly string[]
  readonly algorithm?: HashAlgorithm
  readonly encoding?: HashEncoding
  readonly prefix?: string
}

type AuthWriter = (inputs: readonly string[], options: AuthOptions, account: Account) => unknown

/** A header that signs the encoded body. */
export interface BodySignature {
  readonly header: string
  readonly sign: (body: string) => string
}

export function authScheme(auth: AuthDefinition): AuthScheme {
  if ('basic' in auth) {
    const { username, password = '' } = auth.basic
    const inputs = [
      { at: '/basic/username', mapping: username },
      { at: '/basic/password', mapping: password },
    ]
    return { place: 'headers', name, inputs, by: { basicAuth }, options: { name } }
  }
  if ('bearer' in auth) {
    const inputs = [{ at: '/bearer', mapping: auth.bearer }]
    return { place: 'headers', name, inputs, by: { bearerAuth }, options: { name } }
  }
  if ('hmac' in auth) {
    const { header, secret, algorithm, encoding = 'hex', prefix = '' } = auth.hmac
    const inputs = [{ at: '/hmac/secret', mapping: secret }]
    const name = header.toLowerCase()
    return { place: 'signature', name, inputs, by: { hmacAuth }, options: { name, algorithm, encoding, prefix } }
  }
  if ('header' in auth) {
    const name = auth.header.name.toLowerCase()
    const inputs = [{ at: '/header/value', mapping: auth.header.value }]
    return { place: 'headers', name, inputs, by: { headerAuth }, options: { name }, isBare: true }
  }
  const inputs = [{ at: '/query/value', mapping: auth.query.value }]
  return {
    place: 'query',
    name: auth.query.name,
    inputs,
    by: { queryAuth },
    options: { name: auth.query.name },
    isBare: true,
  }
}

const name = 'authorization'

/** Checks an input of an `auth`. */
export function authText(value: unknown): string {
  if (typeof value === 'object' && value !== null)
    throw new RequestError(`authentication is a string, but this is ${describeKind(value)}`)
  return String(value ?? '')
}

/** Writes a header of RFC 7617. */
export function basicAuth([username, password]: readonly string[], options: AuthOptions, account: Account) {
  charge((username!.length + password!.length) * cost.urlCharacter)
  const credentials = findMark(options, account) ?? encodeBase64(utf8(`${username}:${password}`))
  return headerText(`Basic ${credentials}`, options.name)
}

/** Finds the mark of an input that is unknown. */
function findMark({ secrets = [], tokens = [] }: AuthOptions, account: Account): string | undefined {
  const [secret] = unknownAmong(secrets, account)
  const token = tokens.find(name => isTokenAbsent(name, account))
  return secret !== undefined ? redacted(secret) : token && tokenMark(token)
}

export function bearerAuth([token]: readonly string[], { name }: AuthOptions) {
  return headerText(`Bearer ${token}`, name)
}

export function headerAuth([value]: readonly string[], { name }: AuthOptions) {
  return headerText(value, name)
}

/** Writes a pair of the query. */
export function queryAuth([value]: readonly string[], { name }: AuthOptions): string {
  return `${encodeInUrl(name)}=${encodeInUrl(value)}`
}

/** Writes the signature of an account; absent without a secret. */
export function hmacAuth([key]: readonly string[], options: AuthOptions, account: Account): BodySignature | undefined {
  const { name: header, algorithm = 'sha256', encoding = 'hex', prefix = '' } = options
  if (!key) return undefined
  const sign = (body: string) => {
    charge(cost.keyedHash + (byteLength(body) + byteLength(key)) * cost.hashedByte)
    return findMark(options, account) ?? `${prefix}${hmac(body, key, algorithm, encoding)}`
  }
  return { header, sign }
}
