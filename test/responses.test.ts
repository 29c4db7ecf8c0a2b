import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, type Json, type JsonObject } from '../src/api/index.ts'
import { runs } from './seed.ts'

const secret = 'key-0123456789abcdef'

/** An API whose batches refuse some of their items. */
const definition = {
  slug: 'demo',
  name: 'Demo',
  settings: { key: { type: 'secret', required: true } },
  request: {
    url: 'https://api.example.com/items',
    auth: { bearer: { '@path': '$.settings.key' } },
    response: { rules: [{ status: 423, outcome: 'retry', after: 5, pause: true }] },
  },
  actions: {
    add: {
      fields: { id: { type: 'string', default: { '@path': '$.userId' } } },
      requests: [{ body: { '@path': '$.payload' } }],
      batch: {
        request: {
          url: 'https://api.example.com/items/batch',
          body: { all: { '@path': '$.items' } },
          response: {
            rules: [{ status: '2xx', when: { '@jsonata': "response.body.state = 'busy'" }, outcome: 'retry' }],
            errors: [
              {
                status: [200, 207],
                list: { '@path': '$.response.body.failed' },
                index: { '@path': '$.error.at' },
                at: { '@path': '$.error.field' },
                message: { '@path': '$.error.why' },
              },
              {
                status: 400,
                list: { '@path': '$.response.body.bad' },
                key: { '@path': '$.error' },
                item: { '@path': '$.item.id' },
                others: 'retry',
              },
            ],
          },
        },
      },
    },
  },
  subscriptions: [{ action: 'add', trigger: 'type = "identify"' }],
} as const

const destination = compile(definition as unknown as JsonObject, { settings: { key: secret } })

function requestOf(...ids: string[]) {
  const actions = ids.flatMap(userId => destination.map({ type: 'identify', userId }).actions)
  const { requests } = destination.requests(actions)
  expect(requests).toHaveLength(1)
  return requests[0]!
}

const outcomes = (ids: string[], answer: object) => destination.outcomes(requestOf(...ids), answer as never)
const words = (ids: string[], answer: object) =>
  outcomes(ids, answer).outcomes.map(({ action: _, ...one }) =>
    [one.outcome, 'split' in one ? 'split' : '', 'after' in one ? `+${one.after}` : '', 'at' in one ? one.at : ''].join(
      '',
    ),
  )

describe('by the status alone', () => {
  test.each<[answer: object, one: string, two: string, pause?: true]>([
    [{ status: 200 }, 'delivered', 'delivered'],
    [{ status: 204, body: 'x' }, 'delivered', 'delivered'],
    [{ status: 0, error: 'timeout' }, 'retry', 'retry'],
    [{ status: 408 }, 'retry', 'retry'],
    [{ status: 425 }, 'retry', 'retry'],
    [{ status: 500 }, 'retry', 'retry'],
    [{ status: 501 }, 'rejected', 'rejected'],
    [{ status: 505 }, 'rejected', 'rejected'],
    [{ status: 429 }, 'retry', 'retry', true],
    [{ status: 503, headers: { 'Retry-After': '7' } }, 'retry+7', 'retry+7', true],
    [
      {
        status: 503,
        headers: { 'retry-after': 'Sun, 06 Nov 1994 08:50:37 GMT', date: 'Sun, 06 Nov 1994 08:49:37 GMT' },
      },
      'retry+60',
      'retry+60',
      true,
    ],
    [{ status: 503, headers: { 'retry-after': 'Sun, 06 Nov 1994 08:50:37 GMT' } }, 'retry', 'retry', true],
    [{ status: 429, headers: { 'x-ratelimit-retry-after': '3' } }, 'retry+3', 'retry+3', true],
    [{ status: 429, headers: { 'ratelimit-reset': '4' } }, 'retry+4', 'retry+4', true],
    [
      { status: 429, headers: { 'x-ratelimit-reset': '784111807', date: 'Sun, 06 Nov 1994 08:49:37 GMT' } },
      'retry+30',
      'retry+30',
      true,
    ],
    [{ status: 500, headers: { 'ratelimit-reset': '4' } }, 'retry', 'retry'],
    [{ status: 401 }, 'unauthorized', 'unauthorized'],
    [{ status: 403 }, 'unauthorized', 'unauthorized'],
    [{ status: 400 }, 'rejected', 'retrysplit'],
    [{ status: 413 }, 'rejected', 'retrysplit'],
    [{ status: 302 }, 'rejected', 'rejected'],
    [{ status: 101 }, 'rejected', 'rejected'],
  ])('%j', (answer, one, two, pause) => {
    expect(words(['a'], answer)).toEqual([one])
    expect(words(['a', 'b'], answer)).toEqual([two, two])
    expect(outcomes(['a'], answer).pause).toBe(pause)
  })

  test.each<[unknown]>([
    [undefined],
    [null],
    ['200'],
    [{ status: '200' }],
    [{ status: 99 }],
    [{ status: 200.5 }],
    [[]],
  ])('%j is no answer', answer => {
    expect(destination.outcomes(requestOf('a'), answer as never).outcomes).toMatchObject([
      { outcome: 'retry', message: 'no answer: no status' },
    ])
  })
})

describe('by rules', () => {
  test.each<[unknown]>([['4x'], [['4x']]])('%j is no status', status => {
    const request = { ...definition.request, response: { rules: [{ status, outcome: 'retry' }] } }
    expect(() => compile({ ...definition, request } as never, { settings: { key: secret } })).toThrow(
      'a status is a number such as 404, or a class such as `"4xx"`',
    )
  })

  test('the rules of the request precede those of the destination', () => {
    expect(words(['a', 'b'], { status: 200, body: '{"state":"busy"}' })).toEqual(['retry', 'retry'])
    expect(outcomes(['a', 'b'], { status: 423 })).toMatchObject({ outcomes: [{ after: 5 }, { after: 5 }], pause: true })
    expect(outcomes(['a'], { status: 423 })).toMatchObject({ outcomes: [{ after: 5 }], pause: true })
  })
})

describe('by entries that name items', () => {
  test.each<[body: Json, expected: string[], status?: number]>([
    [{ failed: [{ at: 1, field: 'id' }] }, ['delivered', 'rejectedid', 'delivered']],
    [{ failed: [] }, ['delivered', 'delivered', 'delivered']],
    [{ failed: null }, ['delivered', 'delivered', 'delivered']],
    [{ failed: [{ at: '2' }, { at: 0 }] }, ['rejected', 'delivered', 'rejected']],
    [{ failed: [{ at: [0, 1] }] }, ['rejected', 'rejected', 'delivered']],
    [{ failed: [{ at: 3 }] }, ['retrysplit', 'retrysplit', 'retrysplit']],
    [{ failed: [{ at: -1 }, { at: 0 }] }, ['rejected', 'retrysplit', 'retrysplit']],
    [{ failed: [{}] }, ['retrysplit', 'retrysplit', 'retrysplit']],
    [{ failed: 'all' }, ['retrysplit', 'retrysplit', 'retrysplit']],
    [{ failed: { at: 1 } }, ['delivered', 'rejected', 'delivered']],
    [{ bad: ['b'] }, ['retry', 'rejected', 'retry'], 400],
    [{ bad: ['x'] }, ['retrysplit', 'retrysplit', 'retrysplit'], 400],
    [{ bad: ['a', 'c', 'a'] }, ['rejected', 'retry', 'rejected'], 400],
  ])('%j', (body, expected, status = 207) => {
    expect(words(['a', 'b', 'c'], { status, body: JSON.stringify(body) })).toEqual(expected)
    expect(words(['a', 'b', 'c'], { status, body })).toEqual(expected)
  })

  test('an entry that names nothing rejects an action alone', () => {
    const alone = destination.requests(destination.map({ type: 'identify', userId: 'a' }).actions, { batch: true })
    const answer = { status: 207, body: { failed: [{ at: 9, why: 'too old' }] } }
    const { outcomes } = destination.outcomes(alone.requests[0]!, answer)
    expect(outcomes).toMatchObject([{ outcome: 'rejected', message: 'too old' }])
  })
})

test('no message has a secret, also one that the vendor echoes', () => {
  for (const text of [secret, `invalid key ${secret}!`, 'x'.repeat(290) + secret, 'x'.repeat(595) + secret]) {
    for (const body of [text, { message: text }, { failed: [{ at: 0, field: text, why: text }] }]) {
      const found = JSON.stringify(outcomes(['a', 'b'], { status: 207, body }))
      expect(found + JSON.stringify(outcomes(['a'], { status: 400, body }))).not.toContain(secret.slice(0, 12))
    }
  }
})

const anyAnswer = fc.record(
  {
    status: fc.oneof(fc.constantFrom(0, 200, 207, 400, 401, 413, 429, 500, 503), fc.jsonValue()),
    headers: fc.oneof(
      fc.dictionary(fc.constantFrom('Retry-After', 'date', 'x-ratelimit-reset'), fc.jsonValue()),
      fc.jsonValue(),
    ),
    body: fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.record({
        failed: fc.oneof(fc.array(fc.record({ at: fc.jsonValue(), field: fc.jsonValue() })), fc.jsonValue()),
      }),
      fc.record({ bad: fc.jsonValue() }),
    ),
  },
  { requiredKeys: [] },
)

test.each<[unknown]>([[undefined], [null], ['request'], [{}], [{ actions: [0] }], [[]]])(
  '%j is no request and has no outcomes',
  request => {
    expect(destination.outcomes(request as never, { status: 200 })).toEqual({ outcomes: [] })
  },
)

test('any answer gives each action one outcome, the same twice', () => {
  const requests = [requestOf('a'), requestOf('a', 'b', 'c')]
  fc.assert(
    fc.property(anyAnswer, answer => {
      for (const request of requests) {
        const read = destination.outcomes(request, answer as never)
        expect(read.outcomes.map(({ action }) => action)).toEqual(request.actions)
        expect(destination.outcomes(request, structuredClone(answer) as never)).toEqual(read)
      }
    }),
    { numRuns: runs(400) },
  )
})

test('an answer of 10 MB and one that is nested deep are read', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  for (const body of [
    'x'.repeat(10_000_000),
    `{"failed":${deep}}`,
    deep,
    `{"failed":[${'{"at":1},'.repeat(500_000)}1]}`,
  ]) {
    expect(outcomes(['a', 'b'], { status: 207, body }).outcomes).toHaveLength(2)
  }
})

describe('templates of a response read the request without its authentication', () => {
  const own = 'a key/with signs 0123'
  const key = { '@path': '$.settings.key' }
  const hmac = { header: 'X-Signature', secret: key, algorithm: 'sha256' }
  test.each<[auth: object, url?: object]>([
    [{ bearer: key }],
    [{ basic: { username: 'u', password: key } }],
    [{ header: { name: 'X-Api-Key', value: key } }],
    [{ query: { name: 'api key', value: key } }],
    [{ query: { name: 'api_key', value: key } }],
    [{ hmac }],
    [
      [
        { bearer: key },
        { header: { name: 'X-Api-Key', value: key } },
        { query: { name: 'api key', value: key } },
        { hmac },
      ],
    ],
    [{ bearer: 'none' }, { '@template': 'https://api.example.com/{{settings.key}}/items' }],
  ])('%j', (auth, url = { '@template': 'https://api.example.com/items' }) => {
    const parts = { '@jsonata': '$string($merge([request, { "more": settings.region }]))' }
    const request = {
      url,
      auth,
      query: { page: '1' },
      headers: { 'X-Copy': key },
      body: { id: { '@path': '$.payload.id' } },
      response: { rules: [{ status: 400, outcome: 'rejected', message: parts }] },
    }
    const settings = { ...definition.settings, region: { type: 'string' } }
    const { fields } = definition.actions.add
    const actions = { add: { fields, requests: [request] } }
    const { slug, name, subscriptions } = definition
    const echo = compile({ slug, name, settings, actions, subscriptions } as unknown as JsonObject, {
      settings: { key: own, region: 'eu' },
    })
    const [made] = echo.requests(echo.map({ type: 'identify', userId: 'u-1' }).actions).requests
    const { outcomes } = echo.outcomes(made!, { status: 400 })
    const { message } = outcomes[0] as { message: string }
    expect(Object.keys(JSON.parse(message))).toEqual(['method', 'url', 'headers', 'body', 'more'])
    expect(JSON.parse(message).body).toEqual({ id: 'u-1' })
    expect(JSON.parse(message).url).toMatch(/[?&]page=1$/)
    for (const form of [own, encodeURIComponent(own), 'authorization', 'x-api-key', 'x-signature', 'api%20key']) {
      expect(message).not.toContain(form)
    }
    const echoed = echo.outcomes(made!, { status: 422, body: `no such page: ${made!.url}` })
    expect(JSON.stringify(echoed)).not.toContain(encodeURIComponent(own))
  })
})

test('a request that was stored in part has outcomes', () => {
  const failed = { status: 207, body: { failed: [{ at: 0 }] } }
  for (const answer of [{ status: 200 }, failed, { status: 400 }]) {
    const template = '/actions/add/batch'
    const { outcomes } = destination.outcomes({ actions: [3], items: [3], template } as never, answer)
    expect(outcomes).toMatchObject([{ action: 3 }])
  }
})
