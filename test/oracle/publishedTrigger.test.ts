import subscriptions from '@segment/destination-subscriptions'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { publishedTrigger } from '../../src/segment/published/trigger.ts'
import { runs } from '../seed.ts'

const { parseFql, validate } = subscriptions

// Any sequence of the words of triggers, well formed or not: the model has to be wrong where the package is.
const word = fc.constantFrom(
  ...[
    'type',
    'event',
    'name',
    'userId',
    'properties.a',
    'properties.c.d',
    'traits.a',
    'context.a',
    'messageId',
    'properties',
  ],
  ...['=', '!=', '<', '<=', '>', '>=', '!', 'not', 'in', 'and', 'or', 'AND', '(', ')', '[', ']', ',', '==', '&&'],
  ...[
    '"a"',
    "'a'",
    '"5"',
    '5',
    '-1.5',
    'true',
    'false',
    'null',
    'a',
    '"a*"',
    '"*a"',
    '$x',
    'contains(properties.a, "a")',
  ],
  ...[
    '!contains(event, "a")',
    'match(traits.a, "a*")',
    '!match(name, "*a")',
    'contains(type, "a")',
    'match(',
    '!(',
    '()',
  ],
)
const clause = fc.constantFrom(
  ...[
    'type = "a"',
    'event != "a"',
    'properties.a = 5',
    'properties.a != 5',
    'userId = null',
    'traits.a = true',
    'name >= 5',
  ],
  ...['!(type = "a")', '(event = "a" or type = "a")', 'messageId = "a"', 'properties.c.d != null', 'not type = "a"'],
)
const text = fc.oneof(
  fc.tuple(fc.array(word, { maxLength: 8 }), fc.constantFrom(' ', '')).map(([words, glue]) => words.join(glue)),
  fc
    .array(clause, { minLength: 1, maxLength: 4 })
    .chain(clauses =>
      fc
        .array(fc.constantFrom(' and ', ' or '), { minLength: 4, maxLength: 4 })
        .map(glue => clauses.map((part, i) => part + (i < clauses.length - 1 ? glue[i] : '')).join('')),
    ),
)
const value = fc.constantFrom('a', 'ab', '5', null, true, false, 5, 0, -1.5, 'eos', "'a'", '', ['a'], { d: 'a' })
const bag = fc.record(
  { a: value, c: fc.oneof(value, fc.record({ d: value })), properties: value },
  { requiredKeys: [] },
)
const event = fc.record(
  {
    type: value,
    event: value,
    name: value,
    userId: value,
    messageId: value,
    properties: bag,
    traits: bag,
    context: bag,
  },
  { requiredKeys: [] },
)

it('the model has the results of the package for random triggers', () => {
  fc.assert(
    fc.property(text, fc.array(event, { minLength: 1, maxLength: 4 }), (trigger, events) => {
      const decide = publishedTrigger(trigger)
      const published = parseFql(trigger)
      for (const event of events) {
        let expected: boolean | undefined
        try {
          expected = validate(published, event as Parameters<typeof validate>[1])
        } catch {
          expected = undefined
        }
        expect(decide(event)).toBe(expected)
      }
    }),
    { numRuns: runs(1000) },
  )
})
