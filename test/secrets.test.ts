import { describe, expect, test } from 'vitest'
import { type Action, compile, type Definition, type Settings } from '../src/api/index.ts'

const settings = { key: { type: 'secret' }, user: { type: 'string' }, region: { type: 'string', default: 'eu' } }
const url = 'https://x.example/a'
const reference = { key: { $secret: 'K' } }

function destinationOf(parts: object, given: Settings = reference, action: object = {}) {
  const { constants, ...request } = parts as { constants?: object }
  const definition = {
    slug: 'demo',
    name: 'Demo',
    settings,
    ...(constants && { constants }),
    actions: { send: { fields: { p: { type: 'object' } }, requests: [{ url, ...request }], ...action } },
  }
  return compile(definition as unknown as Definition, { settings: given })
}

function sending(p: unknown): Action {
  return { destination: 'demo', subscription: 's', action: 'send', payload: { p } as Action['payload'], subject: [] }
}

const key = { '@path': '$.settings.key' }
const places: [string, object, string[]][] = [
  ['a header', { headers: { 'x-key': key } }, ['/headers/x-key whole']],
  ['a part of a header', { headers: { 'x-key': { '@template': 'k {{settings.key}}' } } }, ['/headers/x-key']],
  ['all headers', { headers: { '@merge': { direction: 'right', objects: [{ a: key }] } } }, ['/headers']],
  ['a bearer token', { auth: { bearer: key } }, ['/headers/authorization']],
  ['a password', { auth: { basic: { username: 'me', password: key } } }, ['/headers/authorization']],
  ['an authentication header', { auth: { header: { name: 'X-Key', value: key } } }, ['/headers/x-key whole']],
  ['an authentication parameter', { auth: { query: { name: 'k', value: key } } }, ['/url']],
  ['a signature', { auth: { hmac: { header: 'sig', secret: key, algorithm: 'sha256' } }, body: {} }, ['/headers/sig']],
  [
    'two credentials',
    { auth: [{ bearer: key }, { header: { name: 'X-Developer', value: key } }, { query: { name: 'k', value: key } }] },
    ['/url', '/headers/authorization', '/headers/x-developer whole'],
  ],
  ['a query', { query: { k: key } }, ['/url']],
  ['a whole query', { query: { '@merge': { direction: 'right', objects: [{ a: key }] } } }, ['/url']],
  ['a path', { url: { '@template': 'https://x.example/{{settings.key}}/a' } }, ['/url']],
  ['a host', { url: { '@template': 'https://{{settings.key}}.x.example/a' } }, ['/url']],
  ['a start', { url: { '@template': '{{settings.key}}/a?p={{payload.p}}' } }, ['/url']],
  ['a whole URL', { url: key }, ['/url']],
  ['a body', { body: { a: [{ k: key }], b: 1 } }, ['/body/a/0/k whole']],
  ['an expression in a body', { body: { a: { '@jsonata': "settings.key & '!'" } } }, ['/body/a']],
  ['an expression over all settings', { body: { a: { '@jsonata': '$merge([settings])' } } }, ['/body/a']],
  ['an expression over everything', { body: { a: { '@jsonata': '$string($$)' } } }, ['/body/a']],
  ['a computed path', { body: { '@path': { '@template': '$.settings.{{settings.region}}' } } }, ['/body']],
  ['a hash', { body: { a: { '@jsonata': '$hash(settings.key)' } } }, ['/body/a']],
  ['Liquid', { body: { '@liquid': '{{ settings.key | upcase }}' }, encoding: 'text' }, ['/body']],
  ['a form', { body: { a: key }, encoding: 'form' }, ['/body']],
  ['a constant', { constants: { c: key }, headers: { a: { '@path': '$.constants.c' } } }, ['/headers/a whole']],
  [
    'a part of a header from a constant',
    { constants: { c: { '@template': 'k {{settings.key}}' } }, headers: { a: { '@path': '$.constants.c' } } },
    ['/headers/a'],
  ],
  [
    'a part of a constant',
    { constants: { c: { k: key, r: 1 } }, body: { a: { '@path': '$.constants.c.k' } } },
    ['/body/a whole'],
  ],
  [
    'an entry of a list of a constant',
    { constants: { c: [{ k: key }] }, body: { a: { '@path': '$.constants.c[0].k' } } },
    ['/body/a whole'],
  ],
  [
    'all entries of a list of a constant',
    { constants: { c: [{ k: key }] }, body: { a: { '@jsonata': 'constants.c.k' } } },
    ['/body/a'],
  ],
  ['an item', { forEach: [{ k: key }], body: { a: { '@path': '$.item.k' } } }, ['/body/a']],
  [
    'an item of a computed list',
    { forEach: { '@jsonata': '[settings.key]' }, url: { '@template': 'https://x.example/{{item}}' } },
    ['/url'],
  ],
]

const harmless: [string, object][] = [
  ['a request without settings', {}],
  ['another setting', { headers: { a: { '@path': '$.settings.region' } } }],
  ['another part of a constant', { constants: { c: { k: key, r: 1 } }, body: { '@path': '$.constants.c.r' } }],
  ['a condition', { when: { '@jsonata': '$exists(settings.key)' } }],
  ['a string that looks like one', { body: { a: '<redacted K>' }, headers: { b: '<redacted K>' } }],
]

describe('a request that depends on a reference', () => {
  test.each(places)('cannot be sent: %s', (_, request) => {
    const { requests, failures } = destinationOf(request).requests([sending(1)])
    expect(requests).toEqual([])
    expect(failures).toMatchObject([{ code: 'CM706', at: '', index: 0, subscription: 's', action: 'send' }])
    expect(failures[0]!.message).toMatch(/\bK\b.*give its value.*\{ redact: true \}/)
  })

  test.each(places)('lists its places in a preview: %s', (_, request, expected) => {
    const { requests, failures } = destinationOf(request).requests([sending(1)], { redact: true })
    expect(failures).toEqual([])
    const found = requests.flatMap(({ secrets = [] }) => secrets)
    expect(found.map(({ at, isWhole }) => (isWhole ? `${at} whole` : at))).toEqual(expected)
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(['K']))
    expect(requests[0]!.url).toMatch(/^[!-~]+$/)
  })

  test.each(places)('can be sent with the value of the secret: %s', (_, request) => {
    const given = { key: /^a (host|start|whole)/.test(_) ? 'https://x' : 'sk-1' }
    const value = _ === 'a host' ? { key: 'a' } : given
    const { requests, failures } = destinationOf(request, value).requests([sending(1)])
    expect([failures, requests.length, requests[0]?.secrets]).toEqual([[], 1, undefined])
    expect(JSON.stringify(requests)).not.toContain('redacted')
  })

  test.each(harmless)('does not include %s', (_, request) => {
    const { requests, failures } = destinationOf(request).requests([sending(1)])
    expect([failures, requests.length, requests[0]?.secrets]).toEqual([[], 1, undefined])
  })
})

describe('a batch lists its secrets', () => {
  const batches: [string, object, object, string[]][] = [
    ['in a header', { headers: { k: key } }, { request: {} }, ['/headers/k whole']],
    [
      'in its body',
      { body: { p: 1 } },
      { request: { body: { k: key, all: { '@path': '$.items' } } } },
      ['/body/k whole'],
    ],
    [
      'in items inside its body',
      { body: { k: key, p: 1 } },
      { request: { body: { all: { '@path': '$.items' } } } },
      ['/body/all'],
    ],
    ['in items that are its body', { body: { k: key, p: 1 } }, {}, ['/body']],
    ['in a mapped `item`', {}, { item: { '@jsonata': '{ "k": settings.key }' } }, ['/body']],
    [
      'in items that are lists',
      {},
      { item: [{ k: key }], request: { body: { all: { '@jsonata': 'items.k' } } } },
      ['/body/all'],
    ],
    [
      'in its `key`',
      {},
      { key, request: { body: { k: { '@path': '$.key' }, all: { '@path': '$.items' } } } },
      ['/body/k whole'],
    ],
    ['not if `item` leaves it out', { body: { k: key, p: 1 } }, { item: { '@path': '$.body.p' } }, []],
  ]

  test.each(batches)('%s', (_, request, batch, expected) => {
    const destination = destinationOf({ body: { p: 1 }, ...request }, reference, { batch })
    const actions = [sending(1), sending(2)]
    const { requests } = destination.requests(actions, { batch: true, redact: true })
    expect(requests.map(({ actions }) => actions)).toEqual([[0, 1]])
    const places = (requests[0]!.secrets ?? []).map(({ at, isWhole }) => (isWhole ? `${at} whole` : at))
    expect(places).toEqual(expected)
    const codes = destination.requests(actions, { batch: true }).failures.map(({ code }) => code)
    expect(codes).toEqual(['CM706', 'CM706'])
  })
})

test('a preview of a batch lists the places of all its actions', () => {
  const send = (body: object) => ({
    fields: { p: { type: 'object' } },
    requests: [{ url, body }],
    batch: { request: { body: { all: { '@path': '$.items' } } } },
  })
  const actions = { send: send({ a: 1 }), other: send({ k: key }) }
  const definition = { slug: 'demo', name: 'Demo', settings, actions } as unknown as Definition
  const given = [sending(1), { ...sending(2), action: 'other' }]
  const { requests } = compile(definition, { settings: reference }).requests(given, { redact: true })
  expect(requests.map(({ actions, secrets }) => ({ actions, secrets }))).toEqual([
    { actions: [0, 1], secrets: [{ at: '/body/all', name: 'K', isWhole: false }] },
  ])
})

test.each([{ o: { a: { $secret: 'K' } } }, { o: { list: [1, { b: { $secret: 'K' } }] } }])(
  'refuses a reference inside a setting: %j',
  given => {
    const definition = {
      slug: 'demo',
      name: 'Demo',
      settings: { o: { type: 'object' } },
      actions: { send: { fields: {}, requests: [{ url, body: { '@path': '$.settings.o' } }] } },
    } as unknown as Definition
    expect(() => compile(definition, { settings: given as Settings })).toThrow(/CM408 \/settings\/o\/.*the whole value/)
  },
)

describe('values that look like a reference', () => {
  const forged = '<redacted K>'

  test('sends the password beside a user name that looks like a reference', () => {
    const basic = { username: { '@path': '$.settings.user' }, password: key }
    const { requests } = destinationOf({ auth: { basic } }, { key: 'pw', user: forged }).requests([sending(1)])
    expect(requests[0]!.headers.authorization).toBe(`Basic ${btoa(`${forged}:pw`)}`)
  })

  test('signs with a secret that looks like a reference', () => {
    const hmac = { header: 'sig', secret: key, algorithm: 'sha256' }
    const { requests } = destinationOf({ auth: { hmac }, body: {} }, { key: forged }).requests([sending(1)])
    expect(requests[0]!.headers.sig).toMatch(/^[0-9a-f]{64}$/)
  })

  test('redacts a secret that looks like a reference in messages', () => {
    const request = { headers: { a: { '@jsonata': '$error(settings.key & payload.p)' } } }
    const { failures } = destinationOf(request, { key: '<redacted nothing>' }).requests([sending(1)])
    expect(failures[0]!.message).not.toContain('nothing')
  })

  test('does not list a value of an event as a secret', () => {
    const request = { body: { k: key, p: { '@path': '$.payload.p' } } }
    const { requests } = destinationOf(request).requests([sending({ x: forged, y: { $secret: 'K' } })], {
      redact: true,
    })
    expect(requests[0]!.secrets).toEqual([{ at: '/body/k', name: 'K', isWhole: true }])
  })
})
