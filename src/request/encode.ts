import type { Encoding } from '../destination/index.ts'
import { built, charge, chargeWalk, cost, isObject, type Path, pointer, printPath } from '../value/index.ts'
import { RequestError } from './requestError.ts'

export const contentTypes: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded;charset=UTF-8',
  text: 'text/plain;charset=UTF-8',
  ndjson: 'application/x-ndjson',
}

/** Encodes a body for the wire, and pays for it. */
export function encodeBody(body: unknown, encoding: Encoding): string {
  switch (encoding) {
    case 'json':
      return json(body)
    case 'form':
      return encodeForm(body)
    case 'text':
      return text(body)
    case 'ndjson':
      return encodeLines(Array.isArray(body) ? body : [body])
  }
}

function encodeLines(lines: readonly unknown[]): string {
  charge(lines.length * cost.member)
  return built(lines.map(line => `${json(line)}\n`).join(''))
}

/** Encodes an object as `application/x-www-form-urlencoded`; nested objects and lists are JSON. */
function encodeForm(body: unknown): string {
  if (!isObject(body)) return encodeComponent(text(body))
  let form = ''
  const keys = Object.keys(body)
  charge(keys.length * cost.member)
  for (const key of keys) {
    form += `${form === '' ? '' : '&'}${encodeComponent(key)}=${encodeComponent(text(body[key]))}`
  }
  return form
}

function text(value: unknown): string {
  if (value instanceof Date) return value.toJSON() ?? ''
  return typeof value === 'string' ? value : json(value)
}

/** Encodes JSON. Payloads are already checked, but an expression of the definition may give a value that is not JSON. */
function json(value: unknown): string {
  chargeWalk(value)
  let written: string | undefined
  try {
    written = JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) throw error
  }
  if (written === undefined) throw new RequestError('a value of the request is not JSON')
  return written
}

/** Encodes a component of `application/x-www-form-urlencoded` (WHATWG URL, §5.2): `*-._` and alphanumerics stay. */
function encodeComponent(text: string): string {
  charge(text.length * cost.urlCharacter)
  const wellFormed = text.toWellFormed()
  const encoded = encodeURIComponent(wellFormed).replaceAll('%20', '+')
  return /[!'()~]/.test(wellFormed) ? encoded.replace(/[!'()~]/g, percent) : encoded
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Characters that mean themselves in a URL (RFC 3986, §2.3). Most IDs have no others. */
const unreserved = /^[\w.~-]*$/

/** Percent-encodes a value for a path or a query of a URL, so that it cannot change the URL's structure. */
export function encodeInUrl(value: unknown): string {
  if (value === undefined || value === null) return ''
  const given = text(value)
  charge(given.length * cost.urlCharacter)
  if (unreserved.test(given)) return given
  return encodeURIComponent(given.toWellFormed()).replace(/[!'()*]/g, percent)
}

/**
 * Percent-encodes a value for a path. Refuses an empty value, which would make another path, and a segment of dots, which
 * leads elsewhere even if encoded.
 *
 * @throws RequestError that names the value by its path
 */
export function encodeInPath(value: unknown, path: Path): string {
  const encoded = encodeInUrl(value)
  if (encoded !== '' && !/^\.{1,2}$/.test(encoded)) return encoded
  const state = encoded !== '' ? `\`${encoded}\`` : value === '' ? 'empty' : 'absent'
  const at = path[0] === 'payload' ? pointer('', ...path.slice(1)) : ''
  throw new RequestError(`\`${printPath(path)}\` is ${state}, and cannot be part of the URL's path`, { at })
}

/** Prints a part of a URL from the definition or the account; only characters that URLs do not allow are encoded. */
export function urlText(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value)
  charge(text.length * cost.urlCharacter)
  return text.toWellFormed().replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, encodeURIComponent)
}

/** Counts the UTF-8 bytes of a string. */
export function byteLength(text: string): number {
  charge(text.length * 2)
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    bytes += 1
    if (unit < 0x800) continue
    // A surrogate pair is four bytes in two units; a lone surrogate is sent as U+FFFD, three bytes.
    const pair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00
    if (pair) i++
    bytes += 1
  }
  return bytes
}
