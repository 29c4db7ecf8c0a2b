/** A bracket that nothing closes. */
export interface Unclosed {
  readonly index: number
  readonly bracket: string
  /** The closing bracket. */
  readonly closing: string
}

const closings: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

/** Strings, quoted names and comments, which are skipped, and brackets. */
const tokens = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`|\/\*[\s\S]*?\*\/|[()[\]{}]/g

/** Finds the brackets of an expression that are never closed, innermost first. */
export function unclosedBrackets(text: string): Unclosed[] {
  const open: Unclosed[] = []
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const closing = closings.get(token)
    if (closing !== undefined) open.unshift({ index, bracket: token, closing })
    else if (token === open[0]?.closing) open.shift()
  }
  return open
}
