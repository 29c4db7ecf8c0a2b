import type { Cursor } from './cursor.ts'
import { roots } from './roots.ts'
import type { Scalar } from './trigger.ts'

/** Parses a list between the brackets `begins` and `ends`. */
export function parseList(cursor: Cursor, begins = '[', ends: ']' | ')' = ']'): Scalar[] {
  if (!cursor.take(begins)) cursor.fail('expected `[` and a list of values', 'write `event in ["a", "b"]`')
  const values: Scalar[] = []
  if (cursor.take(ends)) return values
  do values.push(parseScalar(cursor))
  while (cursor.take(','))
  close(cursor, ends)
  return values
}

export function parseScalar(cursor: Cursor): Scalar {
  const value = takeScalar(cursor)
  if (value !== undefined) return value
  if (cursor.peek().kind !== 'path') cursor.fail('expected a value')
  return parseUnquoted(cursor)
}

/** Reports words without quotes, and reads them as a string. */
function parseUnquoted(cursor: Cursor): string {
  const { start } = cursor.peek().span
  do cursor.advance()
  while ((cursor.peek().kind === 'path' || cursor.peek().kind === 'number') && !startsNext(cursor))
  const text = cursor.text.slice(start, cursor.end)
  const meant = JSON.stringify(text)
  const span = { start, end: cursor.end }
  if (nothing.has(text.toLowerCase())) {
    const help = `write \`null\`, or \`${meant}\` for the string`
    const message = `\`${text}\` is not a value of triggers`
    cursor.rewrite('CM204', span, message, { start, text: 'null', isCertain: false, help })
  } else if (isPath(text)) {
    const message = `triggers compare with a value, not with another field: \`${text}\``
    cursor.report('CM204', span, message, { help: `write \`${meant}\` for the string` })
  } else cursor.report('CM204', span, `\`${text}\` is not quoted`, { help: `write \`${meant}\``, meant })
  return text
}

const nothing: ReadonlySet<string> = new Set(['none', 'nil', 'undefined'])

/** True for words that look like a path of the event. */
function isPath(text: string): boolean {
  const [root = '', ...keys] = text.split(/[.[]/)
  return keys.length > 0 && roots.has(root)
}

/** True if the next word starts another clause, whose `and` was forgotten. */
function startsNext(cursor: Cursor): boolean {
  return ['in', '(', '=', '!=', '<', '<=', '>', '>='].some(sign => cursor.sees(sign, 1))
}

export function takeScalar(cursor: Cursor): Scalar | undefined {
  const token = cursor.peek()
  if (token.kind === 'string' || token.kind === 'number') {
    cursor.advance()
    return token.value
  }
  if (cursor.take('null')) return null
  if (cursor.take('true')) return true
  if (cursor.take('false')) return false
  return undefined
}

export function close(cursor: Cursor, sign: ')' | ']'): void {
  if (!cursor.take(sign)) cursor.fail(`expected \`${sign}\``)
}
