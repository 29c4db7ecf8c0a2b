import { describe, expect, test } from 'vitest'
import { compile, type Definition, type RequestOptions } from '../src/api/index.ts'

// The place in the definition of the part of a request that failed.

const number = { '@jsonata': '$number(payload.n)' }
const fields = { n: { type: 'object' }, id: { type: 'string' }, list: { type: 'object' }, url: { type: 'string' } }
const url = 'https://x.example/a'

function failuresOf(action: object, payloads: readonly object[], options: RequestOptions = {}, others: object = {}) {
  const settings = { key: { type: 'secret' } }
  const definition = { slug: 'demo', name: 'Demo', settings, actions: { send: { fields, ...action } }, ...others }
  const actions = payloads.map(payload => ({
    destination: 'demo',
    subscription: 's',
    action: 'send',
    payload,
    subject: [],
  }))
  const destination = compile(definition as unknown as Definition, { settings: { key: { $secret: 'KEY' } } as never })
  return destination.requests(actions as never, options).failures
}

const one = (request: object) => ({ requests: [{ url, ...request }] })
const batched = (batch: object) => ({ requests: [{ url, body: { '@path': '$.payload' } }], batch })
const first = '/actions/send/requests/0'
const batch = '/actions/send/batch'

test.each<[name: string, action: object, payload: object, template: string | undefined]>([
  ['the URL', one({ url: { '@template': 'https://x.example/{{payload.id}}' } }), {}, `${first}/url`],
  [
    'a whole URL',
    one({ url: { '@path': '$.payload.url' }, hosts: ['x.example'] }),
    { url: 'https://y.example' },
    `${first}/url`,
  ],
  ['a method', one({ method: { '@path': '$.payload.id' } }), { id: 'SEND' }, `${first}/method`],
  ['a header', one({ headers: { 'X-Id': { '@path': '$.payload.id' } } }), { id: 'a\nb' }, `${first}/headers/X-Id`],
  ['all headers', one({ headers: { '@path': '$.payload.n' } }), { n: 'a' }, `${first}/headers`],
  ['a parameter', one({ query: { a: '1', b: number } }), { n: 'x' }, `${first}/query/b/@jsonata`],
  ['a condition', one({ when: { '@path': '$.payload.n' } }), { n: 1 }, `${first}/when`],
  [
    'an expression of a condition',
    one({ when: { '@jsonata': '$number(payload.n) > 1' } }),
    { n: 'x' },
    `${first}/when/@jsonata`,
  ],
  ['a list of items', one({ forEach: { '@path': '$.payload.list' } }), { list: 1 }, `${first}/forEach`],
  [
    'an item',
    one({ forEach: { '@path': '$.payload.list' }, body: { '@jsonata': '$number(item)' } }),
    { list: ['1', 'x'] },
    `${first}/body/@jsonata`,
  ],
  ['an expression in the body', one({ body: { a: [1, { b: number }] } }), { n: 'x' }, `${first}/body/a/1/b/@jsonata`],
  [
    'a later request',
    { requests: [{ url }, { url, body: number }] },
    { n: 'x' },
    '/actions/send/requests/1/body/@jsonata',
  ],
  ['a method without a body', one({ method: { '@path': '$.payload.id' }, body: 1 }), { id: 'GET' }, `${first}/body`],
  ['authentication with a secret', one({ auth: { bearer: { '@path': '$.settings.key' } } }), {}, first],
  ['a payload that is not JSON', one({ body: { '@path': '$.payload.n' } }), { n: 5n }, undefined],
])('%s', (_, action, payload, template) => {
  const failures = failuresOf(action, [payload])
  expect(failures).toHaveLength(1)
  expect(failures[0]!.template).toBe(template)
})

test('a part that requests inherit', () => {
  const others = { request: { headers: { a: { '@path': '$.payload.id' } } } }
  expect(failuresOf(one({}), [{ id: '\n' }], {}, others)).toMatchObject([{ template: '/request/headers/a' }])
})

test('a request without the token that it needs', () => {
  const others = {
    request: { auth: { bearer: { '@path': '$.tokens.access' } } },
    tokens: {
      oauth: {
        request: { url: 'https://x.example/token', body: { refresh: { '@path': '$.tokens.refresh' } } },
        values: { access: { '@path': '$.response.body.a' }, refresh: { '@path': '$.response.body.r' } },
      },
    },
  }
  expect(failuresOf(one({}), [{}], {}, others)).toMatchObject([{ code: 'CM707', template: first }])
  const definition = { slug: 'demo', name: 'Demo', actions: { send: { fields, ...one({}) } }, ...others }
  expect(compile(definition as unknown as Definition).tokenRequest('oauth').failure).toMatchObject({
    code: 'CM707',
    template: '/tokens/oauth/request',
  })
})

describe('in a batch', () => {
  test.each<[name: string, action: object, template: string]>([
    ['a condition', batched({ when: { '@path': '$.payload.n' } }), `${batch}/when`],
    ['an item', batched({ item: { a: number } }), `${batch}/item/a/@jsonata`],
    ['a key', batched({ key: number }), `${batch}/key/@jsonata`],
    ['a size', batched({ size: number }), `${batch}/size/@jsonata`],
    ['`distinct`', batched({ distinct: number }), `${batch}/distinct/@jsonata`],
    [
      'the URL',
      batched({ request: { url: { '@template': 'https://x.example/{{payload.url}}' } } }),
      `${batch}/request/url`,
    ],
    [
      'the body',
      batched({ request: { body: { '@jsonata': '{ "all": items.{ "n": $number(n) } }' } } }),
      `${batch}/request/body/@jsonata`,
    ],
    ['a lent part', { requests: [{ url, headers: { a: number }, body: 1 }], batch: {} }, `${first}/headers/a/@jsonata`],
  ])('%s', (_, action, template) => {
    const failures = failuresOf(action, [{ n: 'x' }], { batch: true })
    expect(failures.map(({ template }) => template)).toEqual([template])
  })

  test('an action that is too large for it, and cannot be sent alone either', () => {
    const requests = [
      { url, body: { '@path': '$.payload.n' } },
      { url, method: { '@path': '$.payload.id' }, body: 1 },
    ]
    const action = { requests, batch: { maxBytes: 10, item: { '@path': '$.payload.n' }, request: { url } } }
    const failures = failuresOf(action, [
      { n: 'a', id: 'POST' },
      { n: 'x'.repeat(20), id: 'GET' },
    ])
    expect(failures).toMatchObject([{ index: 1, template: '/actions/send/requests/1/body' }])
  })
})

test('`explain` tells it too', () => {
  const definition = {
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: { n: { type: 'string', default: { '@path': '$.event' } } }, ...one({ body: number }) } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  }
  const { verdicts } = compile(definition as unknown as Definition).explain({ type: 'track', event: 'x' })
  expect(verdicts).toMatchObject([{ verdict: 'failed', failures: [{ at: '', template: `${first}/body/@jsonata` }] }])
})
