import type { Extra } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'

/** A part of a path that is hardly meant as a part of a key. */
export interface OddPart extends Pick<Extra, 'help' | 'meant'> {
  readonly message: string
  readonly span: Span
}

/** Signs that keys hardly have, and words and signs between what only an expression has. */
const operator =
  /\|\||&&|\?\?|\?:|==| (?:or|and|=|!=|[*+<>]) (?=["'$\d]|(?:properties|traits|context)[.[])| or (?<=[.\]][a-z_]\w* or )(?=[a-z_]\w*$)/

/** Blanks before or after a dot, or at an end. */
const blank = /(?<!\s)\s+(?=[.[]|$)|(?<=\.)\s+/

/** Finds an operator in a path, or a blank at the edge of a key. Quoted keys may have both. */
export function findOddPart(text: string): OddPart | undefined {
  const unquoted = text.replace(/\[(?:"[^"]*"|'[^']*')\]/g, quoted => '_'.repeat(quoted.length))
  const found = operator.exec(unquoted) ?? blank.exec(unquoted)
  if (found === null) return undefined
  const [{ length }] = found
  const word = found[0].trim()
  const span = { start: found.index, end: found.index + length }
  if (word === '')
    return { message: 'a blank at the edge of a key is part of the key', span, help: 'remove it', meant: '' }
  const help = 'for the first of several paths, use `@coalesce`; for an expression, `@jsonata`'
  return { message: `a path has no operators, so \`${word}\` is part of a key`, span, help }
}
