import { type Account, tokenMark, unknownAmong } from '../destination/index.ts'
import {
  charge,
  cost,
  isObject,
  listKeys,
  type Path,
  parseWebUrl,
  printPath,
  readPath,
  type WebUrl,
} from '../value/index.ts'
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
  if (url.scheme !== 'https' && !allowsHttp) throw new RequestError('the URL is http, not https')
  if (hosts) checkHost(url, hosts)
  return url.href
}

/** Normalizes the origin of an API, from the answer to a request for tokens. @throws RequestError */
export function originUrl(value: unknown, hosts: readonly string[]): string {
  const url = parseUrl(value)
  if (url.scheme !== 'https') throw new RequestError('the URL is http, not https')
  if (!/^https:\/\/[^\s/?#@\\]+\/?$/i.test(value as string))
    throw new RequestError('the URL is more than an origin, such as `https://api.example.com`')
  checkHost(url, hosts)
  return `https://${url.host}`
}

/** Compares a host with its port: it is allowed on the default port of the protocol only. */
function checkHost({ host }: WebUrl, hosts: readonly string[]): void {
  if (!hosts.some(pattern => isHost(host, pattern)))
    throw new RequestError(`the URL leads to \`${host}\`, not to ${hosts.join(' or ')}`)
}

function isHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

const notWhole = 'the URL is not a whole URL, such as `https://api.example.com/events`'

/** Parses a whole URL of http or https. `fetch` refuses one with credentials. */
function parseUrl(value: unknown): WebUrl {
  if (typeof value !== 'string') throw new RequestError('the URL is not a string')
  // Each character of a URL that is not in normal form may be encoded apart.
  charge(value.length * 3 * cost.urlCharacter)
  const url = parseWebUrl(value)
  if (url === undefined) {
    const [, scheme = 'https'] = /^\s*([a-z][a-z0-9+.-]*):/i.exec(value) ?? []
    const isOther = !/^https?$/i.test(scheme)
    throw new RequestError(isOther ? `the URL is ${scheme.toLowerCase()}, not https` : notWhole)
  }
  if (url.hasCredentials) throw new RequestError('the URL contains credentials')
  return url
}

/** Checks a whole URL from the definition or the account. */
function accountUrl(value: unknown): string {
  const text = typeof value === 'string' ? urlText(value) : value
  parseUrl(text)
  const [, path] = /^https?:\/\/[^/?#]+([^?#]*)/i.exec(text as string) ?? []
  if (path === undefined) throw new RequestError(notWhole)
  if ((text as string).includes('#')) throw new RequestError('the URL has a fragment, which is never sent')
  const dots = path.split('/').find(segment => /^(?:\.|%2e){1,2}$/i.test(segment))
  if (dots !== undefined) throw new RequestError(`\`${dots}\` cannot be part of the URL's path`)
  return text as string
}

/** Checks a whole URL that is the same for every payload. */
export function fixedUrl(value: unknown, secrets: readonly string[], account: Account): string {
  return unknownAmong(secrets, account).length > 0 ? urlText(value) : accountUrl(value)
}

/** Checks one that may be absent, because another one is then taken. */
export function optionalUrl(value: unknown, secrets: readonly string[], account: Account): string | undefined {
  return value === undefined || value === null ? undefined : fixedUrl(value, secrets, account)
}

/** Strings of a URL's template, and the paths of the values between them. */
export type UrlSegments = readonly (string | Path)[]

/** Data of a URL's template. `secrets` has, for each segment, the settings that it is computed from. */
export interface UrlTemplate {
  readonly segments: UrlSegments
  readonly secrets: readonly (readonly string[])[]
  /** Allowed hosts, if the first segment is the origin of a token. */
  readonly hosts?: readonly string[]
}

/** A URL's template for an account: strings, and between them values of the payload and tokens. */
export interface FilledUrl {
  readonly texts: readonly string[]
  readonly values: readonly { readonly path: Path; readonly place: UrlPlace }[]
}

/**
 * Fills in the account's part of a URL's template. Values of the payload and of tokens may only be in its path and query,
 * except the origin of a token.
 */
export function fillUrl({ segments, secrets, hosts }: UrlTemplate, account: Account): FilledUrl {
  // An unknown secret counts as valid at its place.
  const isSecret = segments.map((_, i) => unknownAmong(secrets[i]!, account).length > 0)
  const standIns = segments.map((segment, i) => (isSecret[i] ? (i === 0 ? 'https://x' : 'x') : segment))
  const checked = join(standIns, account)
  const { texts, values } = checked
  const [first] = values
  const endsHost = hosts ? /^[/?]/.test(texts[1]!) : /^https?:\/\/[^/?#]+[/?#]/i.test(texts[0]!)
  if (first && !endsHost) throw hosts ? openOrigin(first.path) : openHost(first.path)
  // `x` stands in for the origin of a token.
  accountUrl(`${hosts ? 'https://' : ''}${texts.join('x')}`)
  return isSecret.includes(true) ? join(segments, account) : checked
}

function openHost(path: Path): RequestError {
  const name = printPath(path)
  const help =
    path[0] === 'tokens'
      ? 'begin the URL with one of the `origins` of a token'
      : 'end the host before it, `https://host/`; a whole URL of the payload is a `@path`, with its `hosts`'
  return new RequestError(`\`${name}\` would choose where the URL leads`, { code: 'CM701', help })
}

function openOrigin(path: Path): RequestError {
  const name = printPath(path)
  const help = `write a slash after it: \`{{${name}}}/\``
  return new RequestError(`the host does not end after \`${name}\``, { code: 'CM701', help })
}

/** Fills in a URL's template that has no value of the payload. */
export function fillWholeUrl(template: UrlTemplate, account: Account): string {
  return fillUrl(template, account).texts.join('')
}

/** Replaces the paths of the account by their values; strings and payload paths remain. */
function join(segments: UrlSegments, account: Account): FilledUrl {
  const texts = ['']
  const values: FilledUrl['values'][number][] = []
  const add = (text: string) => {
    texts[texts.length - 1] += text
  }
  for (const [i, segment] of segments.entries()) {
    if (typeof segment === 'string') add(urlText(segment))
    else if (segment[0] === 'settings' || segment[0] === 'constants') {
      add(accountText(segment, readPath(account, segment), findPlace(segments, i)))
    } else {
      values.push({ path: segment, place: placeAfter(texts.join('x')) })
      texts.push('')
    }
  }
  return { texts, values }
}

/** Prints a value of the account. Constants, and settings at the start, are parts of the URL; other settings are encoded. */
function accountText(path: Path, value: unknown, place: UrlPlace): string {
  const encoded = place === 'path' ? encodeInPath(value, path) : encodeInUrl(value)
  return path[0] === 'constants' || place === 'origin' ? urlText(value) : encoded
}

type UrlPlace = 'origin' | 'path' | 'query'

/** Finds the part of a URL that a segment of its template is in. */
function findPlace(segments: UrlSegments, index: number): UrlPlace {
  charge(index * cost.item)
  return placeAfter(
    segments
      .slice(0, index)
      .map(segment => (typeof segment === 'string' ? segment : 'x'))
      .join(''),
  )
}

/** Finds the part of a URL that follows its start. Before the first slash of the path it is the origin. */
function placeAfter(start: string): UrlPlace {
  charge(start.length)
  if (start.includes('?')) return 'query'
  return /^(?:[a-z]+:\/\/)?[^/]*$/i.test(start) ? 'origin' : 'path'
}

/** Writes a URL with the values of a payload and of tokens. An origin is written already. */
export function writeUrl({ texts, values }: FilledUrl, given: readonly unknown[]): string {
  let url = texts[0]!
  for (let i = 0; i < values.length; i++) {
    const { path, place } = values[i]!
    if (place === 'origin') url += given[i]
    else url += place === 'query' ? encodeInUrl(given[i]) : encodeInPath(given[i], path)
    url += texts[i + 1]!
  }
  return url
}

/** Writes the origin of a token. An absent one has its mark. */
export function writeOrigin(value: unknown, name: string, hosts: readonly string[]): string {
  const mark = tokenMark(name)
  return value === mark ? encodeURIComponent(mark) : originUrl(value, hosts)
}

/** Rules for whole URLs of payloads. */
export function urlRules(allowsHttp: unknown, hosts: readonly string[] | undefined): UrlRules {
  return { allowsHttp: allowsHttp === true, ...(hosts && { hosts }) }
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

/** Adds parameters with names from a payload, which cannot replace the request's `own`. */
export function withAllQuery(url: string, values: unknown, own: readonly string[]): string {
  if (values === undefined || values === null) return url
  if (!isObject(values)) throw new RequestError('the query is not an object')
  const [names, taken] = [listKeys(values, cost.member), new Set(own)]
  return withQuery(url, Object.fromEntries(names.flatMap(name => (taken.has(name) ? [] : [[name, values[name]]]))))
}

/** Adds one encoded pair to the query of a URL. */
export function withPair(url: string, pair: string): string {
  charge(url.length)
  return `${url}${url.includes('?') ? '&' : '?'}${pair}`
}
