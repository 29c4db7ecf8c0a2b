import { type DiagnosticBag, type Extra, near } from '../diagnostics/index.ts'
import { describeKind, type Pointer } from '../value/index.ts'
import { findContradiction } from './contradiction.ts'
import { Cursor, foreign, Unreadable } from './cursor.ts'
import { knownTypes, type Literal } from './literal.ts'
import { parseClause } from './parseClause.ts'
import { printOperand, printTrigger } from './print.ts'
import type { Trigger } from './trigger.ts'

const maxLength = 100_000

/**
 * Parses a trigger. Every mistake goes to `problems` (at `at`, with its span); a trigger with a mistake is `undefined`.
 *
 * @example parseTrigger('type = "track" and properties.total >= 100', problems, '/trigger')
 */
export function parseTrigger(text: unknown, problems: DiagnosticBag, at: Pointer): Trigger | undefined {
  if (typeof text !== 'string') {
    problems.add('CM101', at, `a trigger is a string, not ${describeKind(text)}`)
    return undefined
  }
  if (text.length > maxLength) {
    problems.add('CM206', at, `a trigger has at most ${maxLength} characters, this one has ${text.length}`)
    return undefined
  }
  const cursor = new Cursor(text, problems, at)
  if (cursor.peek().kind === 'end') {
    cursor.report('CM201', cursor.peek().span, 'the trigger is empty', {
      help: 'name the events to match: `type = "track"`',
    })
    return undefined
  }
  const trigger = or(cursor)
  if (cursor.sees(')')) cursor.report('CM201', cursor.peek().span, 'this `)` closes nothing')
  if (!trigger || cursor.failed) return undefined
  const literals = findContradiction(trigger)
  if (literals) problems.add('CM203', at, neverTrue(literals), clash(at, literals))
  return trigger
}

/** Marks the last literal, with the others that contradict it. */
function clash(at: Pointer, literals: readonly Literal[]): Extra {
  const others = literals.slice(0, -1).slice(0, 3)
  return {
    span: literals.at(-1)?.clause.span,
    label: others.length > 0 ? 'cannot also be true' : 'never true',
    ...nearType(literals),
    related: others.map(({ clause }) => ({ at, span: clause.span, message: 'if this is true' })),
  }
}

/** Suggests a call type for a misspelt one. */
function nearType(literals: readonly Literal[]): Extra {
  const { clause, outcome } = literals.at(-1)!
  const isType = clause.kind === 'comparison' && printOperand(clause.operand) === 'type' && clause.operator === '='
  if (!outcome || !isType || typeof clause.value !== 'string' || knownTypes.includes(clause.value)) return {}
  const { help, meant } = near(clause.value, knownTypes)
  return { help, meant: meant && `type = "${meant}"` }
}

function neverTrue(literals: readonly Literal[]): string {
  const texts = literals.slice(0, 4).map(({ clause, outcome }) => {
    const text = printTrigger(clause)
    return outcome ? `\`${text}\`` : `\`!(${text})\``
  })
  if (literals.length > texts.length) texts.push('…')
  return `this trigger can never be true: no event satisfies ${texts.join(' and ')}`
}

function or(cursor: Cursor): Trigger | undefined {
  return list(cursor, 'or', and)
}

function and(cursor: Cursor): Trigger | undefined {
  return list(cursor, 'and', unary)
}

/** Parses parts with a connective between them. Nested lists of the same kind are flattened. */
function list(
  cursor: Cursor,
  kind: 'and' | 'or',
  readPart: (cursor: Cursor) => Trigger | undefined,
): Trigger | undefined {
  const { start } = cursor.peek().span
  const parts: Trigger[] = []
  do {
    const part = readPart(cursor)
    // A list may be too long for the arguments of one call.
    if (part) for (const one of part.kind === kind ? part.parts : [part]) parts.push(one)
  } while (connective(cursor, kind))
  return parts.length > 1 ? { kind, parts, span: { start, end: cursor.end } } : parts[0]
}

function connective(cursor: Cursor, kind: 'and' | 'or'): boolean {
  if (cursor.take(kind)) return true
  const token = cursor.peek()
  if (token.kind !== 'sign' || foreign.get(token.text) !== kind) return false
  cursor.translate(token.text, kind)
  return true
}

/** Parses one part of a list. After a mistake, parsing continues at the next part. */
function unary(cursor: Cursor): Trigger | undefined {
  const { place } = cursor
  try {
    const { start } = cursor.peek().span
    if (cursor.take('!') || cursor.take('not')) {
      const part = cursor.nested(() => unary(cursor))
      return part && { kind: 'not', part, span: { start, end: cursor.end } }
    }
    const part = cursor.sees('(') ? group(cursor) : parseClause(cursor)
    if (!endsPart(cursor)) cursor.fail('expected `and` or `or`')
    return part
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    cursor.skipClause(place)
    return undefined
  }
}

function group(cursor: Cursor): Trigger | undefined {
  const { span } = cursor.peek()
  cursor.advance()
  const trigger = cursor.nested(() => or(cursor))
  if (!cursor.take(')')) cursor.report('CM201', span, 'this `(` is not closed')
  return trigger
}

function endsPart(cursor: Cursor): boolean {
  const token = cursor.peek()
  if (token.kind === 'end') return true
  if (token.kind !== 'sign' && token.kind !== 'keyword') return false
  const text = foreign.get(token.text) ?? token.text
  return text === 'and' || text === 'or' || text === ')'
}
