import type { Encoding } from '../destination/index.ts'
import { isObject } from '../value/index.ts'
import { RequestError } from './requestError.ts'

export const contentTypes: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded;charset=UTF-8',
  text: 'text/plain;charset=UTF-8',
  ndjson: 'application/x-ndjson',
}

/** A body as it goes on the wire. */
export function encodeBody(body: unknown, encoding: Encoding): string {
  switch (encoding) {
    case 'json':
      return JSON.stringify(body)
    case 'form':
      return encodeForm(body)
    case 'text':
      return typeof body === 'string' ? body : JSON.stringify(body)
    case 'ndjson':
      return (Array.isArray(body) ? body : [body]).map(line => `${JSON.stringify(line)}\n`).join('')
  }
}

/** Keys and values of an object as `application/x-www-form-urlencoded`; objects and lists inside it as JSON. */
function encodeForm(body: unknown): string {
  if (!isObject(body)) return encodeComponent(text(body))
  let form = ''
  for (const key of Object.keys(body)) {
    form += `${form === '' ? '' : '&'}${encodeComponent(key)}=${encodeComponent(text(body[key]))}`
  }
  return form
}

function text(value: unknown): string {
  if (value instanceof Date) return value.toJSON() ?? ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The encoding of `application/x-www-form-urlencoded` (WHATWG URL, §5.2): of what is not alphanumeric, `*-._` stay. */
function encodeComponent(text: string): string {
  const wellFormed = text.toWellFormed()
  const encoded = wellFormed.split(' ').map(encodeURIComponent).join('+')
  return /[!'()~]/.test(wellFormed) ? encoded.replace(/[!'()~]/g, percent) : encoded
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** A value inside a path or a query of a URL: percent-encoded, so that it can be nothing else than a value. */
export function encodeInUrl(value: unknown): string {
  if (value === undefined || value === null) return ''
  return encodeURIComponent(text(value).toWellFormed()).replace(/[!'()*]/g, percent)
}

/** A value of a payload inside a path, where a segment of dots would lead elsewhere, encoded or not. */
export function encodeInPath(value: unknown): string {
  if (value === '.' || value === '..') throw new RequestError(`\`${value}\` cannot be a part of a URL's path`)
  return encodeInUrl(value)
}

/** A setting inside a URL is a value; at its start, it is where the URL leads: see `urlText`. */
export function encodeSetting(value: unknown): string {
  return typeof value === 'string' ? encodeSecret(value) : encodeInUrl(value)
}

/** A part of a URL that the definition or the account gives: as it is. */
export function urlText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

/** A secret in a query; one that is not known stays readable. */
export function encodeSecret(value: string): string {
  return /^<redacted [^>]*>$/.test(value) ? value : encodeInUrl(value)
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
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
