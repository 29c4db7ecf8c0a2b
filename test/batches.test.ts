import { describe, expect, test } from 'vitest'
import {
  type Action,
  type CompileError,
  compile,
  type Definition,
  type JsonObject,
  type RequestOptions,
} from '../src/api/index.ts'

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

describe('a batch of an action with several requests', () => {
  const person = { '@path': '$.payload.person' }
  const several = {
    fields: { person: { type: 'string' }, note: { type: 'string' }, alone: { type: 'boolean' } },
    requests: [
      { url: 'https://x.example/person', method: 'PUT', query: { by: 'id' }, headers: { a: 'b' }, body: { person } },
      {
        when: { '@jsonata': '$exists(payload.note)' },
        url: { '@template': 'https://x.example/notes/{{payload.person}}' },
        body: { note: { '@path': '$.payload.note' } },
      },
    ],
    batch: {
      when: { '@jsonata': '$not(payload.alone = true)' },
      maxBytes: 100,
      item: { person, note: { '@path': '$.payload.note' } },
      request: { url: 'https://x.example/all', body: { all: { '@path': '$.items' } } },
    },
  }
  const make = (action: object = several) =>
    compile({ slug: 'demo', name: 'Demo', actions: { send: action } } as unknown as Definition)
  const action = (payload: object, n: number): Action => {
    return { destination: 'demo', subscription: 's', action: 'send', payload: payload as JsonObject, subject: [`${n}`] }
  }
  const send = (payloads: readonly object[], options: RequestOptions = {}) => {
    const { requests, failures, skipped } = make().requests(payloads.map(action), { batch: true, ...options })
    expect(failures).toEqual([])
    const shown = requests.map(({ method, url, actions, items, parts, after }) => [
      `${method} ${url.slice(17)}`,
      { actions, items, parts, ...(after && { after }) },
    ])
    return { shown, requests, skipped }
  }

  test('stands for all of them', () => {
    const { shown, requests } = send([{ person: 'a', note: 'n' }, { person: 'b' }])
    expect(shown).toEqual([['POST /all', { actions: [0, 1], items: [0, 1], parts: [2, 1] }]])
    expect(requests[0]!.body).toBe('{"all":[{"person":"a","note":"n"},{"person":"b"}]}')
    expect(requests[0]!.headers).toEqual({ 'content-type': 'application/json' })
  })

  test('alone, an action makes its single requests', () => {
    const { shown } = send([{ person: 'a', note: 'n', alone: true }, { person: 'b' }], { after: true })
    expect(shown).toEqual([
      ['PUT /person?by=id', { actions: [0], items: [0], parts: [0], after: [] }],
      ['POST /notes/a', { actions: [0], items: [0], parts: [1], after: [0] }],
      ['POST /all', { actions: [1], items: [1], parts: [1], after: [] }],
    ])
  })

  test('too large for a batch, an action makes its single requests at its place', () => {
    const { shown } = send([{ person: 'a' }, { person: 'b', note: 'n'.repeat(100) }, { person: 'c' }], { after: true })
    expect(shown).toEqual([
      ['POST /all', { actions: [0], items: [0], parts: [1], after: [] }],
      ['PUT /person?by=id', { actions: [1], items: [1], parts: [0], after: [] }],
      ['POST /notes/b', { actions: [1], items: [1], parts: [1], after: [1] }],
      ['POST /all', { actions: [2], items: [2], parts: [1], after: [] }],
    ])
  })

  test('an action of which a part is delivered sends the others alone', () => {
    const both = { person: 'a', note: 'n' }
    const { shown, skipped } = send([both, both, both, both], { done: [[0], [2], [0, 1], []] })
    expect(shown).toEqual([
      ['POST /notes/a', { actions: [0], items: [0], parts: [1] }],
      ['POST /all', { actions: [3], items: [3], parts: [2] }],
    ])
    expect(skipped.map(({ index }) => index)).toEqual([1, 2])
    expect(send([both], { batch: false, done: [[2]] }).shown).toEqual([])
  })

  test('an action that makes none of its requests is skipped', () => {
    const requests = several.requests.map(request => ({ ...request, when: { '@jsonata': 'payload.note = "x"' } }))
    const { requests: made, skipped } = make({ ...several, requests }).requests([action({ person: 'a' }, 0)], {
      batch: true,
    })
    expect([made, skipped]).toMatchObject([[], [{ index: 0 }]])
  })

  test.each<[name: string, batch: object, code: string, at: string, message: string]>([
    ['without an `item`', { request: several.batch.request }, 'CM702', '', 'needs an `item` and a `request`'],
    ['without a `request`', { item: 1 }, 'CM702', '', 'needs an `item` and a `request`'],
    ['without a URL', { item: 1, request: { body: [] } }, 'CM702', '/request', 'a request needs a `url`'],
    [
      'with an item that reads the body of one of them',
      { ...several.batch, item: { '@path': '$.body' } },
      'CM403',
      '/item/@path',
      'there is no `body` here',
    ],
  ])('%s, it is refused', (_, batch, code, at, message) => {
    const mistakes = mistakesOf({ ...several, batch })
    expect(mistakes).toMatchObject([
      { code, at: `/actions/send/batch${at}`, message: expect.stringContaining(message) },
    ])
  })
})

function mistakesOf(action: object) {
  try {
    compile({ slug: 'demo', name: 'Demo', actions: { send: action } } as unknown as Definition)
    return []
  } catch (error) {
    return (error as CompileError).diagnostics
  }
}

describe('the request of a batch', () => {
  const fields = { id: { type: 'string' } }
  const id = { '@path': '$.payload.id' }
  const single = {
    url: 'https://x.example/one',
    query: { by: id, append: 'true' },
    headers: { 'x-id': id, 'x-one': '1' },
    body: { id },
  }
  const sendBoth = (batch: object, one: object = single) => {
    const shared = { query: { v: '2' }, headers: { 'x-all': 'all' } }
    const definition = {
      slug: 'demo',
      name: 'Demo',
      request: shared,
      actions: { send: { fields, requests: [one], batch } },
    }
    const actions = ['a', 'b'].map(id => {
      return { destination: 'demo', subscription: 's', action: 'send', payload: { id }, subject: [id] }
    })
    return compile(definition as unknown as Definition)
      .requests(actions)
      .requests.map(({ url, headers }) => {
        const { 'content-type': _, ...others } = headers
        return [url.slice(17), others]
      })
  }
  const own = { 'x-one': '1', 'x-all': 'all' }

  test.each<[name: string, request: object, expected: unknown[]]>([
    [
      'has the query and the headers of the single one',
      {},
      [
        ['/one?v=2&by=a&append=true', { 'x-id': 'a', ...own }],
        ['/one?v=2&by=b&append=true', { 'x-id': 'b', ...own }],
      ],
    ],
    [
      'replaces its query as a whole, but not that of all requests',
      { query: { bulk: 'yes' }, headers: { 'x-id': 'c' } },
      [['/one?v=2&bulk=yes', { 'x-all': 'all', 'x-id': 'c' }]],
    ],
    ['may have none of them', { query: {}, headers: {} }, [['/one?v=2', { 'x-all': 'all' }]]],
  ])('%s', (_, request, expected) => {
    expect(sendBoth({ request })).toEqual(expected)
  })

  test('replaces headers of any name too', () => {
    const mapped = { ...single, query: {}, headers: { '@path': '$.payload' } }
    expect(sendBoth({ request: { headers: {} } }, mapped)).toEqual([['/one?v=2', { 'x-all': 'all' }]])
  })

  test.each(['when', 'forEach'])('has no `%s`', key => {
    const batch = { request: { [key]: true } }
    expect(mistakesOf({ fields, requests: [single], batch })).toMatchObject([
      { at: `/actions/send/batch/request/${key}` },
    ])
  })

  test('is never decided by a `when` of all requests', () => {
    const request = { when: { '@jsonata': 'payload.id != "a"' } }
    const send = { fields, requests: [single], batch: { request: { query: {}, headers: {} } } }
    const definition = { slug: 'demo', name: 'Demo', request, actions: { send } } as unknown as Definition
    const actions = ['a', 'b', 'c'].map(id => {
      return { destination: 'demo', subscription: 's', action: 'send', payload: { id }, subject: [id] }
    })
    const { requests, failures } = compile(definition).requests(actions)
    expect([requests.map(({ actions }) => actions), failures]).toEqual([[[1, 2]], []])
  })
})

test('actions whose URLs differ are never in one batch', () => {
  const url = {
    '@coalesce': [
      {
        '@if': { exists: { '@path': '$.payload.key' }, then: { '@template': 'https://x.example/key:{{payload.key}}' } },
      },
      { '@if': { exists: { '@path': '$.payload.id' }, then: { '@template': 'https://x.example/{{payload.id}}' } } },
      'https://x.example/none',
    ],
  }
  const send = {
    fields: { key: { type: 'string' }, id: { type: 'string' }, n: { type: 'number' } },
    requests: [{ url, body: { '@path': '$.payload.n' } }],
    batch: {},
  }
  const payloads = [{ key: 'a' }, { id: 'b' }, { key: 'a', id: 'b' }, {}, { id: 'b' }, { key: 'c' }, {}]
  const { requests } = compile({ slug: 'demo', name: 'Demo', actions: { send } } as unknown as Definition).requests(
    payloads.map((payload, n) => {
      return { destination: 'demo', subscription: 's', action: 'send', payload: { ...payload, n }, subject: [`${n}`] }
    }),
  )
  expect(requests.map(({ url, body }) => [url.slice(17), body])).toEqual([
    ['/key:a', '[0,2]'],
    ['/b', '[1,4]'],
    ['/none', '[3,6]'],
    ['/key:c', '[5]'],
  ])
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
