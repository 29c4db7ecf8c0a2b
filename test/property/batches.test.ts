import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Action, compile, type Json, type JsonObject, type Request } from '../../src/api/index.ts'
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
    { numRuns: runs(250) },
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
    { numRuns: runs(250) },
  )
  expect(batches).toBeGreaterThan(runs(50))
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
    { numRuns: runs(250) },
  )
})

const delivered = fc.array(fc.array(fc.nat(6), { maxLength: 5 }), { maxLength: 16 })

/** The items of requests, each with its action and part. The actions have no subject, so that all keep their order. */
function listItems(requests: readonly Request[], encoding: string) {
  return requests.flatMap(({ body, items, parts }) =>
    itemsIn(body!, encoding).map((item, i) => [items[i] ?? items[0], parts[i] ?? parts[0], item] as const),
  )
}

test('`maxItems` lowers the items of each batch, and every item is sent once, in order', () => {
  fc.assert(
    fc.property(run, fc.integer({ min: 1, max: 4 }), ([events, batch, encoding], maxItems) => {
      const destination = destinationOf(batch, encoding)
      const actions = actionsOf(destination, events as unknown as JsonObject[])
      const { requests } = destination.requests(actions, { batch: true, maxItems })
      for (const { items, actions } of requests) {
        if (actions.length > 1) expect(items.length).toBeLessThanOrEqual(maxItems)
      }
      const single = destination.requests(actions, { batch: false })
      expect(listItems(requests, encoding)).toEqual(listItems(single.requests, encoding))
    }),
    { numRuns: runs(250) },
  )
})

test('with `done`, exactly the other parts are sent, with their numbers', () => {
  fc.assert(
    fc.property(run, delivered, fc.boolean(), ([events, limits, encoding], done, batch) => {
      const destination = destinationOf(limits, encoding)
      const actions = actionsOf(destination, events as unknown as JsonObject[])
      const all = destination.requests(actions, { batch })
      const rest = destination.requests(actions, { batch, done })
      const isLeft = ([action, part]: readonly [number | undefined, number | undefined, unknown]) =>
        !done[action!]?.includes(part!)
      expect(listItems(rest.requests, encoding)).toEqual(listItems(all.requests, encoding).filter(isLeft))
      const sent = new Set(rest.requests.flatMap(({ actions }) => actions))
      const settled = [...rest.failures, ...rest.skipped].map(({ index }) => index!)
      expect([...sent, ...settled].toSorted((a, b) => a - b)).toEqual(actions.map((_, i) => i))
    }),
    { numRuns: runs(250) },
  )
})

test('wrong values of `maxItems` and `done` have no effect', () => {
  const destination = destinationOf({ maxItems: 3 }, 'json')
  const events = [1, 2, 3, 4].map(n => ({ name: 'Plain', path: 'x', header: '1', together: true, body: { n } }))
  const actions = actionsOf(destination, events)
  const plain = destination.requests(actions)
  expect(plain.requests.map(({ actions }) => actions)).toEqual([[0, 1, 2], [3]])
  for (const wrong of [0, -1, 1.5, '2', null, [], {}, Number.NaN, 9]) {
    expect(destination.requests(actions, { maxItems: wrong as number })).toEqual(plain)
    expect(destination.requests(actions, { done: wrong as never })).toEqual(plain)
    expect(destination.requests(actions, { done: [wrong, [[wrong]]] as never })).toEqual(plain)
  }
})
