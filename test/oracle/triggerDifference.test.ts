import { parseFql, validate } from '@segment/destination-subscriptions'
import { describe, expect, test } from 'vitest'
import { findDifference } from '../../src/cli/segment/triggerDifference.ts'
import { compileTrigger } from '../../src/index.ts'

describe('a trigger that is decided differently comes with an event that shows it', () => {
  test.each<[trigger: string, note: RegExp | undefined]>([
    ['type = "track" and event = "A" or event = "B"', /last `and` or `or`/],
    ['type = "page" or event = "a" and userId = "b"', /last `and` or `or`/],
    ['type = "track" and !(event = "A")', /`!` and `not`/],
    ['not event = "A"', /`!` and `not`/],
    ['type = "track" and messageId = "b"', /passed over: `messageId`/],
    ['type = "track" and properties.a != 5', /no number is never/],
    ['!contains(properties.a, "x")', /not text/],
    ['type = "track" and event in ["A", "B"]', /`in` is never true/],
    ["event = 'A'", /single quotes/],
    ['type = "page" OR event = "A"', /lower-case words/],
    ['type = "track" and (event = "A" or (event = "B" and userId = "u"))', /first `\)`|last `and`/],
    ['length(properties.items) > 2', undefined],
    ['lowercase(event) = "a"', undefined],
    ['"a" in properties.tags', undefined],
  ])('%s', (trigger, note) => {
    const difference = findDifference(trigger)!
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
])('decided alike: %s', trigger => {
  expect(findDifference(trigger)).toBeUndefined()
})
