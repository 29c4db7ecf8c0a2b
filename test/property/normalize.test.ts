import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalize } from '../../src/event/index.ts'

const json = fc.jsonValue({ maxDepth: 3 })
const id = fc.oneof(fc.constantFrom('u', '', null, 5), json)
const time = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') })
    .map(date => date.toISOString()),
  fc.constantFrom('2024-01-01', '2024-01-01T00:00:00.123456+02:00', '', 'soon', null, 5),
)
const object = fc.oneof(fc.dictionary(fc.string(), json, { noNullPrototype: true }), fc.constant(null), json)
const call = fc.record(
  {
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('identify', 'group', 'track', 'page', 'screen', 'alias') },
      json,
    ),
    event: fc.oneof(fc.constant('A'), json),
    userId: id,
    anonymousId: id,
    groupId: id,
    previousId: id,
    messageId: id,
    timestamp: time,
    originalTimestamp: time,
    sentAt: time,
    receivedAt: time,
    traits: object,
    properties: object,
    context: object,
    integrations: fc.oneof(fc.constant({ All: true }), object),
    ['__proto__']: json,
    extra: json,
  },
  { requiredKeys: [], noNullPrototype: true },
)
const batch = fc.record(
  { batch: fc.array(call), context: object, integrations: object, sentAt: time },
  { requiredKeys: ['batch'], noNullPrototype: true },
)
const options = fc.record(
  { type: fc.constantFrom('page', 'no'), receivedAt: time.filter(text => typeof text === 'string') },
  { requiredKeys: [] },
)

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

it('any JSON gives events or says why not, and is not written to', () => {
  fc.assert(
    fc.property(fc.oneof(json, call, batch), options, (raw, options) => {
      const before = JSON.stringify(raw)
      const { events, diagnostics } = normalize(deepFreeze(raw), options)
      expect(JSON.stringify(raw)).toBe(before)
      const calls =
        typeof raw === 'object' && raw !== null && 'batch' in raw && Array.isArray(raw.batch) ? raw.batch.length : 1
      expect(events.length <= calls).toBe(true)
      if (events.length < calls) expect(diagnostics).not.toEqual([])
    }),
    { numRuns: 500 },
  )
})

it('what is normalized is normal', () => {
  fc.assert(
    fc.property(fc.oneof(call, batch), raw => {
      for (const event of normalize(raw).events) {
        expect(normalize(event)).toEqual({ events: [event], diagnostics: [] })
      }
    }),
    { numRuns: 500 },
  )
})

it('what comes again gets the same ids', () => {
  fc.assert(
    fc.property(call, time, (raw, sentAt) => {
      const { sentAt: _, ...rest } = raw as Record<string, unknown>
      const reversed = Object.fromEntries(Object.entries(rest).reverse())
      const [first, again] = [normalize(rest).events[0], normalize({ ...reversed, sentAt }).events[0]]
      if (first && again) expect(again.messageId).toBe(first.messageId)
    }),
  )
})
