import { type JsonObject, type Path, readPath } from '../value/index.ts'
import { encodeInPath, encodeInUrl, urlText } from './encode.ts'
import { RequestError } from './requestError.ts'

/** Limits for a whole URL of a payload. */
export interface UrlRules {
  readonly allowsHttp: boolean
  /** Names, or `*.` and a name; absent allows any host. */
  readonly hosts?: readonly string[]
}

/** Normalizes a whole URL from a payload. @throws RequestError if it is not absolute or breaks the rules. */
export function wholeUrl(value: unknown, { allowsHttp, hosts }: UrlRules): string {
  const url = parseUrl(value)
  if (url.protocol !== 'https:' && !allowsHttp) throw new RequestError('the URL is http, not https')
  // Compared with its port: a host is allowed on the default port of the protocol only.
  if (hosts && !hosts.some(pattern => isHost(url.host, pattern)))
    throw new RequestError(`the URL leads to \`${url.host}\`, not to ${hosts.join(' or ')}`)
  url.hash = ''
  return url.href
}

function isHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

const notWhole = 'the URL is not a whole URL, such as `https://api.example.com/events`'

/** Parses a whole URL of http or https. `fetch` refuses one with credentials. */
function parseUrl(value: unknown): URL {
  if (typeof value !== 'string') throw new RequestError('the URL is not a string')
  if (!URL.canParse(value)) throw new RequestError(notWhole)
  const url = new URL(value)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new RequestError(`the URL is ${url.protocol.slice(0, -1)}, not https`)
  if (url.username !== '' || url.password !== '') throw new RequestError('the URL contains credentials')
  return url
}

/** Checks a whole URL from the definition or the account. */
export function accountUrl(value: unknown): string {
  const text = typeof value === 'string' ? urlText(value) : value
  parseUrl(text)
  const [, path] = /^https?:\/\/[^/?#]+([^?#]*)/i.exec(text as string) ?? []
  if (path === undefined) throw new RequestError(notWhole)
  if ((text as string).includes('#')) throw new RequestError('the URL has a fragment, which is never sent')
  const dots = path.split('/').find(segment => /^(?:\.|%2e){1,2}$/i.test(segment))
  if (dots !== undefined) throw new RequestError(`\`${dots}\` cannot be part of the URL's path`)
  return text as string
}

/** Strings of a URL's template, and the paths of the values between them. */
export type UrlSegments = readonly (string | Path)[]

/** Replaces the paths of the account by their values; strings and payload paths remain. */
export function fillAccount(segments: UrlSegments, account: JsonObject): UrlSegments {
  const filled: (string | Path)[] = []
  const add = (text: string) => {
    const last = filled.at(-1)
    if (typeof last === 'string') filled[filled.length - 1] = last + text
    else filled.push(text)
  }
  for (const [i, segment] of segments.entries()) {
    if (typeof segment === 'string') add(urlText(segment))
    else if (segment[0] === 'settings' || segment[0] === 'constants') {
      add(accountText(segment, readPath(account, segment), placeOf(segments, i)))
    } else filled.push(segment)
  }
  return filled
}

/** Prints a value of the account. Constants, and settings at the start, are parts of the URL; other settings are encoded. */
function accountText(path: Path, value: unknown, place: UrlPlace): string {
  const encoded = place === 'path' ? encodeInPath(value, path) : encodeInUrl(value)
  return path[0] === 'constants' || place === 'origin' ? urlText(value) : encoded
}

type UrlPlace = 'origin' | 'path' | 'query'

/** Finds the part of a URL that a segment of its template is in. Before the first slash of the path it is the origin. */
export function placeOf(segments: UrlSegments, index: number): UrlPlace {
  const before = segments
    .slice(0, index)
    .map(segment => (typeof segment === 'string' ? segment : 'x'))
    .join('')
  if (before.includes('?')) return 'query'
  return /^(?:[a-z]+:\/\/)?[^/]*$/i.test(before) ? 'origin' : 'path'
}

/** Adds parameters to the query of a URL; absent ones are dropped. */
export function withQuery(url: string, parameters: Readonly<Record<string, unknown>>): string {
  let text = url
  for (const name of Object.keys(parameters)) {
    const value = parameters[name]
    if (value === undefined || value === null) continue
    text = withPair(text, `${encodeInUrl(name)}=${encodeInUrl(value)}`)
  }
  return text
}

/** Adds one encoded pair to the query of a URL. */
export function withPair(url: string, pair: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${pair}`
}
