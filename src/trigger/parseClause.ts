import { nearIn } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'
import { printPath } from '../value/index.ts'
import { type Cursor, foreign, Unreadable } from './cursor.ts'
import { maxPatternLength, parseGlob } from './glob.ts'
import { takeForeignCall, takeForeignOperator, takeForeignPrefix } from './parseForeign.ts'
import { close, parseList, parseScalar, takeScalar } from './parseValue.ts'
import { printOperand } from './print.ts'
import { nearRoot, roots } from './roots.ts'
import type { Token } from './tokens.ts'
import {
  type Clause,
  type FunctionName,
  functionNames,
  type Operand,
  type Operator,
  type TestName,
  testNames,
} from './trigger.ts'

const tests: ReadonlySet<string> = new Set(testNames)
const functions: ReadonlySet<string> = new Set(functionNames)
const equalities: ReadonlySet<string> = new Set<Operator>(['=', '!='])
const orders: ReadonlySet<string> = new Set<Operator>(['<', '<=', '>', '>='])

const pathHelp = 'a path starts with a field of the call, as in `properties.total` or `traits.email`'

/** Parses one clause. @throws Unreadable after the problem is reported. */
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

  const prefixed = takeForeignPrefix(cursor)
  const operand = parseOperand(cursor)
  if (prefixed || takeForeignOperator(cursor, start)) return { kind: 'in', operand, values: [], span: span() }
  if (cursor.take('in')) return { kind: 'in', operand, values: parseList(cursor), span: span() }
  const operator = parseOperator(cursor, operand)
  const expected = parseScalar(cursor)
  refuseGroups(cursor)
  if (orders.has(operator) && typeof expected !== 'number' && typeof expected !== 'string') {
    cursor.report('CM201', span(), `\`${operator}\` compares with a number or a string, not with ${expected}`)
  }
  return { kind: 'comparison', operand, operator, value: expected, span: span() }
}

/** Reports a number with commas between its digits. */
function refuseGroups(cursor: Cursor): void {
  const { end } = cursor
  const groups = cursor.sees(',') ? /^(?:,\d{3})+(?!\d)/.exec(cursor.text.slice(end))?.[0] : undefined
  const digits = groups && /(?<![\d.])\d{1,3}$/.exec(cursor.text.slice(0, end))?.[0]
  if (groups === undefined || digits === undefined) return
  const start = end - digits.length
  while (cursor.end < end + groups.length) cursor.advance()
  const text = (digits + groups).replaceAll(',', '')
  const message = `\`${digits}${groups}\` is not a number of triggers`
  cursor.rewrite('CM201', { start, end: cursor.end }, message, { start, text, isCertain: false })
}

function parseTestArguments(cursor: Cursor, name: string): { operand: Operand; text: string } {
  const form = `${name}(path, "text")`
  if (cursor.peek().kind === 'string') cursor.fail('the path comes first', `write \`${form}\``)
  const operand = parseOperand(cursor)
  if (!cursor.take(',')) cursor.fail('expected `,`', `write \`${form}\``)
  const token = cursor.peek()
  if (token.kind !== 'string') cursor.fail('expected a string in quotes', `write \`${form}\``)
  cursor.advance()
  if (name === 'match' && token.value.length > maxPatternLength) {
    const message = `a pattern has at most ${maxPatternLength} characters, this one has ${token.value.length}`
    cursor.report('CM206', token.span, message)
  } else if (name === 'match' && !parseGlob(token.value)) {
    const help = 'close the bracket, or write `\\[` for the character itself'
    cursor.report('CM201', token.span, 'a `[` of this pattern cannot match any character', { help })
  }
  close(cursor, ')')
  return { operand, text: token.value }
}

/** Parses a path, or a function of a path. */
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
  if (cursor.sees('(')) failCall(cursor, token)
  if (!roots.has(token.path[0]!)) reportRoot(cursor, token)
  return { kind: 'path', path: token.path }
}

type PathToken = Extract<Token, { kind: 'path' }>

function reportRoot(cursor: Cursor, { path, span }: PathToken): void {
  const [root = '', ...keys] = path
  const message = `\`${printPath(path)}\` is not a field of any call`
  const [, word = '', sign] = /^(\w+)([:~])$/.exec(root) ?? []
  if (keys.length === 0 && roots.has(word)) {
    const [help, meant] = sign === ':' ? [`write \`${word} = …\``, `${word} =`] : [`write \`match(${word}, "a*")\``]
    cursor.report('CM202', span, `\`${sign}\` is not part of a trigger`, { help, meant })
    throw new Unreadable()
  }
  const { help = pathHelp, meant } = nearRoot(path)
  const instead = meant === '' ? keys : [meant ?? root, ...keys]
  cursor.report('CM301', span, message, { help, meant: meant === undefined ? undefined : printPath(instead) })
}

/** Reports the call of an unknown function, which may be one of another language, or a method of a value. */
function failCall(cursor: Cursor, name: PathToken): never {
  const { help, meant } = nearIn('trigger', name.path.at(-1)!, [...tests, ...functions])
  const message = `\`${printPath(name.path)}\` is not a function of triggers`
  const subject = printPath(name.path.slice(0, -1))
  if (subject === '' && meant !== undefined) cursor.report('CM205', name.span, message, { help, meant })
  else if (!takeForeignCall(cursor, name)) {
    const call = subject === '' || meant === undefined ? help : `write \`${meant}(${subject})\``
    cursor.report('CM205', name.span, message, { help: call })
  }
  throw new Unreadable()
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
  failBare(cursor, printOperand(operand))
}

/** Reports a path without a comparison. */
function failBare(cursor: Cursor, subject: string): never {
  const { kind, span } = cursor.peek()
  const isLast = kind === 'end' || ['and', 'or', ')', ...foreign.keys()].some(sign => cursor.sees(sign))
  if (!isLast) cursor.fail(`expected an operator after \`${subject}\``, operators)
  const isFlag = /^(?:properties|traits|context)\W/.test(subject)
  const text = isFlag ? ' = true' : subject.startsWith('length(') ? ' > 0' : ' != null'
  const either = isFlag ? `, or \`${subject} != null\`` : ''
  const help = `write \`${subject}${text}\`${either}${text === ' > 0' ? '' : ' to test that it is present'}`
  const message = `\`${subject}\` has no comparison`
  cursor.rewrite('CM201', span, message, { start: cursor.end, text, isCertain: false, help })
  throw new Unreadable()
}

const operators =
  'the operators are `=`, `!=`, `<`, `<=`, `>`, `>=` and `in`; `contains(path, "text")` and `match(path, "a*")` are calls'
