import { describe, expect, test } from 'vitest'
import { compile, type Definition, type JsonObject } from '../src/api/index.ts'

/** A destination with one action, whose payload is `{ id, list }` and whose single request wraps the list. */
function destinationOf(batch: object) {
  return compile({
    slug: 'demo',
    name: 'Demo',
    actions: {
      send: {
        fields: {
          id: { type: 'string', default: { '@path': '$.userId' } },
          list: { type: 'number', multiple: true, default: { '@path': '$.properties.list' } },
        },
        requests: [{ url: 'https://x.example/a', body: { list: { '@path': '$.payload.list' } } }],
        batch: { ...batch, request: { body: { all: { '@path': '$.items' } } } },
      },
    },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  } as Definition)
}

function batched(batch: object, events: readonly (readonly [id: string | null, list: number[]])[]) {
  const destination = destinationOf(batch)
  const actions = events.flatMap(
    ([userId, list]) => destination.map({ type: 'track', userId, properties: { list } } as JsonObject).actions,
  )
  return destination
    .requests(actions, { batch: true })
    .requests.map(({ body, actions }) => [JSON.parse(body!), actions])
}

const ofBody = { '@path': '$.body.list' }

test.each<[string, object, [string | null, number[]][], unknown[]]>([
  [
    'without `item`, a batch lists the bodies of the single requests',
    {},
    [
      ['a', [1]],
      ['b', [2, 3]],
    ],
    [[{ all: [{ list: [1] }, { list: [2, 3] }] }, [0, 1]]],
  ],
  [
    '`item` may be a part of the body, and a list counts as its items',
    { item: ofBody, maxItems: 3 },
    [
      ['a', [1, 2]],
      ['b', [3]],
      ['c', [4]],
    ],
    [
      [{ all: [1, 2, 3] }, [0, 1]],
      [{ all: [4] }, [2]],
    ],
  ],
  [
    'an action with too many items is sent singly',
    { item: ofBody, maxItems: 2 },
    [
      ['a', [1]],
      ['b', [2, 3, 4]],
      ['c', [5]],
    ],
    [
      [{ all: [1] }, [0]],
      [{ list: [2, 3, 4] }, [1]],
      [{ all: [5] }, [2]],
    ],
  ],
  [
    '`item` reads the payload too',
    { item: { id: { '@path': '$.payload.id' }, first: { '@path': '$.body.list[0]' } } },
    [
      ['a', [1]],
      ['b', [2]],
    ],
    [
      [
        {
          all: [
            { id: 'a', first: 1 },
            { id: 'b', first: 2 },
          ],
        },
        [0, 1],
      ],
    ],
  ],
  [
    'items with the same `distinct` are in different batches, in order',
    { item: ofBody, distinct: { '@path': '$.payload.id' } },
    [
      ['a', [1]],
      ['b', [2]],
      ['a', [3]],
      ['a', [4]],
    ],
    [
      [{ all: [1, 2] }, [0, 1]],
      [{ all: [3] }, [2]],
      [{ all: [4] }, [3]],
    ],
  ],
  [
    'items without a `distinct` share a batch',
    { item: ofBody, distinct: { '@path': '$.payload.id' } },
    [
      [null, [1]],
      [null, [2]],
    ],
    [[{ all: [1, 2] }, [0, 1]]],
  ],
])('%s', (_, batch, events, requests) => {
  expect(batched(batch, events)).toEqual(requests)
})

/** A webhook whose body is a part of the payload, which may be anything. */
function webhook(batch: object, options: object = {}) {
  return compile(
    {
      slug: 'demo',
      name: 'Demo',
      actions: {
        send: {
          fields: { data: { type: 'object' } },
          requests: [{ url: 'https://x.example/a', body: { '@path': '$.payload.data' } }],
          batch,
        },
      },
    } as Definition,
    options,
  )
}

const sending = (data: unknown, person = 0) => ({
  destination: 'demo',
  subscription: 's',
  action: 'send',
  payload: { data } as JsonObject,
  subject: [`u-${person}`],
})
const nested = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)

describe('an action that cannot be encoded does not stop the others', () => {
  test.each([{}, { maxBytes: 1000 }])('%j', batch => {
    const { requests, failures } = webhook(batch).requests([1, nested, 2].map(sending), { batch: true })
    expect(requests.map(({ body, actions }) => [body, actions])).toEqual([['[1,2]', [0, 2]]])
    expect(failures).toMatchObject([{ subscription: 's', code: 'CM906', index: 1 }])
  })

  test('sends an action as a whole or not at all', () => {
    const batch = { item: { '@jsonata': '$number(body)' } }
    const { requests, failures } = webhook(batch).requests(['1', 'x', '3'].map(sending), { batch: true })
    expect(requests.map(({ body, actions }) => [body, actions])).toEqual([['[1,3]', [0, 2]]])
    expect(failures).toMatchObject([{ code: 'CM902', index: 1 }])
  })
})

test.each([{}, { maxBytes: 1000 }])('sends a request without a body alone: %j', batch => {
  const { requests } = webhook(batch).requests([1, undefined, 2].map(sending), { batch: true })
  expect(requests.map(({ body, actions }) => [body, actions])).toEqual([
    [undefined, [1]],
    ['[1,2]', [0, 2]],
  ])
})

test('fills batches up to their limit', () => {
  const data = { pad: 'x'.repeat(88) }
  const { requests } = webhook({ maxBytes: 1000 }).requests(Array.from({ length: 95 }, () => sending(data)))
  expect(requests.map(({ actions }) => actions.length)).toEqual([...Array.from({ length: 9 }, () => 10), 5])
})

test('makes 150,000 batches', () => {
  const actions = Array.from({ length: 150_000 }, () => sending(1))
  expect(webhook({}, { limits: { batchItems: 1 } }).requests(actions).requests).toHaveLength(150_000)
})

test('an action with several requests cannot have a `batch`', () => {
  const request = { url: 'https://x.example/a' }
  const action = { fields: {}, requests: [request, request], batch: {} }
  expect(() => compile({ slug: 'demo', name: 'Demo', actions: { send: action } } as Definition)).toThrow(
    'an action with several requests cannot have a `batch`',
  )
})

test.each<[string, string, object, number[], number[]]>([
  ['keeps their order', '{ "all": items }', { all: [1, 2, 3, 4] }, [0, 0, 1, 2], [0, 1, 0, 0]],
  [
    'splits them into two lists',
    '{ "odd": items[n % 2 = 1], "even": items[n % 2 = 0] }',
    { odd: [1, 3], even: [2, 4] },
    [0, 1, 0, 2],
    [0, 0, 1, 0],
  ],
  ['reverses them', '{ "all": $reverse(items) }', { all: [4, 3, 2, 1] }, [2, 1, 0, 0], [0, 0, 1, 0]],
  ['creates new objects', '{ "all": items.{ "n": n } }', { all: [1, 2, 3, 4] }, [0, 0, 1, 2], [0, 1, 0, 0]],
])('finds the action of each item if the body %s', (_, body, expected, items, parts) => {
  const { requests } = compile({
    slug: 'demo',
    name: 'Demo',
    actions: {
      send: {
        fields: { list: { type: 'number', multiple: true } },
        requests: [
          { url: 'https://x.example/a', forEach: { '@path': '$.payload.list' }, body: { n: { '@path': '$.item' } } },
        ],
        batch: { request: { body: { '@jsonata': body } } },
      },
    },
  } as unknown as Definition).requests(
    [[1, 2], [3], [4]].map((list, i) => {
      return { destination: 'demo', subscription: 's', action: 'send', payload: { list }, subject: [`${i}`] }
    }),
  )
  const written = JSON.parse(requests[0]!.body!) as Record<string, { n: number }[]>
  expect(Object.fromEntries(Object.entries(written).map(([key, list]) => [key, list.map(({ n }) => n)]))).toEqual(
    expected,
  )
  expect(requests.map(({ actions, items, parts }) => ({ actions, items, parts }))).toEqual([
    { actions: [0, 1, 2], items, parts },
  ])
})
