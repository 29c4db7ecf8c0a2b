import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalize } from '../../src/event/index.ts'
import { runs } from '../seed.ts'

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

it('random JSON gives events or diagnostics, and stays unchanged', () => {
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
    { numRuns: runs(200) },
  )
})

it('normalizing twice changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(call, batch), raw => {
      for (const event of normalize(raw).events) {
        expect(normalize(event)).toEqual({ events: [event], diagnostics: [] })
      }
    }),
    { numRuns: runs(200) },
  )
})

it('the same input with keys in another order gives the same events', () => {
  fc.assert(
    fc.property(call, fc.nat(), (raw, index) => {
      const reversed = Object.fromEntries(Object.entries(raw).reverse())
      expect(normalize(reversed, { index }).events).toEqual(normalize(raw, { index }).events)
    }),
  )
})

it('calls without a message ID have different IDs at different places', () => {
  fc.assert(
    fc.property(call, ({ messageId: _, ...raw }) => {
      const { events } = normalize({ batch: [raw, raw] })
      expect(new Set(events.map(event => event.messageId)).size).toBe(events.length)
    }),
  )
})

const anything = fc.anything({
  ...{ withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withSet: true, withTypedArray: true },
  ...{ withNullPrototype: true, withObjectString: true, withSparseArray: true, withUnicodeString: true },
})

it('random JavaScript values give events or diagnostics, twice the same', () => {
  const parts = fc.dictionary(
    fc.constantFrom('type', 'userId', 'event', 'traits', 'properties', 'context', 'batch', 'timestamp', 'sentAt', 'x'),
    fc.oneof(anything, fc.constantFrom('identify', 'track', 'u'), fc.array(call)),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        anything,
        parts,
        fc.tuple(call, parts).map(objects => Object.assign({}, ...objects)),
      ),
      raw => {
        const result = normalize(raw)
        if (result.events.length === 0 && !hasEmptyBatch(raw)) expect(result.diagnostics).not.toEqual([])
        expect(normalize(raw)).toEqual(result)
        expect(JSON.parse(JSON.stringify(result.events))).toEqual(result.events.map(withoutNonFinite))
      },
    ),
    { numRuns: runs(200) },
  )
})

function hasEmptyBatch(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'batch' in raw && Array.isArray(raw.batch) && raw.batch.length === 0
}

/** `1e400` in JSON is `Infinity`, which JSON writes as `null`. */
function withoutNonFinite(event: unknown): unknown {
  return JSON.parse(JSON.stringify(event))
}
