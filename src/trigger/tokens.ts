import type { Span } from '../text/index.ts'
import type { Path } from '../value/index.ts'

/** One word, sign or literal of a trigger, or its end. */
export type Token = Unplaced & { readonly span: Span }

type Unplaced =
  | { readonly kind: 'end' }
  | { readonly kind: 'sign' | 'keyword'; readonly text: string }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'string'; readonly value: string; readonly isCurly?: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'unreadable'; readonly message: string }

const keywords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'null'])

const spaces = /\s*/y
const string = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/sy
/** The quotes of word processors. They are reported, and read as the quotes that were meant. */
const curly = /[“”„«]([^“”„«»"]*)[“”»"]|[‘’‚]([^‘’‚']*)[‘’']/y
const unclosed = /["'].*/sy
const number = /[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![^\s=<>!()[\],"'&|])/y
const root = /(?:\\.|[^\s=<>!()[\],"'.\\&|])+/sy
const step = /\.((?:\\.|[^\s=<>!()[\],"'.\\&|])+)|\[\s*(?:(\d+)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))\s*\]/sy
// Longest first. Signs of other languages are tokens too, so that the parser can translate them.
const sign = /===|!==|==|=~|=>|=<|!=|!~|<=|>=|<>|&&|\|\||[=<>!()[\],&|]/y

/** Splits a trigger into tokens. Invalid parts become `unreadable` tokens. */
export function tokenize(text: string): Token[] {
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const next = (): Unplaced => {
    if (at === text.length) return { kind: 'end' }
    let found = take(string)
    if (found) return { kind: 'string', value: unquote(found[0]) }
    found = take(curly)
    if (found) return { kind: 'string', value: found[1] ?? (found[2] as string), isCurly: true }
    if (take(unclosed)) return { kind: 'unreadable', message: 'this string is not closed' }
    found = take(number)
    if (found) return readNumber(found[0])
    found = take(root)
    if (found) {
      const word = found[0].toLowerCase()
      return keywords.has(word) ? { kind: 'keyword', text: word } : { kind: 'path', path: readPath(found[0]) }
    }
    found = take(sign)
    if (found) return { kind: 'sign', text: found[0] }
    at++
    return { kind: 'unreadable', message: `unexpected \`${text[at - 1]}\`` }
  }
  const readPath = (first: string): Path => {
    const path = [unescapeKey(first)]
    for (let found = take(step); found; found = take(step)) {
      const [, key, index, quoted] = found
      path.push(index ?? (key === undefined ? unquote(quoted as string) : unescapeKey(key)))
    }
    return path
  }

  const tokens: Token[] = []
  do {
    take(spaces)
    const start = at
    tokens.push({ ...next(), span: { start, end: at } })
  } while (tokens.at(-1)?.kind !== 'end')
  return tokens
}

function readNumber(text: string): Unplaced {
  const value = Number(text)
  if (!Number.isFinite(value)) return { kind: 'unreadable', message: `the number ${text} is too large` }
  // Adding 0 turns -0 into 0, as it is printed.
  return { kind: 'number', value: value + 0 }
}

function unescapeKey(key: string): string {
  return key.replace(/\\(.)/gs, '$1')
}

const escapes = new Map([...'"\'\\/'].map(c => [c, c]))
for (const [letter, character] of Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' })) {
  escapes.set(letter, character)
}

/**
 * Unescapes a quoted string. The escapes are those of JSON, and `\'`. A backslash before any other character stays: in
 * `match(event, "50\*")` it belongs to the pattern.
 */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (whole, hex, character) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return escapes.get(character) ?? whole
  })
}
