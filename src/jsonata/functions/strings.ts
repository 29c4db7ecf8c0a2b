import { charge, chargeCase, chargeSearch, cost } from '../../value/index.ts'

/** Functions of the language for strings. */

type Text = string | undefined

const surrogate = /[\ud800-\udfff]/

/** Lists the code points of a string; `undefined` if each is one unit. */
function listPoints(value: string): string[] | undefined {
  charge(value.length)
  if (!surrogate.test(value)) return undefined
  charge(value.length * cost.kept)
  return [...value]
}

/** Counts code points, as the package does, but without a list of them if each is one unit. */
export function length(value: Text): number | undefined {
  return value === undefined ? undefined : (listPoints(value) ?? value).length
}

/** Counts code points, like `length`. */
export function substring(value: Text, start: number, length?: number): Text {
  if (value === undefined) return undefined
  if (length !== undefined && length <= 0) return ''
  const points = listPoints(value) ?? value
  const from = Math.max(start, -points.length)
  const end = length === undefined ? undefined : from >= 0 ? from + length : points.length + from + length
  const part = points.slice(from, end)
  return typeof part === 'string' ? part : part.join('')
}

export function substringBefore(value: Text, mark: Text): Text {
  const at = find(mark, value)
  return at === -1 ? value : value!.slice(0, at)
}

export function substringAfter(value: Text, mark: Text): Text {
  const at = find(mark, value)
  return at === -1 ? value : value!.slice(at + mark!.length)
}

function find(mark: Text, value: Text): number {
  if (value === undefined || mark === undefined) return -1
  chargeSearch(value, mark)
  return value.indexOf(mark)
}

export function lowercase(value: Text): Text {
  if (value === undefined) return undefined
  chargeCase(value)
  return value.toLowerCase()
}

export function uppercase(value: Text): Text {
  if (value === undefined) return undefined
  chargeCase(value)
  return value.toUpperCase()
}

/** A test for uneven whitespace is faster than a replacement of single spaces by themselves. */
const uneven = /[ \t\n\r]{2}|[\t\n\r]/

/** Collapses whitespace of ASCII, and removes it at both ends. */
export function trim(value: Text): Text {
  if (value === undefined) return undefined
  charge(value.length * cost.rewrittenCharacter)
  let [start, end] = [0, value.length]
  while (start < end && isSpace(value.charCodeAt(start))) start++
  while (start < end && isSpace(value.charCodeAt(end - 1))) end--
  const inner = value.slice(start, end)
  return uneven.test(inner) ? inner.replace(/[ \t\n\r]+/g, ' ') : inner
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x9 || code === 0xa || code === 0xd
}
