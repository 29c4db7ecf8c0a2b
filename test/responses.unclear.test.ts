import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { compile, type Json, type JsonObject } from '../src/api/index.ts'

const all = { '@path': '$.items' }
const list = { '@path': '$.response.body.failed' }
const at = { list, index: { '@path': '$.error.at' } }
const byKey = { list, key: { '@path': '$.error' }, item: { '@path': '$.item.id' } }

function readerOf(response: object, body: object = { all }) {
  const definition = {
    slug: 'demo',
    name: 'Demo',
    settings: { key: { type: 'secret' } },
    request: { url: 'https://api.example.com/items' },
    actions: {
      add: {
        fields: {
          id: { type: 'string', default: { '@path': '$.userId' } },
          alias: { type: 'string', default: { '@path': '$.traits.alias' } },
        },
        requests: [{ body: { '@path': '$.payload' } }],
        batch: { request: { body, response } },
      },
    },
    subscriptions: [{ action: 'add', trigger: 'type = "identify"' }],
  }
  const destination = compile(definition as unknown as JsonObject, { settings: { key: 'key-0123456789abcdef' } })
  const request = (...ids: string[]) => {
    const actions = ids.flatMap(userId => destination.map({ type: 'identify', userId }).actions)
    return destination.requests(actions, { batch: true }).requests[0]!
  }
  const read = (ids: string[], failed: Json) => {
    const { outcomes } = destination.outcomes(request(...ids), { status: 207, body: { failed } })
    return outcomes.map(one => (one.outcome === 'retry' && one.split ? 'split' : one.outcome))
  }
  return { destination, request, read }
}

describe('an item is not delivered because an entry cannot be read', () => {
  const split = ['split', 'split', 'split']
  test.each<[title: string, errors: object, failed: Json, expected: string[]]>([
    [
      '`when` fails',
      { list, when: { '@jsonata': 'error.code > 5' } },
      [{ code: '9' }, { code: 1 }, { code: 1 }],
      ['rejected', 'delivered', 'delivered'],
    ],
    ['`list` fails', { ...at, list: { '@jsonata': 'response.body.failed[code > 5]' } }, [{ code: '9', at: 1 }], split],
    ['one of several indices is out of range', at, [{ at: [0, 7] }], ['rejected', 'split', 'split']],
    ['one of several indices is no number', at, [{ at: [0, 'x'] }], ['rejected', 'split', 'split']],
    [
      'the list has an entry for some items only',
      { list, when: { '@jsonata': 'error.ok != true' } },
      [{ ok: true }],
      split,
    ],
    ['a value that is no list names no position', { list }, { why: 'invalid' }, split],
    ['`false` names no position', { list }, false, split],
    [
      '`when` is no boolean',
      { list, when: { '@path': '$.error.bad' } },
      [{ bad: 1 }, { bad: 'yes' }, { bad: null }],
      ['rejected', 'rejected', 'delivered'],
    ],
  ])('%s', (_, errors, failed, expected) => {
    expect(readerOf({ errors }).read(['a', 'b', 'c'], failed)).toEqual(expected)
  })
})

describe('a rule whose `when` fails on an answer may refuse', () => {
  const when = { '@jsonata': 'response.body.failed > 5' }
  const wrong = { when, outcome: 'rejected' }
  const fine = { status: '2xx', outcome: 'delivered' }
  test.each<[title: string, rules: object[], failed: Json, expected: string[]]>([
    ['it is the only rule', [wrong], '9', ['retry', 'retry']],
    ['a later rule would deliver', [wrong, fine], '9', ['retry', 'retry']],
    ['an earlier rule delivers', [fine, wrong], '9', ['delivered', 'delivered']],
    ['a later rule rejects', [wrong, { outcome: 'rejected' }], '9', ['rejected', 'rejected']],
    ['it would deliver', [{ when, outcome: 'delivered' }], '9', ['delivered', 'delivered']],
    ['its status is another', [{ ...wrong, status: '4xx' }], '9', ['delivered', 'delivered']],
    ['it does not fail', [wrong], 3, ['delivered', 'delivered']],
  ])('%s', (_, rules, failed, expected) => {
    expect(readerOf({ rules }).read(['a', 'b'], failed)).toEqual(expected)
  })

  test.each<[failed: Json, outcome: string]>([
    [1, 'retry'],
    ['yes', 'retry'],
    [[true], 'retry'],
    [{}, 'retry'],
    [null, 'delivered'],
    [false, 'delivered'],
    [true, 'rejected'],
  ])('it is %j', (failed, outcome) => {
    const { read } = readerOf({ rules: [{ when: { '@path': '$.response.body.failed' }, outcome: 'rejected' }] })
    expect(read(['a', 'b'], failed)).toEqual([outcome, outcome])
  })

  test('items that no entry names', () => {
    const { read } = readerOf({ rules: [wrong], errors: byKey })
    expect(read(['a', 'b'], ['a'])).toEqual(['rejected', 'retry'])
  })
})

test('an absent value of a key names no item', () => {
  const key = [{ '@path': '$.error.id' }, { '@path': '$.error.alias' }]
  const item = [{ '@path': '$.item.id' }, { '@path': '$.item.alias' }]
  expect(readerOf({ errors: { list, key, item } }).read(['a', 'b'], [{ id: 'b' }])).toEqual(['delivered', 'rejected'])
})

describe('a key names items of the batch in a body with other lists', () => {
  test.each<[tags: string[], expected: string[]]>([
    [['x'], ['delivered', 'delivered', 'rejected']],
    [
      ['x', 'y', 'z'],
      ['split', 'split', 'split'],
    ],
  ])('%j', (tags, expected) => {
    const { read } = readerOf({ errors: byKey }, { tags, all })
    expect(read(['a', 'b', 'c'], ['c'])).toEqual(expected)
    expect(read(['c'], ['c'])).toEqual(['rejected'])
  })
})

test('an entry that names nothing and is to be sent again keeps an action alone', () => {
  const { read } = readerOf({ errors: { ...at, outcome: 'retry' } })
  expect(read(['a'], [{ at: 9 }])).toEqual(['retry'])
  expect(read(['a', 'b'], [{ at: 9 }])).toEqual(['split', 'split'])
})

describe('errors without a status, in an answer about the request as a whole', () => {
  const { destination, request } = readerOf({ errors: at })
  const single = compile({
    slug: 'demo',
    name: 'Demo',
    actions: { add: { fields: {}, requests: [{ url: 'https://api.example.com', response: { errors: at } }] } },
    subscriptions: [{ action: 'add', trigger: 'type = "identify"' }],
  })
  const alone = single.requests(single.map({ type: 'identify', userId: 'a' }).actions).requests[0]!
  const failed = [{ why: 'down' }]

  test.each<[status: number, outcome: string, pause?: true]>([
    [503, 'retry', true],
    [429, 'retry', true],
    [500, 'retry'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
  ])('%i is %s', (status, outcome, pause) => {
    for (const [reader, one] of [
      [single, alone],
      [destination, request('a', 'b')],
    ] as const) {
      const result = reader.outcomes(one, { status, body: { failed } })
      expect(result.outcomes).toEqual(one.actions.map(action => ({ action, outcome, message: `answered ${status}` })))
      expect(result.pause).toBe(pause)
    }
  })

  test.each([200, 400])('%i refuses the action', status => {
    expect(single.outcomes(alone, { status, body: { failed } }).outcomes).toMatchObject([{ outcome: 'rejected' }])
  })

  test('a status that the errors have refuses the action', () => {
    const { destination, request } = readerOf({ errors: { ...at, status: [200, 503] } })
    const { outcomes } = destination.outcomes(request('a', 'b'), { status: 503, body: { failed } })
    expect(outcomes).toMatchObject([{ split: true }, { split: true }])
  })

  test('an item that no entry names is not delivered', () => {
    const { outcomes } = destination.outcomes(request('a', 'b'), { status: 503, body: { failed: [{ at: 0 }] } })
    expect(outcomes).toMatchObject([{ outcome: 'retry' }, { outcome: 'retry' }])
  })
})

test('an error that is nested deep is read', () => {
  const { destination, request } = readerOf({ errors: at })
  let body: JsonObject = {}
  for (let depth = 0; depth < 200_000; depth++) body = { error: body }
  const circular: Record<string, unknown> = {}
  circular.error = circular
  for (const deep of [body, circular]) {
    expect(destination.outcomes(request('a'), { status: 400, body: deep }).outcomes).toEqual([
      { action: 0, outcome: 'rejected', message: 'answered 400' },
    ])
  }
})

test('a request with headers that are no strings has outcomes', () => {
  const { destination, request } = readerOf({ errors: byKey })
  const headers = { 'content-type': 'application/json', 'x-size': 1, 'x-none': null, 'x-own': { toString: 1 } }
  const { outcomes } = destination.outcomes({ ...request('a', 'b'), headers } as never, {
    status: 207,
    body: { failed: ['b'] },
  })
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['delivered', 'rejected'])
})

describe('an answer whose body cannot be read', () => {
  const { destination, request } = readerOf({ errors: at })
  const readBody = (body: unknown) => destination.outcomes(request('a', 'b'), { status: 207, body }).outcomes

  test.each<[kind: string, body: unknown]>([
    ['a promise of JSON', Promise.resolve({ failed: [{ at: 0 }] })],
    ['a stream', new Response('{"failed":[{"at":0}]}').body],
    ['bytes', new TextEncoder().encode('{"failed":[{"at":0}]}')],
    ['a `Response`', new Response('{"failed":[{"at":0}]}')],
    ['a map', new Map([['failed', [{ at: 0 }]]])],
    ['a function', () => ({ failed: [] })],
  ])('%s is no answer', (_, body) => {
    const message = 'no answer: the body is neither a string nor JSON'
    expect(readBody(body)).toEqual([0, 1].map(action => ({ action, outcome: 'retry', message })))
  })

  test('a getter that throws', () => {
    const body = {
      get failed(): unknown {
        throw new Error('no')
      },
      get message(): unknown {
        throw new Error('no')
      },
    }
    for (const status of [207, 400])
      expect(destination.outcomes(request('a', 'b'), { status, body }).outcomes).toMatchObject([
        { action: 0, outcome: 'retry' },
        { action: 1, outcome: 'retry' },
      ])
  })

  test.each([
    ['without its end is no answer', 'reset', { outcome: 'retry', message: 'no answer: reset' }],
    [
      'that is too long is not sent again',
      'too long',
      { outcome: 'rejected', message: 'answered 207, too long to tell what was accepted' },
    ],
  ])('a body %s, if it may name items', (_, cut, expected) => {
    const answer = { status: 207, body: '{"failed":[', cut }
    expect(destination.outcomes(request('a', 'b'), answer).outcomes).toEqual(
      [0, 1].map(action => ({ action, ...expected })),
    )
    const fine = readerOf({ errors: { ...at, status: 200 } })
    expect(fine.destination.outcomes(fine.request('a'), answer).outcomes).toEqual([{ action: 0, outcome: 'delivered' }])
    expect(destination.outcomes(request('a', 'b'), { ...answer, status: 400 }).outcomes).toMatchObject([
      { outcome: 'retry', split: true },
      { outcome: 'retry', split: true },
    ])
  })

  test('JSON after a byte order mark, or of another realm, is read', () => {
    expect(readBody('\ufeff{"failed":[{"at":0}]}')).toMatchObject([{ outcome: 'rejected' }, { outcome: 'delivered' }])
    const body = runInNewContext('({ failed: [{ at: 0 }] })')
    expect(readBody(body)).toMatchObject([{ outcome: 'rejected' }, { outcome: 'delivered' }])
    const bare = Object.assign(Object.create(null), { failed: [{ at: 0 }] })
    expect(readBody(bare)).toMatchObject([{ outcome: 'rejected' }, { outcome: 'delivered' }])
  })
})

test('a request of a template that the definition does not have is not delivered', () => {
  const { destination, request } = readerOf({ errors: at })
  const stored = { ...request('a', 'b'), template: '/actions/former/batch' }
  const message = 'the definition has no request `/actions/former/batch`'
  expect(destination.outcomes(stored, { status: 200 }).outcomes).toEqual(
    [0, 1].map(action => ({ action, outcome: 'retry', message })),
  )
  expect(destination.outcomes(stored, { status: 501 }).outcomes).toMatchObject([
    { outcome: 'rejected' },
    { outcome: 'rejected' },
  ])
})
