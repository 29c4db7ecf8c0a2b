import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { compileTrigger, findDispatch, parseTrigger, printTrigger, type Trigger } from '../../src/trigger/index.ts'
import { anyCharacter } from '../anyCharacter.ts'
import { runs } from '../seed.ts'

const span = { start: 0, end: 0 }
const word = fc.constantFrom('a', 'b', 'Order', 'a*', '[', "it's", '"', '\\', '\\*', 'é\u2028', '')
const scalar = fc.oneof(
  word,
  fc.constantFrom(null, true, false),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0),
)
const key = fc.constantFrom('a', 'b', 'a.b', '0', '00', '__proto__', 'in', 'naïve', 'x y', 'it\'s "q"', '\\', '')
const path = fc.oneof(
  fc.constantFrom(['type'], ['event'], ['userId']),
  fc
    .tuple(fc.constantFrom('properties', 'traits', 'context'), fc.array(key, { maxLength: 3 }))
    .map(([root, keys]) => [root, ...keys]),
)
const { operand } = fc.letrec<{ operand: Operand }>(tie => ({
  operand: fc.oneof(
    { weight: 4, arbitrary: path.map(path => ({ kind: 'path' as const, path })) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('length' as const, 'lowercase' as const, 'uppercase' as const, 'typeof' as const),
        operand: tie('operand'),
      }),
    },
  ),
}))
type Clause = Extract<Trigger, { operand: unknown }>
type Operand = Clause['operand']

const clause: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({
    kind: fc.constant('comparison' as const),
    operand,
    operator: fc.constantFrom('=' as const, '!=' as const),
    value: scalar,
    span: fc.constant(span),
  }),
  fc.record({
    kind: fc.constant('comparison' as const),
    operand,
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    value: scalar.filter(value => typeof value === 'string' || typeof value === 'number'),
    span: fc.constant(span),
  }),
  fc.record({ kind: fc.constant('in' as const), operand, values: fc.array(scalar), span: fc.constant(span) }),
  fc.record({ kind: fc.constant('has' as const), operand, value: scalar, span: fc.constant(span) }),
  fc.record({ kind: fc.constant('contains' as const), operand, text: word, span: fc.constant(span) }),
  fc.record({
    kind: fc.constant('match' as const),
    operand,
    text: fc.constantFrom('a*', '*', 'O?d*', '\\*', '[a-b]', "it's", ''),
    span: fc.constant(span),
  }),
)
const { trigger } = fc.letrec<{ trigger: Trigger }>(tie => ({
  trigger: fc.oneof(
    { maxDepth: 4 },
    clause,
    fc.record({ kind: fc.constant('not' as const), part: tie('trigger'), span: fc.constant(span) }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('trigger'), { minLength: 2, maxLength: 4 }),
      span: fc.constant(span),
    }),
  ),
}))

const value: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value
const event = fc.record(
  {
    type: fc.oneof(fc.constantFrom('track', 'page', 'a'), value),
    event: value,
    userId: value,
    properties: value,
    traits: value,
    context: value,
  },
  { requiredKeys: [], noNullPrototype: true },
)

function parse(text: string): Trigger | undefined {
  return parseTrigger(text, new DiagnosticBag(), '')
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

/** The semantics once more, as plainly as can be. */
function evaluate(trigger: Trigger, event: object): boolean {
  switch (trigger.kind) {
    case 'and':
      return trigger.parts.every(part => evaluate(part, event))
    case 'or':
      return trigger.parts.some(part => evaluate(part, event))
    case 'not':
      return !evaluate(trigger.part, event)
  }
  const actual = operandValue(trigger.operand, event)
  switch (trigger.kind) {
    case 'comparison': {
      const { operator, value } = trigger
      if (operator === '=') return actual === value
      if (operator === '!=') return actual !== value
      if (actual === null || value === null || typeof actual !== typeof value) return false
      const [left, right] = [actual as number, value as number]
      return { '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[operator]
    }
    case 'in':
      return trigger.values.some(value => value === actual)
    case 'has':
      return Array.isArray(actual) && actual.some(item => item === trigger.value)
    case 'contains':
      return typeof actual === 'string' && actual.includes(trigger.text)
    case 'match': {
      const pattern = trigger.text === '\\*' ? '\\*' : trigger.text.replace('*', '[^]*').replace('?', '[^]')
      return typeof actual === 'string' && new RegExp(`^${pattern}$`, 'u').test(actual)
    }
  }
}

/** The value of an operand, where absent is null. */
function operandValue(operand: Operand, event: object): unknown {
  if (operand.kind === 'path') {
    let value: unknown = event
    for (const key of operand.path) {
      const inside = typeof value === 'object' && value !== null
      value = inside ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
    }
    return value ?? null
  }
  const value = operandValue(operand.operand, event)
  switch (operand.kind) {
    case 'length':
      if (value === null) return 0
      if (typeof value === 'string') return Buffer.byteLength(value)
      return Array.isArray(value) ? value.length : null
    case 'lowercase':
      return typeof value === 'string' ? value.toLowerCase() : null
    case 'uppercase':
      return typeof value === 'string' ? value.toUpperCase() : null
    case 'typeof':
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'list'
      return typeof value === 'boolean' ? 'bool' : typeof value
  }
}

it('a printed trigger parses to the same trigger, and prints the same', () => {
  fc.assert(
    fc.property(trigger, fc.array(event, { maxLength: 3 }), (trigger, events) => {
      const text = printTrigger(trigger)
      const again = parse(text)
      expect(again && printTrigger(again)).toBe(text)
      for (const event of events) expect(evaluate(again!, event)).toBe(evaluate(trigger, event))
    }),
  )
})

it('a compiled trigger follows the reference semantics, and never writes to an event', () => {
  fc.assert(
    fc.property(trigger, fc.array(event, { minLength: 1, maxLength: 5 }), (trigger, events) => {
      const decide = compileTrigger(printTrigger(trigger))
      for (const event of events) expect(decide(deepFreeze(event))).toBe(evaluate(trigger, event))
    }),
    { numRuns: runs(400) },
  )
})

it('dispatch omits a subscription only if its trigger is false', () => {
  fc.assert(
    fc.property(trigger, fc.array(event, { minLength: 1, maxLength: 5 }), (trigger, events) => {
      const { types, events: names } = findDispatch(trigger)
      for (const event of events) {
        const left =
          (types && !types.includes(event.type as string)) || (names && !names.includes(event.event as string))
        if (left) expect(evaluate(trigger, event)).toBe(false)
      }
    }),
    { numRuns: runs(400) },
  )
})

it('a trigger that is reported as never true is never true', () => {
  const calls = event.map(event => ({ ...event, type: 'track' }))
  fc.assert(
    fc.property(trigger, fc.array(calls, { minLength: 1, maxLength: 5 }), (trigger, events) => {
      const problems = new DiagnosticBag()
      parseTrigger(printTrigger(trigger), problems, '')
      if (problems.list.length > 0) for (const event of events) expect(evaluate(trigger, event)).toBe(false)
    }),
    { numRuns: runs(400) },
  )
})

it('random strings parse or have diagnostics, and never throw', () => {
  const piece = fc.constantFrom(
    ...['and', 'or', 'not', '!', '(', ')', '[', ']', ',', '=', '!=', '>', '==', 'in', 'null', '"a"', "'", '5', '-'],
    ...['type', 'properties.a', 'properties[0]', 'match(', 'contains(', 'length(', '.', '\\', ' ', '&&', '😀', '\n'],
  )
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.array(piece).map(pieces => pieces.join(' ')),
  )
  fc.assert(
    fc.property(text, text => {
      const problems = new DiagnosticBag()
      const trigger = parseTrigger(text, problems, '')
      expect(problems.errors.length > 0).toBe(trigger === undefined)
      for (const { span } of problems.list) {
        expect(span && 0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true)
      }
    }),
    { numRuns: runs(400) },
  )
})
