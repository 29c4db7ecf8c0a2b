import { near } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'
import { printPath } from '../value/index.ts'
import { type Cursor, foreign, Unreadable } from './cursor.ts'
import { parseGlob } from './glob.ts'
import { printOperand } from './print.ts'
import { roots } from './roots.ts'
import {
  type Clause,
  type FunctionName,
  functionNames,
  type Operand,
  type Operator,
  type Scalar,
  type TestName,
  testNames,
} from './trigger.ts'

const tests: ReadonlySet<string> = new Set(testNames)
const functions: ReadonlySet<string> = new Set(functionNames)
const equalities: ReadonlySet<string> = new Set<Operator>(['=', '!='])
const orders: ReadonlySet<string> = new Set<Operator>(['<', '<=', '>', '>='])

const pathHelp = 'a path starts with a field of the call, as in `properties.total` or `traits.email`'

/** Reads one clause, or reports why it cannot be read and throws `Unreadable`. */
export function parseClause(cursor: Cursor): Clause {
  const { start } = cursor.peek().span
  const span = (): Span => ({ start, end: cursor.end })
  const value = takeScalar(cursor)
  if (value !== undefined) {
    if (!cursor.take('in')) cursor.fail('expected `in`', 'a comparison starts with a path: `event = "x"`')
    const operand = parseOperand(cursor)
    return { kind: 'has', value, operand, span: span() }
  }
  const test = takeCall(cursor, tests)
  if (test !== undefined) return { kind: test as TestName, ...parseTestArguments(cursor, test), span: span() }

  const operand = parseOperand(cursor)
  if (cursor.take('in')) return { kind: 'in', operand, values: parseList(cursor), span: span() }
  const operator = parseOperator(cursor, operand)
  const expected = parseScalar(cursor)
  if (orders.has(operator) && typeof expected !== 'number' && typeof expected !== 'string') {
    cursor.report('CM201', span(), `\`${operator}\` compares with a number or a string, not with ${expected}`)
  }
  return { kind: 'comparison', operand, operator, value: expected, span: span() }
}

function parseTestArguments(cursor: Cursor, name: string): { operand: Operand; text: string } {
  const form = `${name}(path, "text")`
  if (cursor.peek().kind === 'string') cursor.fail('the path comes first', `write \`${form}\``)
  const operand = parseOperand(cursor)
  if (!cursor.take(',')) cursor.fail('expected `,`', `write \`${form}\``)
  const token = cursor.peek()
  if (token.kind !== 'string') cursor.fail('expected a quoted text', `write \`${form}\``)
  cursor.advance()
  if (name === 'match' && !parseGlob(token.value)) {
    const help = 'close the bracket, or write `\\[` for the character itself'
    cursor.report('CM201', token.span, 'a `[` of this pattern holds nothing that could match', { help })
  }
  close(cursor, ')')
  return { operand, text: token.value }
}

/** A path, or a function of one. */
function parseOperand(cursor: Cursor): Operand {
  const name = takeCall(cursor, functions)
  if (name !== undefined) {
    const operand = cursor.nested(() => parseOperand(cursor))
    close(cursor, ')')
    return { kind: name as FunctionName, operand }
  }
  const token = cursor.peek()
  if (token.kind !== 'path') cursor.fail('expected a path of the event')
  cursor.advance()
  const root = token.path[0] as string
  if (cursor.sees('(')) {
    const extra = near(root, [...tests, ...functions])
    cursor.report('CM205', token.span, `\`${root}\` is not a function of triggers`, extra)
    throw new Unreadable()
  }
  if (!roots.has(root)) {
    const { help = pathHelp, meant } = near(root, roots)
    const path = meant === undefined ? undefined : printPath([meant, ...token.path.slice(1)])
    cursor.report('CM301', token.span, `\`${printPath(token.path)}\` is not a field of any call`, { help, meant: path })
  }
  return { kind: 'path', path: token.path }
}

/** Reads `name(` if it is next and one of `names`. */
function takeCall(cursor: Cursor, names: ReadonlySet<string>): string | undefined {
  const token = cursor.peek()
  if (token.kind !== 'path' || token.path.length > 1) return undefined
  const [name] = token.path
  if (name === undefined || !names.has(name) || !cursor.sees('(', 1)) return undefined
  cursor.advance()
  cursor.advance()
  return name
}

function parseOperator(cursor: Cursor, operand: Operand): Operator {
  const token = cursor.peek()
  if (token.kind === 'sign') {
    const operator = foreign.get(token.text) ?? token.text
    if (equalities.has(operator) || orders.has(operator)) {
      if (operator === token.text) cursor.advance()
      else cursor.translate(token.text, operator)
      return operator as Operator
    }
  }
  const subject = printOperand(operand)
  cursor.fail(`expected an operator after \`${subject}\``, `write \`${subject} != null\` if it need only be there`)
}

function parseList(cursor: Cursor): Scalar[] {
  if (!cursor.take('[')) cursor.fail('expected `[` and a list of values')
  const values: Scalar[] = []
  if (cursor.take(']')) return values
  do values.push(parseScalar(cursor))
  while (cursor.take(','))
  close(cursor, ']')
  return values
}

function parseScalar(cursor: Cursor): Scalar {
  const value = takeScalar(cursor)
  if (value !== undefined) return value
  if (cursor.peek().kind !== 'path') cursor.fail('expected a value')
  return parseUnquoted(cursor)
}

/** Words where a value belongs: reported, and read as the text they were meant to be. */
function parseUnquoted(cursor: Cursor): string {
  const { start } = cursor.peek().span
  do cursor.advance()
  while ((cursor.peek().kind === 'path' || cursor.peek().kind === 'number') && !startsNext(cursor))
  const text = cursor.text.slice(start, cursor.end)
  const meant = JSON.stringify(text)
  cursor.report('CM204', { start, end: cursor.end }, `\`${text}\` is not quoted`, { help: `write \`${meant}\``, meant })
  return text
}

/** Whether the next word is the operand of the next clause, whose `and` was forgotten. */
function startsNext(cursor: Cursor): boolean {
  return ['in', '(', ...equalities, ...orders].some(sign => cursor.sees(sign, 1))
}

function takeScalar(cursor: Cursor): Scalar | undefined {
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

function close(cursor: Cursor, sign: ')' | ']'): void {
  if (!cursor.take(sign)) cursor.fail(`expected \`${sign}\``)
}
