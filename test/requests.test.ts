import { describe, expect, test } from 'vitest'
import { lint } from '../src/api/analysis.ts'
import { type Action, CompileError, compile, type Definition, normalize } from '../src/api/index.ts'
import { mostUnits, unitsLeft } from '../src/value/index.ts'

/** A destination with one request, whose payload is `{ id }`. */
function definitionOf(request: object): Definition {
  return {
    slug: 'demo',
    name: 'Demo',
    settings: {
      key: { type: 'secret', default: 'sk-live-1234' },
      part: { type: 'string', default: 'FETCH' },
      absent: { type: 'string' },
    },
    actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } }, requests: [request] } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  } as Definition
}

const url = 'https://x.example/a'

function mistakesOf(request: object) {
  try {
    compile(definitionOf(request))
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics.map(({ code, at }) => `${code} ${at.replace('/actions/send/requests/0', '')}`)
  }
}

describe('compile refuses parts that are wrong for every payload', () => {
  test.each<[string, object, string[]]>([
    ['no part of a valid request', { url }, []],
    ['an absent URL', {}, ['CM702 ']],
    ['an unknown method', { url, method: 'FETCH' }, ['CM702 /method']],
    ['a line break in a header', { url, headers: { 'x-a': 'a\nb' } }, ['CM702 /headers/x-a']],
    ['an invalid header name', { url, headers: { 'x a': 'b' } }, ['CM702 /headers/x a']],
    ['an expression that fails', { url: { '@jsonata': "$error('no')" } }, ['CM702 /url']],
    ['a line break in a token', { url, auth: { bearer: 'a\r\nb' } }, ['CM702 /auth']],
    ['an unknown method from a setting', { url, method: { '@path': '$.settings.part' } }, ['CM702 /method']],
    ['an absent method', { url, method: { '@path': '$.settings.absent' } }, ['CM702 /method']],
    ['a body with GET', { url, method: 'get', body: { a: 1 } }, ['CM702 /body']],
    ['a body with HEAD', { url, method: { '@template': 'HEAD' }, body: { '@path': '$.payload.id' } }, ['CM702 /body']],
    ['an object as a token', { url, auth: { bearer: { a: 1 } } }, ['CM702 /auth/bearer']],
    ['an unknown field as the query', { url, query: { '@path': '$.payload.ids' } }, ['CM403 /query/@path']],
    ['the header Host', { url, headers: { Host: { '@path': '$.payload.id' } } }, ['CM702 /headers/Host']],
    ['the header content-length', { url, headers: { 'content-length': '1' } }, ['CM702 /headers/content-length']],
    ['two credentials', { url, auth: [{ bearer: 'a' }, { header: { name: 'x-key', value: 'b' } }] }, []],
    ['no credential', { url, auth: [] }, ['CM101 /auth']],
    ['a credential of two schemes', { url, auth: [{ bearer: 'a', basic: { username: 'b' } }] }, ['CM101 /auth/0']],
    [
      'two credentials in one header',
      { url, auth: [{ bearer: 'a' }, { header: { name: 'Authorization', value: 'b' } }] },
      ['CM702 /auth/1'],
    ],
    [
      'a line break in a credential',
      { url, auth: [{ bearer: 'a' }, { header: { name: 'x-key', value: 'a\nb' } }] },
      ['CM702 /auth/1'],
    ],
    ['the header Connection', { url, auth: { header: { name: 'Connection', value: 'a' } } }, ['CM702 /auth']],
    [
      'a signature in Transfer-Encoding',
      { url, auth: { hmac: { header: 'Transfer-Encoding', secret: 'a', algorithm: 'sha1' } } },
      ['CM702 /auth'],
    ],
    [
      'a URL that an expression computes from the payload',
      { url: { '@jsonata': "'https://' & payload.id" } },
      ['CM701 /url'],
    ],
  ])('%s', (_, request, expected) => {
    expect(mistakesOf(request)).toEqual(expected)
  })

  test('the message shows no secret', () => {
    try {
      compile(definitionOf({ url: { '@jsonata': '$error(settings.key)' } }))
    } catch (error) {
      expect(String((error as Error).message)).not.toContain('sk-live')
      return
    }
    throw new Error('it compiled')
  })
})

describe('a URL that the payload chooses', () => {
  const byId = { '@template': 'https://x.example/id/{{payload.id}}' }
  const fixed = 'https://x.example/none'
  const choose = (then: unknown, otherwise?: unknown) => ({
    '@if': { blank: { '@path': '$.payload.id' }, then, ...(otherwise !== undefined && { else: otherwise }) },
  })
  const first = (...urls: unknown[]) => ({ '@coalesce': urls })
  const nested = choose(byId, {
    '@if': {
      exists: { '@path': '$.payload.n' },
      then: { '@template': 'https://y.example/{{payload.n}}' },
      else: fixed,
    },
  })
  const mistakes = (url: unknown) => {
    try {
      compile({ ...definitionOf({ url }), settings: { absent: { type: 'string' } } } as unknown as Definition)
      return []
    } catch (error) {
      return (error as CompileError).diagnostics.map(({ code, at }) => ({ code, at }))
    }
  }
  const at = '/actions/send/requests/0/url'

  const sendTo = (url: unknown, payload: object, settings = {}) => {
    const fields = { id: { type: 'string' }, n: { type: 'number' }, to: { type: 'string' } }
    const definition = definitionOf({ url, hosts: ['h.example'] })
    const send = { ...definition.actions.send, fields }
    const given = {
      ...definition,
      settings: { endpoint: { type: 'string' }, list: { type: 'string' } },
      actions: { send },
    }
    const action = { destination: 'demo', action: 'send', subscription: 's', payload }
    const { requests, failures } = compile(given as unknown as Definition, { settings }).requests([action as never])
    return [...requests.map(({ url }) => url), ...failures.map(({ message }) => message)]
  }

  test.each<[payload: object, url: string]>([
    [{ id: 'a/b', n: 1 }, 'https://x.example/id/a%2Fb'],
    [{ n: 7 }, 'https://y.example/7'],
    [{ id: '', n: 7 }, 'https://y.example/7'],
    [{}, fixed],
  ])('%j', (payload, url) => {
    expect(sendTo(nested, payload)).toEqual([url])
  })

  const whole = { '@path': '$.payload.to' }
  const preferred = first(
    whole,
    { '@path': '$.settings.endpoint' },
    { '@if': { exists: { '@path': '$.payload.id' }, then: byId } },
    fixed,
  )

  test.each<[payload: object, settings: object, url: string]>([
    [{ to: 'https://h.example/a', id: 'b' }, { endpoint: 'https://e.example/' }, 'https://h.example/a'],
    [{ id: 'b' }, { endpoint: 'https://e.example/' }, 'https://e.example/'],
    [{ id: 'b/c' }, {}, 'https://x.example/id/b%2Fc'],
    [{ to: null }, {}, fixed],
    [{ to: 'https://other.example/' }, {}, 'the URL leads to `other.example`, not to h.example'],
    [{ to: 'http://h.example/' }, {}, 'the URL is http, not https'],
    [{ to: '' }, {}, 'the URL is not a whole URL, such as `https://api.example.com/events`'],
  ])('the first that is there: %j, %j', (payload, settings, url) => {
    expect(sendTo(preferred, payload, settings)).toEqual([url])
  })

  const ofAccount = {
    '@if': {
      exists: { '@path': '$.settings.endpoint' },
      then: { '@template': '{{settings.endpoint}}/{{settings.list}}' },
      else: { '@template': 'https://x.example/{{settings.list}}?q={{settings.list}}' },
    },
  }

  test.each<[settings: object, url: string]>([
    [{ list: 'a/b&c' }, 'https://x.example/a%2Fb%26c?q=a%2Fb%26c'],
    [{ list: 'a/b', endpoint: 'https://e.example' }, 'https://e.example/a%2Fb'],
  ])('that the account chooses has the encoding of each: %j', (settings, url) => {
    expect(sendTo(ofAccount, {}, settings)).toEqual([url])
  })

  test('names the arm that is missing', () => {
    expect(() => compile(definitionOf({ url: choose(byId), body: {} }))).toThrow(
      '`else` is missing: each arm of this choice is to be a URL',
    )
  })

  test('an absent one at the end is no URL', () => {
    expect(sendTo(choose(first(whole, whole), fixed), { id: 'a' })).toEqual(['the URL is not a string'])
  })

  test.each<[url: unknown, codes: object[]]>([
    [choose(byId, fixed), []],
    [choose(byId), [{ code: 'CM701', at: `${at}/@if/else` }]],
    [choose(byId, { '@path': '$.payload.id' }), []],
    [choose(byId, null), [{ code: 'CM701', at: `${at}/@if/else` }]],
    [first({ '@path': '$.payload.id' }, byId), []],
    [first({ '@path': '$.settings.absent' }, byId), []],
    [first(null), [{ code: 'CM701', at: `${at}/@coalesce/0` }]],
    [first(byId, fixed), [{ code: 'CM701', at: `${at}/@coalesce/0` }]],
    [first({ '@path': '$.payload.id' }, fixed, byId), [{ code: 'CM701', at: `${at}/@coalesce/1` }]],
    [first(choose(byId), fixed), []],
    [first(choose(byId, fixed), fixed), [{ code: 'CM701', at: `${at}/@coalesce/0` }]],
    [first(choose(byId)), [{ code: 'CM701', at: `${at}/@coalesce/0/@if/else` }]],
    [first({ '@path': '$.payload.id' }, choose(byId)), [{ code: 'CM701', at: `${at}/@coalesce/1/@if/else` }]],
    [first({ '@path': '$.payload.id' }, { '@jsonata': 'payload.id' }), [{ code: 'CM701', at: `${at}/@coalesce/1` }]],
    [
      first({ '@path': '$.payload.id' }, { '@path': '$.settings.absent' }),
      [{ code: 'CM702', at: `${at}/@coalesce/1` }],
    ],
    [choose(first({ '@path': '$.payload.id' }, null), fixed), [{ code: 'CM701', at: `${at}/@if/then/@coalesce/1` }]],
    [choose({ '@jsonata': 'payload.id' }, fixed), [{ code: 'CM701', at: `${at}/@if/then` }]],
    [choose({ '@template': '{{payload.id}}/a' }, fixed), [{ code: 'CM701', at: `${at}/@if/then` }]],
    [choose(byId, 'ftp://x.example'), [{ code: 'CM702', at: `${at}/@if/else` }]],
    [
      choose(byId, { '@if': { exists: { '@path': '$.payload.id' }, then: 5, else: fixed } }),
      [{ code: 'CM702', at: `${at}/@if/else/@if/then` }],
    ],
  ])('%j', (url, codes) => {
    expect(mistakes(url)).toEqual(codes)
  })
})

describe('a URL', () => {
  const settings = { part: { type: 'string' }, absent: { type: 'string' } }
  const codesOf = (url: unknown, part: string, constants: object = {}) => {
    const definition = { ...definitionOf({ url }), settings, constants }
    try {
      compile(definition as unknown as Definition, { settings: { part } })
      return []
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      return error.diagnostics.map(({ code }) => code)
    }
  }
  const template = (text: string) => ({ '@template': text })

  test.each<[string, string]>([
    ['{{payload.id}}', ''],
    ['{{payload.id}}/a', ''],
    ['{{payload.id}}://x.example/a', ''],
    ['https://{{payload.id}}/a', ''],
    ['https://a.{{payload.id}}.com/a', ''],
    ['https://x.example{{payload.id}}', ''],
    ['https://x.example:{{payload.id}}/a', ''],
    ['https://{{payload.id}}@x.example/a', ''],
    ['//{{payload.id}}/a', ''],
    ['https://x.example\\{{payload.id}}', ''],
    ['https:{{payload.id}}/a', ''],
    ['{{settings.part}}{{payload.id}}', 'https://x.example'],
    ['https://{{settings.part}}{{payload.id}}/a', 'x.'],
    ['{{settings.part}}/{{payload.id}}', 'https:/'],
  ])('refuses %s (%j), whose host the payload would choose', (url, part) => {
    expect(codesOf(template(url), part)).toEqual(['CM701'])
  })

  test.each<[unknown, string]>([
    ['$$', ''],
    ['', ''],
    ['/a/b', ''],
    ['x.example/a', ''],
    ['https:/x.example/a', ''],
    ['ftp://x.example/a', ''],
    ['javascript:alert(1)', ''],
    ['https://', ''],
    ['https://me:pw@x.example/a', ''],
    ['https://x.example/a#b', ''],
    ['https://x example/a', ''],
    [5, ''],
    [{ a: 1 }, ''],
    [{ '@path': '$.settings.absent' }, ''],
    [{ '@path': '$.constants.none' }, ''],
    [{ '@path': '$.constants.text' }, ''],
    [{ '@path': '$.settings.part' }, '$$'],
    [{ '@jsonata': 'settings.part' }, 'a/b'],
    [template('https://{{settings.part}}/a'), 'x y'],
    [template('https://{{settings.absent}}/a'), ''],
    [template('https://x.example/{{settings.part}}/a'), '..'],
    [template('https://x.example/{{settings.part}}'), '.'],
    [template('https://x.example/{{settings.part}}/{{payload.id}}'), '..'],
    [template('{{settings.part}}/a'), 'https://x.example/b/..'],
    [template('{{settings.part}}/a'), 'https://x.example/%2e%2E'],
    [template('https://x.example/{{constants.up}}/a'), ''],
    [template('https://x.example/{{constants.none}}/a'), ''],
    [template('https://x.example/{{constants.empty}}/{{payload.id}}'), ''],
    [template('https://x.example/{{settings.absent}}/a'), ''],
    [template('https://x.example/a-{{settings.absent}}'), ''],
  ])('refuses %j (%j)', (url, part) => {
    expect(codesOf(url, part, { none: null, empty: '', up: '../b', text: 'a/b' })).toEqual(['CM702'])
  })

  test.each<[string, string, string]>([
    ['https://x.example/a b/{{payload.id}}', '', 'https://x.example/a%20b/u%20v'],
    ['https://x.example/ä?q={{constants.c}}&r={{payload.id}}', '', 'https://x.example/%C3%A4?q=a%20b&r=u%20v'],
    ['https://{{settings.part}}/{{payload.id}}', 'x.example', 'https://x.example/u%20v'],
    ['{{settings.part}}?q={{payload.id}}', 'https://x.example', 'https://x.example?q=u%20v'],
    ['HTTP://x.example/{{payload.id}}', '', 'HTTP://x.example/u%20v'],
    ['https://x.example?a={{settings.part}}', '..', 'https://x.example?a=..'],
    ['https://x.example/a?b={{payload.absent}}&c={{settings.absent}}', '', 'https://x.example/a?b=&c='],
  ])('%s (%j) is %s', (url, part, expected) => {
    const given = {
      ...definitionOf({ url: template(url) }),
      settings,
      constants: { c: 'a b' },
    } as unknown as Definition
    const send = given.actions.send!
    const fields = { ...send.fields, absent: { type: 'string' as const } }
    const destination = compile({ ...given, actions: { send: { ...send, fields } } }, { settings: { part } })
    const { requests } = destination.requests(destination.map({ type: 'track', userId: 'u v' }).actions)
    expect(requests.map(request => request.url)).toEqual([expected])
  })

  test.each<[string, unknown, string]>([
    ['https://x.example/a/{{payload.id}}', undefined, '`payload.id` is absent'],
    ['https://x.example/a/{{payload.id}}/b', '', '`payload.id` is empty'],
    ['https://x.example/a/b-{{payload.id}}', null, '`payload.id` is absent'],
    ['https://x.example/a/{{payload.id}}?q=1', '..', '`payload.id` is `..`'],
    ['https://x.example/{{payload.id}}', '.', '`payload.id` is `.`'],
  ])('a failure of %s with %j names the part', (url, id, message) => {
    const destination = compile(definitionOf({ url: template(url) }))
    const action = { destination: 'demo', subscription: 's', action: 'send', payload: { id } as never, subject: [] }
    const { requests, failures } = destination.requests([action])
    expect(requests).toEqual([])
    expect(failures).toMatchObject([{ code: 'CM905', at: '/id', message: expect.stringContaining(message) }])
  })

  test.each([undefined, '', '$$', '/a', 'x.example', 5, {}, 'https:', 'ftp://x.example'])(
    'refuses %j from the payload as a whole URL',
    id => {
      const destination = compile(definitionOf({ url: { '@path': '$.payload.id' } }))
      const action = { destination: 'demo', subscription: 's', action: 'send', payload: { id } as never, subject: [] }
      const { requests, failures } = destination.requests([action])
      expect([requests.length, failures.map(({ code }) => code)]).toEqual([0, ['CM905']])
    },
  )
})

test.each([
  ['https://x.example/{{settings.part}}/a', { part: '../b?c#d' }, 'https://x.example/..%2Fb%3Fc%23d/a'],
  ['https://{{settings.part}}/a', { part: 'x.example:8443' }, 'https://x.example:8443/a'],
  ['{{settings.part}}/a/{{payload.id}}', { part: 'https://x.example/v1' }, 'https://x.example/v1/a/u'],
  ['https://x.example/{{settings.part}}/{{payload.id}}', { part: '/b' }, 'https://x.example/%2Fb/u'],
])('encodes a setting in the path of %s, not before it: %j', (template, settings, expected) => {
  const definition = { ...definitionOf({ url: { '@template': template } }), settings: { part: { type: 'string' } } }
  const destination = compile(definition as Definition, { settings })
  expect(destination.requests(destination.map({ type: 'track', userId: 'u' }).actions).requests[0]?.url).toBe(expected)
})

describe('values of a payload stay values', () => {
  const requestOf = (request: object, userId: unknown) => {
    const destination = compile(definitionOf(request))
    return destination.requests(destination.map({ type: 'track', userId }).actions)
  }

  test.each<[string, object, string, string]>([
    [
      'encodes a value in a path',
      { url: { '@template': 'https://x.example/{{payload.id}}/a' } },
      '../b?c#d',
      'https://x.example/..%2Fb%3Fc%23d/a',
    ],
    [
      'encodes a value in a query',
      { url, query: { q: { '@path': '$.payload.id' } } },
      'a&b=c d',
      'https://x.example/a?q=a%26b%3Dc%20d',
    ],
    [
      'replaces a lone surrogate',
      { url, query: { q: { '@path': '$.payload.id' } } },
      '\ud800',
      'https://x.example/a?q=%EF%BF%BD',
    ],
  ])('%s', (_, request, id, expected) => {
    expect(requestOf(request, id).requests[0]?.url).toBe(expected)
  })

  test.each<[string, object, string, string]>([
    ['a line break in a header', { url, headers: { 'x-a': { '@path': '$.payload.id' } } }, 'a\nb', 'CM905'],
    ['a URL that is not https', { url: { '@path': '$.payload.id' } }, 'http://x.example', 'CM905'],
    ['a URL with credentials', { url: { '@path': '$.payload.id' } }, 'https://a:b@x.example', 'CM905'],
    ['a URL with a user name', { url: { '@path': '$.payload.id' } }, 'https://a@x.example', 'CM905'],
    ['a javascript: URL', { url: { '@path': '$.payload.id' } }, 'javascript:alert(1)', 'CM905'],
    ['a path segment `..`', { url: { '@template': 'https://x.example/a/{{payload.id}}' } }, '..', 'CM905'],
    ['a computed method', { url, method: { '@path': '$.payload.id' } }, 'GET / HTTP/1.1', 'CM905'],
  ])('%s is a failure', (_, request, id, code) => {
    const { requests, failures } = requestOf(request, id)
    expect([requests.length, failures.map(failure => failure.code)]).toEqual([0, [code]])
  })
})

describe('a value that JSON cannot hold', () => {
  const cycle: Record<string, unknown> = {}
  cycle.again = cycle
  const throwing = {
    toJSON() {
      throw new Error('no')
    },
  }
  const values: [string, unknown, string][] = [
    ['a BigInt', 5n, '/id/n'],
    ['a function', () => 1, '/id/n'],
    ['a symbol', Symbol('s'), '/id/n'],
    ['a cycle', cycle, '/id/n/again'],
    ['a toJSON that throws', throwing, '/id/n'],
  ]
  const requests: [string, object, object?][] = [
    ['json', { body: { '@path': '$.payload' } }],
    ['form', { body: { '@path': '$.payload' }, encoding: 'form' }],
    ['text', { body: { '@path': '$.payload' }, encoding: 'text' }],
    ['ndjson', { body: [{ '@path': '$.payload' }], encoding: 'ndjson' }],
    ['no body', {}],
    ['a header', { headers: { a: { '@path': '$.payload.id' } } }],
    ['a path', { url: { '@template': 'https://x.example/{{payload.id}}' } }],
    ['a batch key', { body: 1 }, { key: { '@path': '$.payload.id' } }],
    ['a distinct item', { body: 1 }, { distinct: { '@path': '$.payload.id' } }],
  ]

  const cases = requests.flatMap(([where, request, batch = {}]) =>
    values.map(([what, value, at]) => ({ what, where, value, at, request, batch })),
  )

  test.each(cases)('refuses $what: $where', ({ value, at, request, batch }) => {
    const given = definitionOf({ url, ...request })
    const send = { ...given.actions.send!, ...('body' in request && { batch }) }
    const destination = compile({ ...given, actions: { send } })
    const payload = { id: { n: value } } as never
    const action = { destination: 'demo', subscription: 's', action: 'send', payload, subject: [] }
    for (const batch of [false, true]) {
      const { requests, failures } = destination.requests([action], { batch })
      expect(requests).toEqual([])
      expect(failures).toMatchObject([
        { code: 'CM905', at, message: expect.stringMatching(/cannot be sent: it is not JSON/) },
      ])
    }
  })

  test('refuses a function that an expression returns', () => {
    const destination = compile(definitionOf({ url, body: { '@jsonata': 'payload.id ? function($x) { $x }' } }))
    const { requests, failures } = destination.requests(destination.map({ type: 'track', userId: 'u' }).actions)
    expect([requests.length, failures.map(({ code }) => code)]).toEqual([0, ['CM903']])
  })
})

test.each<[unknown, number, string[]]>([
  [['a', 'b'], 2, []],
  [[], 0, []],
  [null, 0, []],
  [undefined, 0, []],
  ['a', 0, ['`forEach` is a string, expected a list']],
  [{ a: 1 }, 0, ['`forEach` is an object, expected a list']],
  [5, 0, ['`forEach` is a number, expected a list']],
])('makes one request for each item of %j', (list, count, messages) => {
  const request = { url, forEach: { '@path': '$.payload.id.l' }, body: { '@path': '$.item' } }
  const actions = { send: { fields: { id: { type: 'object' } }, requests: [request] } }
  const destination = compile({ slug: 'demo', name: 'Demo', actions } as unknown as Definition)
  const action = { destination: 'demo', subscription: 's', action: 'send', payload: { id: { l: list } }, subject: [] }
  const { requests, failures, skipped } = destination.requests([action as unknown as Action])
  expect([requests.length, failures.map(({ message }) => message)]).toEqual([count, messages])
  expect(skipped.length).toBe(count + messages.length > 0 ? 0 : 1)
})

test.each(['GET', 'HEAD', 'get'])('refuses a body with %s from the payload', method => {
  const request = { url, method: { '@path': '$.payload.id' }, body: { a: 1 } }
  const destination = compile(definitionOf(request))
  const { requests, failures } = destination.requests(destination.map({ type: 'track', userId: method }).actions)
  expect(requests).toEqual([])
  expect(failures).toMatchObject([{ code: 'CM905', message: `a ${method.toUpperCase()} request has no body` }])
})

describe('several credentials', () => {
  const auth = [
    { bearer: { '@path': '$.settings.key' } },
    { header: { name: 'Developer-Token', value: 'dev-1' } },
    { query: { name: 'app', value: 'a 1' } },
    { hmac: { header: 'X-First', secret: 'a', algorithm: 'sha256' } },
    { hmac: { header: 'X-Second', secret: 'b', algorithm: 'md5' } },
  ]
  const sent = (request: object, options = {}) => {
    const destination = compile(definitionOf({ url, auth, body: { a: 1 }, ...request }), options)
    return destination.requests(destination.map({ type: 'track', userId: 'u-1' }).actions).requests[0]
  }

  test('are sent together', () => {
    expect(sent({})?.url).toBe(`${url}?app=a%201`)
    expect(Object.keys(sent({})!.headers)).toEqual([
      'authorization',
      'developer-token',
      'content-type',
      'x-first',
      'x-second',
    ])
    expect(sent({})?.headers).toMatchObject({ authorization: 'Bearer sk-live-1234', 'developer-token': 'dev-1' })
  })

  test('cannot be replaced by headers and parameters of the request', () => {
    const headers = { authorization: 'x', 'Developer-Token': 'x', 'X-First': 'x', 'x-other': 'y' }
    const query = { '@literal': { app: 'x', other: 'y' } }
    const { headers: made, url: madeUrl } = sent({ headers, query })!
    expect(JSON.stringify([made, madeUrl])).not.toContain('"x"')
    expect(made['x-other']).toBe('y')
    expect(madeUrl).toBe(`${url}?app=a%201&other=y`)
  })
})

describe('a query that is one mapping', () => {
  const values = { b: 'x y', list: [1, 'a'], object: { k: true }, none: null, empty: '', zero: 0, id: 'u-1' }

  test.each<[string, object, string]>([
    [
      'has the members of an object, lists and objects as JSON',
      { query: { '@path': '$.payload.values' } },
      '?b=x%20y&list=%5B1%2C%22a%22%5D&object=%7B%22k%22%3Atrue%7D&empty=&zero=0&id=u-1',
    ],
    ['is added to a URL with parameters', { url: `${url}?a=1`, query: { '@path': '$.payload.few' } }, '?a=1&b=2'],
    ['is empty if it is absent', { query: { '@path': '$.payload.absent' } }, ''],
    ['is empty for an empty object', { query: { '@literal': {} } }, ''],
    ['takes fields beside others', { query: { '@fields': ['text'], v: 2 } }, '?text=t&v=2'],
  ])('%s', (_, request, expected) => {
    expect(urlOf({ requests: [{ url, ...request }] })).toBe(`${url}${expected}`)
  })

  test('cannot replace the parameters and the authentication of the request', () => {
    const request = { url, query: { id: 'fixed', none: { '@path': '$.payload.absent' } } }
    const requests = [{ query: { '@path': '$.payload.values' }, auth: { query: { name: 'zero', value: 'secret' } } }]
    expect(urlOf({ requests }, request)).toBe(
      `${url}?zero=secret&id=fixed&b=x%20y&list=%5B1%2C%22a%22%5D&object=%7B%22k%22%3Atrue%7D&empty=`,
    )
  })

  test.each(['text', 'list'])('fails as a %s', kind => {
    const { requests, failures } = resultOf({ requests: [{ url, query: { '@path': `$.payload.${kind}` } }] })
    expect([requests.length, failures.map(({ message }) => message)]).toEqual([0, ['the query is not an object']])
  })

  function urlOf(action: object, request?: object): string | undefined {
    return resultOf(action, request).requests[0]?.url
  }

  function resultOf(action: object, request?: object) {
    const fields = Object.fromEntries(
      ['values', 'few', 'text', 'list', 'absent'].map(name => [name, { type: 'object' as const }]),
    )
    const definition = { ...definitionOf({}), actions: { send: { fields, ...action } }, ...(request && { request }) }
    const payload = { values, few: { b: 2 }, text: 't', list: [1] }
    const stored = { destination: 'demo', subscription: 's', action: 'send', payload, subject: [] }
    return compile(definition as Definition).requests([stored])
  }
})

test.each(['Host', 'connection', 'Content-Length', 'proxy-connection', 'Keep-Alive', 'a b', 'a\nb'])(
  'refuses the header %j from a payload',
  name => {
    const request = { url, headers: { '@jsonata': '$merge([{ "x-a": "1" }, payload.id])' } }
    const given = definitionOf(request)
    const fields = { id: { type: 'object' as const } }
    const destination = compile({ ...given, actions: { send: { ...given.actions.send!, fields } } })
    const payload = { id: { [name]: '1' } }
    const action = { destination: 'demo', subscription: 's', action: 'send', payload, subject: [] }
    const { requests, failures } = destination.requests([action])
    expect([requests.length, failures.map(({ code }) => code)]).toEqual([0, ['CM905']])
  },
)

test.each<[string, object]>([
  ['constants', { constants: { '@jsonata': '{ "a": 1 }' } }],
  ['settings', { settings: { '@path': '$.settings' } }],
  ['functions', { functions: { '@jsonata': 'function() { 1 }' } }],
  ['fields', { fields: { '@merge': { type: 'string' } } }],
  ['fields', { actions: { send: { fields: { '@if': { type: 'string' } } } } }],
  ['properties', { fields: { a: { type: 'object', properties: { '@path': '$.a' } } } }],
  ['actions', { actions: { '@path': '$.a' } }],
])('refuses a directive as %s', (_, part) => {
  try {
    compile({ slug: 'demo', name: 'Demo', actions: {}, ...part } as Definition)
  } catch (error) {
    const { diagnostics } = error as CompileError
    expect(diagnostics).toMatchObject([{ code: 'CM102', marks: 'key', help: expect.stringContaining('by its name') }])
    return
  }
  throw new Error('it compiled')
})

describe('lint of a URL', () => {
  const definition = (url: unknown, required: boolean) => ({
    slug: 'demo',
    name: 'Demo',
    settings: { base: { type: 'string', required } },
    actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } }, requests: [{ url }] } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  })
  const base = { '@path': '$.settings.base' }

  test.each<[unknown, boolean, string[]]>([
    [base, true, []],
    [base, false, []],
    [{ '@template': '{{settings.base}}/a/{{payload.id}}' }, false, []],
    [{ '@template': '{{settings.base}}/a/{{payload.id}}' }, true, []],
    [{ '@template': 'https://{{payload.id}}/a' }, false, ['CM701']],
    [{ '@template': 'https://{{payload.id}}/a' }, true, ['CM701']],
    ['$$', true, ['CM702']],
  ])('without an account, lint reports only certain mistakes of %j', (url, required, expected) => {
    const codes = lint(definition(url, required)).map(({ code }) => code)
    expect(codes.filter(code => code !== 'CM802')).toEqual(expected)
  })

  test('with an account, lint uses its settings', () => {
    expect(lint(definition(base, false), { settings: {} }).map(({ code }) => code)).toEqual(['CM702'])
  })
})

describe('never throws', () => {
  const destination = compile(definitionOf({ url, body: { '@path': '$.payload.id' } }))
  const { actions } = destination.map({ type: 'track', event: 'A', userId: 'u' })
  const fail = () => {
    throw new Error('no')
  }

  test('an event that throws what cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable(new Error('no'), {})
    revoke()
    const event = Object.defineProperty({}, 'type', {
      get() {
        throw proxy
      },
    })
    expect(destination.map(event)).toEqual({
      actions: [],
      failures: [{ code: 'CM907', at: '', message: 'the event cannot be read' }],
    })
    expect(unitsLeft()).toBe(mostUnits)
  })

  test.each(['type', 'event', 'integrations'])('an event whose `%s` cannot be read', key => {
    const event = Object.defineProperty({ type: 'track' }, key, { enumerable: true, get: fail })
    expect(destination.map(event).failures).toEqual([
      { code: 'CM907', at: '', message: 'the event cannot be read: no' },
    ])
  })

  test.each(['destination', 'action', 'payload', 'subscription'])('an action whose `%s` cannot be read', key => {
    const action = { ...actions[0] } as object
    const { requests, failures } = destination.requests([Object.defineProperty(action, key, { get: fail }) as Action])
    expect([requests.length + failures.length, failures.every(({ index }) => index === 0)]).toEqual([1, true])
  })

  test.each([null, undefined, 5, 'x'])('options that are %j', options => {
    const given = options as unknown as object
    expect(destination.requests(actions, given).requests.length).toBe(1)
    expect(normalize({ type: 'track', event: 'A', userId: 'u' }, given).events.length).toBe(1)
    expect(compile(definitionOf({ url }), given).slug).toBe('demo')
  })
})
