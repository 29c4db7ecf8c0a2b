import subscriptions from '@segment/destination-subscriptions'
import fc from 'fast-check'
import set from 'lodash-es/set.js'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { compileTrigger } from '../../src/api/languages.ts'
import { publishedTrigger } from '../../src/segment/published/trigger.ts'
import { findTriggerDifference } from '../../src/segment/triggerDifference.ts'
import { runs } from '../seed.ts'

const { parseFql, validate } = subscriptions

describe('finds an event that shows the difference', () => {
  test.each<[trigger: string, note: RegExp | undefined]>([
    ['type = "track" and event = "A" or event = "B"', /last `and` or `or`/],
    ['type = "page" or event = "a" and userId = "b"', /last `and` or `or`/],
    ['type = "track" and !(event = "A")', /`!` and `not`/],
    ['not event = "A"', /`!` and `not`/],
    ['type = "track" and messageId = "b"', /ignored: `messageId`/],
    ['type = "track" and properties.a != 5', /not a number is never/],
    ['!contains(properties.a, "x")', /unless the value is a string/],
    ['type = "track" and event in ["A", "B"]', /`in` is never true/],
    ["event = 'A'", /single quotes/],
    ['type = "page" OR event = "A"', /must be lower case/],
    ['type = "track" and (event = "A" or (event = "B" and userId = "u"))', /first `\)`|last `and`/],
    ['length(properties.items) > 2', undefined],
    ['lowercase(event) = "a"', undefined],
    ['"a" in properties.tags', undefined],
    // Only certain values at many paths together show a difference.
    [
      'type = "track" and properties.b = 5 and properties.g != "b" and event <= 5 and name != null and traits.i != "a" and !contains(traits.a, "b")',
      undefined,
    ],
    [
      'type = "track" and context.a = "b" and context.a = 5 or properties.b > 10 and properties.f > 10 and context.p.q != null and userId = 10 and properties.e = 5 and event != "b"',
      /last `and`/,
    ],
  ])('%s', (trigger, note) => {
    const difference = findTriggerDifference(trigger)!
    const { event, here, there, notes } = difference
    expect(compileTrigger(trigger)(event)).toBe(here)
    expect(validate(parseFql(trigger), event as Parameters<typeof validate>[1])).toBe(there)
    expect(here).not.toBe(there)
    if (note) expect(notes.join('\n')).toMatch(note)
  })
})

test.each([
  'type = "track" and event = "Order Completed"',
  'type = "identify" or type = "group"',
  '(type = "track" or type = "page") and properties.total >= 100',
  'type = "track" and match(event, "Trial *")',
  'traits.plan = null',
])('finds no difference: %s', trigger => {
  expect(findTriggerDifference(trigger)).toBeUndefined()
})

const paths = [
  ...['event', 'name', 'userId', 'properties.a', 'properties.b', 'properties.c.d', 'properties.e', 'properties.f'],
  ...['traits.a', 'traits.b', 'traits.c', 'context.a', 'context.b.c'],
]
const path = fc.constantFrom(...paths)
const clause = fc.oneof(
  fc.tuple(path, fc.constantFrom('=', '!='), fc.constantFrom('"a"', '5', 'true', 'null')).map(words => words.join(' ')),
  fc.tuple(path, fc.constantFrom('>', '<='), fc.constantFrom('5', '10')).map(words => words.join(' ')),
  fc.tuple(fc.constantFrom('contains', '!contains', 'match'), path).map(([name, path]) => `${name}(${path}, "a*")`),
)
const connected = fc.tuple(fc.constantFrom('and', 'and', 'and', 'or'), clause).map(words => words.join(' '))
const long = fc.array(connected, { minLength: 2, maxLength: 12 }).map(parts => ['type = "track"', ...parts].join(' '))
const value = fc.constantFrom<Json>('a', 'ba', '', '5', null, true, 0, 5, 11)
const event = fc
  .dictionary(path, value, { minKeys: 3, noNullPrototype: true })
  .map(values => Object.entries(values).reduce((event, [path, value]) => set(event, path, value), { type: 'track' }))

test('finds the differences of long triggers that random events show', () => {
  const events = fc.sample(event, 1000)
  let shown = 0
  fc.assert(
    fc.property(long, trigger => {
      const [here, there] = [compileTrigger(trigger), publishedTrigger(trigger)]
      if (!events.some(event => here(event as JsonObject) !== there(event))) return
      shown++
      expect(findTriggerDifference(trigger)).toBeDefined()
    }),
    { numRuns: runs(40) },
  )
  expect(shown).toBeGreaterThan(runs(10))
})
