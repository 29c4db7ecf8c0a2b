import { defineKey } from '../code/index.ts'
import { charge, chargeCase, chargeWalk, cost, isObject } from '../value/index.ts'
import { RequestError } from './requestError.ts'

/** Name of a header (RFC 9110, `token`). */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/**
 * Headers of one connection (RFC 9110, §7.6.1), and those for the target and the length of a message. The HTTP client sets
 * them; from a definition or a payload, they could redirect a request or smuggle a second one in its body.
 */
const connectionHeaders = new Set([
  ...['connection', 'content-length', 'expect', 'host', 'keep-alive', 'proxy-authenticate', 'proxy-authorization'],
  ...['proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
])

/** Checks the name of a header. @throws RequestError for an invalid name, and for one that `giver` cannot set. */
export function checkHeaderName(name: string, giver: 'a definition' | 'a payload'): void {
  if (!headerName.test(name)) throw new RequestError(`${JSON.stringify(name.slice(0, 60))} is not a header name`)
  if (connectionHeaders.has(name))
    throw new RequestError(`header \`${name}\` cannot come from ${giver}: the HTTP client that sends it sets it`)
}

/** Prints the value of a header. It must not be able to start another header. */
export function headerText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) charge(value.length * cost.kept)
  const text = Array.isArray(value) ? value.flatMap(item => textOf(item) ?? []).join(',') : textOf(value)!
  charge(text.length)
  // HTTP clients refuse other characters too: a value has tabs and the visible characters of Latin-1.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text))
    throw new RequestError(`header \`${name}\` has a line break or another character that headers cannot hold`)
  return text
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (value instanceof Date) return value.toJSON() ?? undefined
  if (typeof value !== 'object') return String(value)
  chargeWalk(value)
  return JSON.stringify(value)
}

/** Adds a value of a payload to headers; an existing header wins, and an absent value is dropped. */
export function withHeader(headers: Record<string, string>, name: string, value: unknown): void {
  const text = headerText(value, name)
  if (text !== undefined && !Object.hasOwn(headers, name)) defineKey(headers, name, text)
}

/** Adds headers with names from a payload. */
export function withAllHeaders(headers: Record<string, string>, values: unknown): void {
  if (values === undefined || values === null) return
  if (!isObject(values)) throw new RequestError('the headers are not an object')
  const lower: Record<string, unknown> = {}
  for (const given of Object.keys(values)) {
    charge(2 * cost.member)
    chargeCase(given)
    const name = given.toLowerCase()
    checkHeaderName(name, 'a payload')
    defineKey(lower, name, values[given])
  }
  for (const name of Object.keys(lower)) withHeader(headers, name, lower[name])
}
