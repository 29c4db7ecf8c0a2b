import type { Cursor } from './cursor.ts'
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
  cursor.report('CM204', { start, end: cursor.end }, `\`${text}\` is not quoted`, { help: `write \`${meant}\``, meant })
  return text
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
