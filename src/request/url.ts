import { type JsonObject, readPath } from '../value/index.ts'
import { encodeInPath, encodeInUrl, encodeSetting, urlText } from './encode.ts'
import { RequestError } from './requestError.ts'

/** Where a whole URL of a payload may lead. */
export interface UrlRules {
  readonly allowsHttp: boolean
  /** Names, or `*.` and a name; any host where there are none. */
  readonly hosts?: readonly string[]
}

/** A whole URL that came from a payload: absolute, and within the rules; in the form that the URL standard gives it. */
export function wholeUrl(value: unknown, { allowsHttp, hosts }: UrlRules): string {
  if (typeof value !== 'string') throw new RequestError('the URL is not a text')
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined) throw new RequestError('the URL is not a whole URL')
  if (url.protocol !== 'https:' && !(allowsHttp && url.protocol === 'http:'))
    throw new RequestError(`the URL is ${url.protocol.slice(0, -1)}, not https`)
  if (url.username !== '' || url.password !== '') throw new RequestError('the URL holds credentials')
  // With its port: a host is allowed on the port that its protocol has.
  if (hosts && !hosts.some(pattern => isHost(url.host, pattern)))
    throw new RequestError(`the URL leads to \`${url.host}\`, not to ${hosts.join(' or ')}`)
  url.hash = ''
  return url.href
}

/** The texts of a URL's template, and the paths of the values between them. */
export type UrlSegments = readonly (string | readonly string[])[]

/** How a value is written into the URL of a template: what comes before the path is where the URL leads. */
export function encoderOf(segments: UrlSegments, index: number): (value: unknown) => string {
  const before = segments.slice(0, index).map(segment => (typeof segment === 'string' ? segment : 'x'))
  const written = before.join('')
  const root = segments[index]![0]
  if (root === 'constants') return urlText
  if (root === 'settings') return /^(?:[a-z]+:\/\/)?[^/]*$/i.test(written) ? urlText : encodeSetting
  return written.includes('?') ? encodeInUrl : encodeInPath
}

/** The URL of a template that reads nothing but the account. */
export function accountUrl(segments: UrlSegments, account: JsonObject): string {
  return segments
    .map((segment, i) => (typeof segment === 'string' ? segment : encoderOf(segments, i)(readPath(account, segment))))
    .join('')
}

function isHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

/** Adds parameters to a URL that may have some already; absent ones are left out. */
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
