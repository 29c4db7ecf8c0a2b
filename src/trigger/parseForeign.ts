import { suggest } from '../text/index.ts'
import { printPath } from '../value/index.ts'
import { type Cursor, foreign, Unreadable } from './cursor.ts'
import { type ForeignOperator, foreignOperators, inParentheses, mostWords, translate } from './foreignOperators.ts'
import { close, parseList, parseScalar, takeScalar } from './parseValue.ts'
import type { Token } from './tokens.ts'
import type { Scalar } from './trigger.ts'

/**
 * Reads an operator of another language, with its values, after the path that starts at `start`, and reports the
 * translation. Reads nothing if there is no such operator.
 */
export function takeForeignOperator(cursor: Cursor, start: number): boolean {
  const found = operatorAhead(cursor)
  if (found === undefined) return false
  const path = cursor.text.slice(start, cursor.end)
  const { span } = cursor.peek()
  for (let i = 0; i < found.words; i++) cursor.advance()
  const name = cursor.text.slice(span.start, cursor.end)
  const at = { start: span.start, end: found.meaning.takes === 'list' ? span.end : cursor.end }
  const isIn = found.meaning === inParentheses
  const message = isIn ? 'a list is written in brackets' : `triggers have no operator \`${name}\``
  if (!hasValue(cursor, found.meaning)) {
    cursor.report('CM201', at, message, { help: `write \`${translate(found.meaning, path, 'x', 'y')}\`` })
    throw new Unreadable()
  }
  const values = parseValues(cursor, found.meaning)
  const text = translate(found.meaning, path, ...values)
  const forList = isList.test(path) ? found.meaning.writeForList?.(path, JSON.stringify(values[0])) : undefined
  const help = forList && `write \`${text}\`, or \`${forList}\` if it is a list`
  const isCertain = found.isCertain && forList === undefined
  if (text !== undefined) cursor.rewrite('CM201', at, message, { start, text, isCertain, ...(help && { help }) })
  else cursor.report('CM201', at, message, { help: `write \`match(${path}, "a*")\`, where \`*\` is any string` })
  return true
}

/** True for a path that may lead to a list. */
const isList = /^(?:properties|traits|context)\W/

/** Reads a word like `exists` before a path, and reports the translation. */
export function takeForeignPrefix(cursor: Cursor): boolean {
  const token = cursor.peek()
  const meaning = token.kind === 'path' ? foreignOperators.get(printPath(token.path).toLowerCase()) : undefined
  const next = cursor.ahead(1)
  if (meaning?.takes !== 'nothing' || next?.kind !== 'path') return false
  cursor.advance()
  const path = cursor.text.slice(next.span.start, next.span.end)
  const text = translate(meaning, path) as string
  const message = `triggers have no operator \`${cursor.text.slice(token.span.start, token.span.end)}\``
  cursor.rewrite('CM201', token.span, message, { start: token.span.start, end: next.span.end, text, isCertain: true })
  return true
}

/** Reads the call of a function that is an operator in triggers, and reports the translation. */
export function takeForeignCall(cursor: Cursor, name: Extract<Token, { kind: 'path' }>): boolean {
  const { length } = name.path
  const meaning = foreignOperators.get(name.path[length - 1]!.toLowerCase())
  if (meaning === undefined || meaning.takes === 'range' || meaning.takes === 'list') return false
  cursor.advance()
  const first = cursor.peek()
  const isMethod = length > 1
  if (!isMethod && first.kind !== 'path') return false
  if (!isMethod) cursor.advance()
  const path = isMethod ? printPath(name.path.slice(0, -1)) : cursor.text.slice(first.span.start, first.span.end)
  if (!isMethod && meaning.takes === 'value' && !cursor.take(',')) return false
  const value = meaning.takes === 'value' ? takeScalar(cursor) : undefined
  if (meaning.takes === 'value' && value === undefined) return false
  close(cursor, ')')
  const text = translate(meaning, path, ...(value === undefined ? [] : [value]))
  if (text === undefined) return false
  const message = `\`${printPath(name.path)}\` is not a function of triggers`
  cursor.rewrite('CM205', name.span, message, { start: name.span.start, text, isCertain: meaning.isCertain })
  return true
}

interface Found {
  readonly words: number
  readonly meaning: ForeignOperator
  readonly isCertain: boolean
}

/** Finds the longest operator of another language that comes next, also if it is misspelt. */
function operatorAhead(cursor: Cursor): Found | undefined {
  if (cursor.sees('in') && cursor.sees('(', 1)) return { words: 1, meaning: inParentheses, isCertain: true }
  const words: string[] = []
  for (let i = 0; i < mostWords; i++) {
    const word = readWord(cursor, i)
    if (word === undefined) break
    words.push(word)
  }
  for (let count = words.length; count > 0; count--) {
    const meaning = foreignOperators.get(words.slice(0, count).join(' '))
    if (meaning) return { words: count, meaning, isCertain: meaning.isCertain }
  }
  const [first = ''] = words
  const meant = first.length > 3 ? suggest(first, foreignOperators.keys()) : undefined
  return meant === undefined ? undefined : { words: 1, meaning: foreignOperators.get(meant)!, isCertain: false }
}

/** Returns a word or sign that may belong to an operator. */
function readWord(cursor: Cursor, ahead: number): string | undefined {
  const token = cursor.ahead(ahead)
  if (token === undefined) return undefined
  const text = cursor.text.slice(token.span.start, token.span.end).toLowerCase()
  if (token.kind === 'path') return token.path.length === 1 ? text : undefined
  if (token.kind === 'sign')
    return text === '!' ? 'not' : foreign.has(text) || text === '(' || text === ')' ? undefined : text
  return token.kind === 'keyword' && text !== 'and' && text !== 'or' ? text : undefined
}

function hasValue(cursor: Cursor, { takes }: ForeignOperator): boolean {
  if (takes === 'nothing') return true
  if (takes === 'list') return cursor.sees('[') || cursor.sees('(')
  const { kind } = cursor.peek()
  return (
    kind === 'string' ||
    kind === 'number' ||
    kind === 'path' ||
    ['null', 'true', 'false'].some(word => cursor.sees(word))
  )
}

function parseValues(cursor: Cursor, { takes }: ForeignOperator): Scalar[] {
  if (takes === 'nothing') return []
  if (takes === 'list') return cursor.sees('(') ? parseList(cursor, '(', ')') : parseList(cursor)
  const first = parseScalar(cursor)
  if (takes === 'value') return [first]
  if (!cursor.take('and')) cursor.fail('expected `and`')
  return [first, parseScalar(cursor)]
}
