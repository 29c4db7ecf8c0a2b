import { type Account, redacted, tokenMark, valuesHider } from '../destination/index.ts'
import type { Request } from '../request/index.ts'
import {
  charge,
  cost,
  decodeBase64,
  decodePercent,
  isObject,
  lazy,
  pointerKeys,
  readJson,
  readPath,
} from '../value/index.ts'
import type { ResponseReader, TokenUse } from './reader.ts'

/** An account whose messages also hide the tokens and the credentials of a request, since an answer may echo them. */
export function hidingCredentials(request: Request, { token, auth = [] }: ResponseReader, account: Account): Account {
  const names = auth.flatMap(({ place, name }) => (place === 'headers' ? name : []))
  const headers = [...new Set(['authorization', ...names])].flatMap(name => {
    const value = readPath(request, ['headers', name])
    return typeof value === 'string' ? { name, value } : []
  })
  if (token === undefined && headers.length === 0) return account
  const hideTokens = lazy(() =>
    paidHider(findTokens(request, token).map(value => ({ value, instead: tokenMark(token!.name) }))),
  )
  // The account may not know the secret of a stored request, nor the encoded form of `Basic`.
  const hideHeaders = lazy(() => {
    const credentials = headers.map(({ name, value }) => {
      return { value: value.slice(value.indexOf(' ') + 1), instead: redacted(name) }
    })
    return paidHider(credentials.filter(({ value }) => value.length >= leastLength))
  })
  return { ...account, hideSecrets: text => hideHeaders()(account.hideSecrets(hideTokens()(text))) }
}

/** Creates a function that replaces values in a string, and pays for it. Forms have thousands of values. */
function paidHider(values: Parameters<typeof valuesHider>[0]): (text: string) => string {
  for (const { value } of values) charge(cost.object + value.length * cost.urlCharacter)
  const hide = valuesHider(values)
  return text => {
    charge(values.length * (cost.object + text.length))
    return hide(text)
  }
}

/** Shorter values of a header are words, as in `Bearer none`. */
const leastLength = 12

/** Finds the strings of a request that may be tokens. */
function findTokens(request: Request, token: TokenUse | undefined): string[] {
  const values = token ? token.places.flatMap(place => findValues(request, place)) : []
  return values.filter(value => typeof value === 'string')
}

/** Finds the values at a place: also parts of a header, and of the path or query of a URL. */
function findValues(request: Request, place: string): unknown[] {
  const [part, ...keys] = pointerKeys(place)
  if (part === 'body') return findInBody(request.body, keys)
  const value = readPath(request, [part!, ...keys])
  if (typeof value !== 'string') return isObject(value) ? Object.values(value) : []
  charge(value.length * cost.urlCharacter)
  if (part === 'headers') return splitHeader(value)
  const [, , , ...pieces] = value.split(/[/?&]/)
  return pieces.flatMap(readPair)
}

/** Reads the value of `name=value`, as it is and decoded. */
function readPair(pair: string): string[] {
  const value = pair.slice(pair.indexOf('=') + 1)
  return [value, decodePercent(value.replaceAll('+', ' '))]
}

/** Finds the values at a place of a JSON body, or all of a form. */
function findInBody(body: unknown, keys: readonly string[]): unknown[] {
  const value = typeof body === 'string' ? readJson(body) : undefined
  const found = typeof value === 'string' ? value : readPath(value, keys)
  if (typeof found !== 'string') return []
  charge(found.length * cost.urlCharacter)
  return typeof value === 'string' ? value.split('&').flatMap(readPair) : splitHeader(found)
}

/** Splits `Bearer abc`, `OAuth token="abc"`, and the `Basic` credentials of a user and a password. */
function splitHeader(value: string): string[] {
  const credentials = value.slice(value.indexOf(' ') + 1)
  const parts = credentials.split(/[\s,;]+/).map(part => part.slice(part.indexOf('=') + 1).replaceAll('"', ''))
  const pair = value.startsWith('Basic ')
    ? decodeBase64(credentials)
        .map(byte => String.fromCharCode(byte))
        .join('')
    : ''
  return [value, credentials, ...pair.split(':'), ...parts]
}
