import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Action, compile, type Json, type JsonObject } from '../../src/api/index.ts'
import { runs } from '../seed.ts'

const encoder = new TextEncoder()

/** Mostly the common value, with which actions share a batch; sometimes another one. */
function mostly<T>(common: T, ...others: T[]) {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(common) }, ...others.map(other => fc.constant(other)))
}

/** An event. Its properties are the parts of its action's request. */
const event = fc.record({
  /** The body: a list, which is several items, an object or a string. */
  body: fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.record({ n: fc.nat(), text: fc.string({ maxLength: 60 }) }),
    fc.array(fc.nat(9), { maxLength: 5 }),
  ),
  key: mostly('a', 'b'),
  path: mostly('x', 'y/z'),
  header: mostly('1', '2', 'not\na header'),
  together: mostly(true, false),
  size: mostly(4, -1, 0, 1, 1.5, 2),
  name: fc.constantFrom('Plain', 'Each'),
})

const limits = fc.record(
  { maxItems: fc.integer({ min: 1, max: 6 }), maxBytes: fc.integer({ min: 10, max: 200 }) },
  { requiredKeys: [] },
)

const encoding = fc.constantFrom('json', 'ndjson')

function destinationOf(batch: JsonObject, encoding: string) {
  const types = { body: 'object', key: 'string', path: 'string', header: 'string', together: 'boolean', size: 'number' }
  const fields = Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, { type, default: { '@path': `$.properties.${name}` } }]),
  )
  const ofBatch = {
    ...batch,
    when: { '@path': '$.payload.together' },
    key: { '@path': '$.payload.key' },
    size: { '@path': '$.payload.size' },
  }
  // A body is kept in an object, so that it may be anything.
  const plain = { body: { '@path': '$.payload.body.value' } }
  const each = { forEach: { '@path': '$.payload.body.list' }, body: { '@path': '$.item' } }
  const definition = {
    slug: 'b',
    name: 'B',
    request: {
      url: { '@template': 'https://a.example/{{payload.path}}' },
      headers: { h: { '@path': '$.payload.header' } },
      encoding,
    },
    actions: {
      plain: { fields, requests: [plain], batch: ofBatch },
      each: { fields, requests: [each], batch: ofBatch },
    },
    subscriptions: ['Plain', 'Each'].map(name => ({ name, action: name.toLowerCase(), trigger: `event = "${name}"` })),
  }
  return compile(definition as JsonObject)
}

function actionsOf(destination: ReturnType<typeof destinationOf>, events: readonly JsonObject[]): Action[] {
  return events.flatMap(({ body, name, ...properties }) => {
    const list = Array.isArray(body) ? body : [body]
    return destination.map({ type: 'track', event: name!, properties: { ...properties, body: { value: body!, list } } })
      .actions
  })
}

/** Items of a body: the entries of its list, or the body itself. */
function itemsIn(body: string, encoding: string): Json[] {
  if (encoding === 'ndjson') return body.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))
  const value = JSON.parse(body)
  return Array.isArray(value) ? value : [value]
}

/** Maximum number of items of a batch, by the payload of an action. */
function sizeOf({ payload }: Action, maxItems = Number.POSITIVE_INFINITY): number {
  const size = Number(payload.size)
  return Number.isInteger(size) && size > 0 ? Math.min(size, maxItems) : maxItems
}

const run = fc.tuple(fc.array(event, { maxLength: 16 }), limits, encoding)

test('batches contain the items of the single requests, in order', () => {
  fc.assert(
    fc.property(run, ([events, batch, encoding]) => {
      const destination = destinationOf(batch, encoding)
      const actions = actionsOf(destination, events as unknown as JsonObject[])
      const places = (options: { batch: boolean }) => {
        const { requests } = destination.requests(actions, options)
        const byPlace = new Map<string, Json[]>()
        for (const { url, headers, body, actions: indices } of requests) {
          const action = actions[indices[0]!]!
          const { key, together } = action.payload
          const place = JSON.stringify([url, headers.h, key, together, sizeOf(action, batch.maxItems)])
          byPlace.set(place, [...(byPlace.get(place) ?? []), ...itemsIn(body!, encoding)])
        }
        return byPlace
      }
      expect(places({ batch: true })).toEqual(places({ batch: false }))
    }),
    { numRuns: runs(500) },
  )
})

test('batches keep their limits of items and bytes', () => {
  let batches = 0
  fc.assert(
    fc.property(run, ([events, batch, encoding]) => {
      const { maxItems, maxBytes = Number.POSITIVE_INFINITY } = batch
      const destination = destinationOf(batch, encoding)
      const actions = actionsOf(destination, events as unknown as JsonObject[])
      for (const { body, actions: indices } of destination.requests(actions, { batch: true }).requests) {
        if (indices.length < 2) continue
        batches++
        const most = Math.min(...indices.map(index => sizeOf(actions[index]!, maxItems)))
        expect(itemsIn(body!, encoding).length).toBeLessThanOrEqual(most)
        expect(encoder.encode(body).length).toBeLessThanOrEqual(maxBytes)
      }
    }),
    { numRuns: runs(500) },
  )
  expect(batches).toBeGreaterThan(runs(100))
})

test('every action is in exactly one request, or in the failures', () => {
  fc.assert(
    fc.property(run, fc.boolean(), ([events, batch, encoding], isBatched) => {
      const destination = destinationOf(batch, encoding)
      const actions = actionsOf(destination, events as unknown as JsonObject[]).filter(
        ({ action }) => action === 'plain',
      )
      const { requests, failures } = destination.requests(actions, { batch: isBatched })
      const carried = requests.flatMap(({ actions: indices }) => indices)
      const refused = actions.flatMap(({ payload }, i) => (payload.header === 'not\na header' ? [i] : []))
      expect([...carried, ...refused].toSorted((a, b) => a - b)).toEqual(actions.map((_, i) => i))
      expect(failures.map(({ message }) => message)).toEqual(refused.map(() => expect.stringContaining('line break')))
    }),
    { numRuns: runs(500) },
  )
})
