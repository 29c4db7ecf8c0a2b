import type { Span } from '../text/index.ts'

/** The value of a string of a file, and the offset in the file of each of its characters. */
export interface DraftText {
  readonly value: string
  /** One more than there are characters: the last is the end. */
  readonly places: readonly number[]
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/** Reads a string with its quotes, or the strings of a list, which are joined by `\n`. The last quote may be absent. */
export function readText(text: string, strings: readonly Span[]): DraftText {
  let value = ''
  const places: number[] = []
  for (const [index, { start, end }] of strings.entries()) {
    if (index > 0) value += '\n'
    const last = hasEnd(text, start, end) ? end - 1 : end
    for (let i = start + 1; i < last; ) {
      places.push(i)
      const hex = /^\\u([\da-fA-F]{4})/.exec(text.slice(i, Math.min(i + 6, last)))?.[1]
      if (hex !== undefined) {
        value += String.fromCharCode(Number.parseInt(hex, 16))
        i += 6
      } else if (text[i] === '\\' && i + 1 < last) {
        value += escapes.get(text[i + 1]!) ?? text[i + 1]
        i += 2
      } else {
        value += text[i]
        i++
      }
    }
    places.push(last)
  }
  return { value, places }
}

/** True if a string ends with a quote that is not escaped. */
export function hasEnd(text: string, start: number, end: number): boolean {
  if (end - start < 2 || text[end - 1] !== '"') return false
  let slashes = 0
  while (text[end - 2 - slashes] === '\\') slashes++
  return slashes % 2 === 0
}
