import { existsSync, readFileSync } from 'node:fs'
import subscriptions from '@segment/destination-subscriptions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { compileTrigger, parseTrigger, printTrigger } from '../../src/trigger/index.ts'
import { runs } from '../seed.ts'

const { parseFql, validate } = subscriptions

// Triggers for which the published evaluator follows its documentation: lists with one connective, comparisons of
// fields with strings and of properties with any value, and groups that are not negated and have no functions, because
// it ends a group at the first `)`. It always treats `type` and `event` as strings, orders only numbers, decides that
// an absent value neither is nor is not a number, and reads `false.d` as `false`.
const text = fc.constantFrom('a', 'b', 'Order Completed', '5', 'true')
const field = fc.constantFrom('type', 'event', 'name', 'userId')
const path = fc
  .tuple(fc.constantFrom('properties', 'traits', 'context'), fc.constantFrom('a', 'b', 'c.d'))
  .map(parts => parts.join('.'))
const comparison = fc.oneof(
  fc.tuple(fc.oneof(field, path), fc.constantFrom('=', '!='), text).map(([l, op, r]) => `${l} ${op} "${r}"`),
  fc.tuple(fc.oneof(fc.constantFrom('name', 'userId'), path), fc.constantFrom('= null', '!= null')).map(words),
  fc.tuple(path, fc.constantFrom('= true', '= false', '= 5', '= 0.5', '< 5', '<= 5', '> 0.5', '>= 5')).map(words),
)
const call = fc.oneof(
  fc.tuple(path, text).map(([l, r]) => `contains(${l}, "${r}")`),
  fc.tuple(path, text).map(([l, r]) => `match(${l}, "${r}*")`),
  fc.tuple(path, text).map(([l, r]) => `match(${l}, "*${r}")`),
)
const list = fc
  .tuple(fc.constantFrom(' and ', ' or '), fc.array(comparison, { minLength: 1, maxLength: 4 }))
  .map(([connective, clauses]) => clauses.join(connective))
const group = list.map(list => `(${list})`)
const trigger = fc
  .tuple(fc.constantFrom(' and ', ' or '), fc.array(fc.oneof(comparison, call, group), { minLength: 1, maxLength: 4 }))
  .map(([connective, parts]) => parts.join(connective))

const value = fc.oneof(text, fc.constantFrom(null, true, false, 5, 0.5, 6, 'Order Completed!', 'an a'))
const fields = fc.record({ a: value, b: value, c: fc.record({ d: value }) }, { requiredKeys: [] })
const event = fc.record(
  { type: text, event: text, name: text, userId: text, properties: fields, traits: fields, context: fields },
  { requiredKeys: ['type'] },
)

function words(parts: readonly string[]): string {
  return parts.join(' ')
}

it('has the results of the published evaluator where it follows its documentation', () => {
  fc.assert(
    fc.property(trigger, fc.array(event, { minLength: 1, maxLength: 5 }), (trigger, events) => {
      const decide = compileTrigger(trigger)
      const published = parseFql(trigger)
      for (const event of events) expect(decide(event)).toBe(validate(published, event))
    }),
    { numRuns: runs(400) },
  )
})

describe('differs from the published evaluator', () => {
  it.each<[string, object, boolean]>([
    ['type = "page" or event = "a" and userId = "b"', { type: 'page' }, true],
    ['!(type = "track") and userId = "b"', { type: 'track', userId: 'b' }, false],
    ['type = "track" and messageId = "b"', { type: 'track', messageId: 'a' }, false],
    ['properties.a != 5', { type: 'track', properties: {} }, true],
    ['!contains(properties.a, "x")', { type: 'track', properties: { a: 5 } }, true],
  ])('%s', (trigger, event, expected) => {
    expect(compileTrigger(trigger)(event)).toBe(expected)
    expect(validate(parseFql(trigger), event as Parameters<typeof validate>[1])).toBe(!expected)
  })
})

const vectors = new URL('../../../shared/vectors/segment-payloads.json', import.meta.url)

describe.skipIf(!existsSync(vectors))('published triggers (skipped if the vectors are absent)', () => {
  it('parse without problems, and print with the same meaning', () => {
    const { subscriptions } = JSON.parse(readFileSync(vectors, 'utf8'))
    for (const { subscription } of subscriptions) {
      const problems = new DiagnosticBag()
      const trigger = parseTrigger(subscription.trigger, problems, '')
      expect(problems.list, subscription.trigger).toEqual([])
      expect(parseFql(printTrigger(trigger!))).toEqual(parseFql(subscription.trigger))
    }
  })
})
