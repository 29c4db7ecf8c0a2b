import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CompileError, compile, type Destination, type JsonObject, type Settings } from '../src/api/index.ts'
import { buildModule, inspect } from '../src/engine/index.ts'
import { loadModule } from './built/module.ts'
import { callmap } from './cli/callmap.ts'
import { readJson } from './destinations/sent.ts'
import { runs } from './seed.ts'

const clientSecret = 'client-0123456789abcdef'
const stored = { access: 'access-0123456789abcdef', refresh: 'refresh-0123456789abcdef' }
const send = {
  fields: { id: { type: 'string', default: { '@path': '$.userId' } } },
  requests: [{ url: 'https://api.example.com/items', body: { '@path': '$.payload' } }],
  batch: {},
}
const oauth = {
  request: {
    url: 'https://api.example.com/token',
    encoding: 'form',
    auth: { basic: { username: 'client-1', password: { '@path': '$.settings.clientSecret' } } },
    body: { grant_type: 'refresh_token', refresh_token: { '@path': '$.tokens.refresh' } },
  },
  values: {
    access: { '@path': '$.response.body.access_token' },
    refresh: { '@path': '$.response.body.refresh_token' },
  },
  expires: { '@path': '$.response.body.expires_in' },
  response: {
    rules: [
      {
        status: 400,
        when: { '@jsonata': "$contains(response.body.error_description, 'already being processed')" },
        outcome: 'retry',
        after: 2,
      },
    ],
  },
}
const definition = {
  slug: 'demo',
  name: 'Demo',
  settings: { clientSecret: { type: 'secret', required: true } },
  tokens: { oauth },
  request: { auth: { bearer: { '@path': '$.tokens.access' } } },
  actions: { send },
  subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
}
const settings = { clientSecret }
const changed = (changes: object) => compile({ ...definition, ...changes } as unknown as JsonObject, { settings })
const compiled = changed({})
const built = loadModule(buildModule(definition).code).create({ settings }) as unknown as Destination

function actionsOf(destination: Pick<Destination, 'map'>, ...ids: string[]) {
  return ids.flatMap(userId => destination.map({ type: 'identify', userId }).actions)
}

function mistakes(changes: object) {
  try {
    changed(changes)
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics.map(({ code, at }) => ({ code, at }))
  }
}

describe.each([
  ['compiled', compiled],
  ['built', built],
])('a %s destination', (_, destination) => {
  describe('requests', () => {
    test('are made with the tokens of the call', () => {
      const actions = actionsOf(destination, 'u-1', 'u-2')
      for (const access of ['access-1', 'access-2']) {
        for (const batch of [true, false]) {
          const { requests, failures } = destination.requests(actions, { batch, tokens: { access } })
          expect(failures).toEqual([])
          expect(requests.map(({ headers }) => headers.authorization)).toEqual(
            Array.from({ length: batch ? 1 : 2 }, () => `Bearer ${access}`),
          )
        }
      }
    })

    test.each([
      [undefined],
      [{}],
      [{ access: '' }],
      [{ access: 7 }],
      [{ refresh: 'r-1' }],
      [{ access: '<token access>' }],
    ])('are failures with %j', tokens => {
      const { requests, failures } = destination.requests(actionsOf(destination, 'u-1', 'u-2'), {
        tokens: tokens as never,
      })
      expect(requests).toEqual([])
      expect(failures).toMatchObject([
        { index: 0, action: 'send', code: 'CM707', at: '' },
        { index: 1, action: 'send', code: 'CM707', at: '' },
      ])
      expect(failures[0]!.message).toMatch(/^no token `access`: /)
    })

    test('are failures with tokens that cannot be read', () => {
      const tokens = {
        get access(): string {
          throw new Error('no')
        },
      }
      expect(destination.requests(actionsOf(destination, 'u-1'), { tokens }).failures).toMatchObject([
        { code: 'CM707' },
      ])
      expect(destination.tokenRequest('oauth', tokens)).toMatchObject({ failure: { code: 'CM707' } })
    })

    const either = { '@coalesce': ['$.settings.accessToken', '$.tokens.access'].map(path => ({ '@path': path })) }

    test.each([
      [{ bearer: either }, 'Bearer fixed-1'],
      [{ query: { name: 'token', value: either } }, 'token=fixed-1'],
    ])('need no token if a setting takes its place: %o', (auth, credential) => {
      const changes = { settings: { ...definition.settings, accessToken: { type: 'secret' } }, request: { auth } }
      const fixed = compile({ ...definition, ...changes } as unknown as JsonObject, {
        settings: { ...settings, accessToken: 'fixed-1' },
      })
      const actions = actionsOf(fixed, 'u-1', 'u-2')
      for (const batch of [true, false]) {
        const { requests, failures } = fixed.requests(actions, { batch })
        expect(failures).toEqual([])
        const credentials = requests.map(({ headers, url }) => headers.authorization ?? url.split('?')[1])
        expect([...new Set(credentials)]).toEqual([credential])
      }
      expect(changed(changes).requests(actions).failures).toMatchObject([{ code: 'CM707' }, { code: 'CM707' }])
    })

    test('show absent tokens in previews', () => {
      const actions = actionsOf(destination, 'u-1', 'u-2')
      for (const batch of [true, false]) {
        const { requests } = destination.requests(actions, { batch, redact: true })
        expect(requests[0]).toMatchObject({
          headers: { authorization: 'Bearer <token access>' },
          secrets: [{ at: '/headers/authorization', name: 'access', isWhole: false, isToken: true }],
        })
      }
      const { requests } = destination.requests(actions, { redact: true, tokens: stored })
      expect(requests[0]!.headers.authorization).toBe(`Bearer ${stored.access}`)
      expect(requests[0]!.secrets).toBeUndefined()
    })
  })

  describe('tokenRequest', () => {
    test('refreshes tokens, and carries no actions', () => {
      expect(destination.tokenRequest('oauth', stored)).toEqual({
        request: {
          destination: 'demo',
          method: 'POST',
          url: 'https://api.example.com/token',
          headers: {
            authorization: `Basic ${btoa(`client-1:${clientSecret}`)}`,
            'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          },
          body: `grant_type=refresh_token&refresh_token=${stored.refresh}`,
          actions: [],
          items: [],
          parts: [],
        },
      })
    })

    test('fails without the tokens that it reads', () => {
      expect(destination.tokenRequest('oauth', { access: 'a-1' })).toMatchObject({ failure: { code: 'CM707', at: '' } })
      expect(destination.tokenRequest('other', stored)).toMatchObject({
        failure: { code: 'CM905', message: 'the destination has no token `other`' },
      })
    })

    test('shows absent tokens in a preview', () => {
      const { request } = destination.tokenRequest('oauth', {}, { redact: true })
      expect(request!.body).toBe('grant_type=refresh_token&refresh_token=%3Ctoken+refresh%3E')
      expect(request!.secrets).toMatchObject([{ at: '/body', name: 'refresh', isToken: true }])
    })
  })

  describe('token', () => {
    const read = (status: number, body?: unknown) => destination.token('oauth', { status, body }, stored)

    test.each([
      ['success', { access_token: 'a-2', expires_in: 3600 }, { tokens: { ...stored, access: 'a-2' }, expires: 3600 }],
      [
        'seconds in a string',
        { access_token: 'a-2', expires_in: '60' },
        { tokens: { ...stored, access: 'a-2' }, expires: 60 },
      ],
      [
        'a rotated refresh token',
        { access_token: 'a-2', refresh_token: 'r-2' },
        { tokens: { access: 'a-2', refresh: 'r-2' } },
      ],
      ['no seconds', { access_token: 'a-2' }, { tokens: { ...stored, access: 'a-2' } }],
      ['seconds that are none', { access_token: 'a-2', expires_in: -1 }, { tokens: { ...stored, access: 'a-2' } }],
      [
        'a refresh token of another type',
        { access_token: 'a-2', refresh_token: {} },
        { tokens: { ...stored, access: 'a-2' } },
      ],
    ])('reads %s', (_, body, result) => {
      expect(read(200, body)).toEqual({ outcome: 'delivered', ...result })
      expect(read(200, JSON.stringify(body))).toEqual({ outcome: 'delivered', ...result })
    })

    test.each([
      ['a revoked grant', 400, { error: 'invalid_grant' }, { outcome: 'unauthorized' }],
      ['a revoked grant with status 200', 200, { error: 'invalid_grant' }, { outcome: 'unauthorized' }],
      ['an unknown client', 401, { error: 'invalid_client' }, { outcome: 'unauthorized' }],
      [
        'two refreshes at once',
        400,
        { error: 'invalid_grant', error_description: 'token request is already being processed' },
        { outcome: 'retry', after: 2 },
      ],
      ['a mistake of the definition', 400, { error: 'unsupported_grant_type' }, { outcome: 'rejected' }],
      ['an error of the server', 500, 'oops', { outcome: 'retry' }],
      ['a limit', 429, undefined, { outcome: 'retry' }],
      ['no answer', 0, undefined, { outcome: 'retry' }],
      ['a page of HTML', 200, '<html>', { outcome: 'retry', message: 'the answer has no token `access`' }],
      ['an access token of another type', 200, { access_token: { a: 1 } }, { outcome: 'retry' }],
      ['an empty body', 204, undefined, { outcome: 'retry' }],
      ['a redirect', 302, undefined, { outcome: 'rejected' }],
    ] as const)('reads %s', (_, status, body, result) => {
      expect(read(status, body)).toMatchObject(result)
      expect(read(status, body)).not.toHaveProperty('tokens')
    })

    test('has no outcome for an unknown name but rejected', () => {
      expect(destination.token('other', { status: 200 })).toMatchObject({ outcome: 'rejected' })
    })

    test('never throws, and gives tokens only for an access token', () => {
      fc.assert(
        fc.property(fc.anything(), fc.anything(), (answer, tokens) => {
          const result = destination.token('oauth', answer as never, tokens as never)
          expect(result).not.toHaveProperty('tokens')
          expect(result.outcome).not.toBe('delivered')
        }),
        { numRuns: runs(200) },
      )
    })
  })

  describe('outcomes', () => {
    const requestOf = () => destination.requests(actionsOf(destination, 'u-1'), { tokens: stored }).requests[0]!

    test('an unauthorized request names its token', () => {
      for (const status of [401, 403]) {
        const { outcomes } = destination.outcomes(requestOf(), { status })
        expect(outcomes).toEqual([
          { action: 0, outcome: 'unauthorized', token: 'oauth', message: `answered ${status}` },
        ])
      }
      expect(destination.outcomes(requestOf(), { status: 200 }).outcomes).toEqual([{ action: 0, outcome: 'delivered' }])
    })

    test('a request without headers has an outcome too', () => {
      const { headers: _, url: __, ...rest } = requestOf()
      const { outcomes } = destination.outcomes(rest as never, { status: 401, body: 'x' })
      expect(outcomes).toMatchObject([{ outcome: 'unauthorized', token: 'oauth' }])
    })

    test('a token that the answer echoes is hidden', () => {
      const body = { message: `bad token ${stored.access}` }
      const { outcomes } = destination.outcomes(requestOf(), { status: 401, body })
      expect(outcomes).toMatchObject([{ message: 'answered 401: bad token <token oauth>' }])
    })
  })

  test('no message has a secret', () => {
    const secrets = [clientSecret, stored.access, stored.refresh, 'fresh-0123456789abcdef']
    const echo = { error: 'x', error_description: secrets.join(), message: secrets.join(' '), access_token: secrets[3] }
    for (const status of [200, 302, 400, 401, 500]) {
      const result = destination.token('oauth', { status, body: echo }, stored)
      const rest = { ...result, tokens: undefined }
      for (const secret of secrets) expect(JSON.stringify(rest)).not.toContain(secret)
    }
    const failure = destination.tokenRequest('oauth', { refresh: 'a\nb' })
    expect(JSON.stringify(failure)).not.toContain(clientSecret)
  })
})

describe('places of tokens', () => {
  const at = (request: object, action: object = {}) =>
    changed({ actions: { send: { ...send, requests: [{ ...send.requests[0], ...request }], ...action } } })
  const access = { '@path': '$.tokens.access' }

  test.each([
    ['a template of a URL', { url: { '@template': 'https://api.example.com/{{tokens.access}}' } }],
    ['a query', { query: { t: access } }],
    ['a header', { headers: { 'x-token': access } }],
    ['a bare header', { auth: { header: { name: 'x-token', value: access } } }],
    ['a parameter', { auth: { query: { name: 't', value: access } } }],
    ['basic authentication', { auth: { basic: { username: 'me', password: access } } }],
    ['a signature', { auth: { hmac: { header: 'x-signature', secret: access, algorithm: 'sha256' } } }],
    ['a body', { body: { id: { '@path': '$.payload.id' }, token: access } }],
  ])('%s', (place, parts) => {
    // A token that was hashed or encoded with others is not found in the request again.
    const isHashed = place === 'a signature' || place === 'basic authentication'
    const destination = at({ auth: null, ...parts })
    const actions = actionsOf(destination, 'u-1')
    expect(destination.requests(actions).failures).toMatchObject([{ code: 'CM707' }])
    const texts = ['a-1', 'a-2'].map(access =>
      JSON.stringify(destination.requests(actions, { tokens: { access } }).requests),
    )
    expect(new Set(texts).size).toBe(2)
    const [preview] = destination.requests(actions, { redact: true }).requests
    expect(JSON.stringify(preview)).toMatch(/<token access>|%3Ctoken%20access%3E/)
    expect(preview!.secrets!.every(({ name }) => name === 'access')).toBe(true)
    const [request] = destination.requests(actions, { tokens: stored }).requests
    const body = { message: `${stored.access} is invalid` }
    expect(destination.outcomes(request!, { status: 401, body }).outcomes).toEqual([
      {
        action: 0,
        outcome: 'unauthorized',
        token: 'oauth',
        message: expect.stringMatching(isHashed ? /./ : /: <token oauth> is invalid$/),
      },
    ])
    expect(inspect(destination).source).not.toContain('a-1')
  })

  test('the body of a batch', () => {
    const body = { items: { '@path': '$.items' }, token: access }
    const destination = at({ auth: null }, { batch: { request: { body } } })
    const actions = actionsOf(destination, 'u-1', 'u-2')
    expect(destination.requests(actions).failures.map(({ code }) => code)).toEqual(['CM707', 'CM707'])
    for (const access of ['a-1', 'a-2']) {
      const { requests } = destination.requests(actions, { tokens: { access } })
      expect(requests.map(({ body }) => JSON.parse(body!))).toEqual([
        { items: [{ id: 'u-1' }, { id: 'u-2' }], token: access },
      ])
    }
  })

  test('only requests read them', () => {
    const withAction = (parts: object) => mistakes({ actions: { send: { ...send, ...parts } } })
    expect(withAction({ subject: access })).toEqual([{ code: 'CM403', at: '/actions/send/subject/@path' }])
    expect(withAction({ batch: { key: access } })).toEqual([{ code: 'CM403', at: '/actions/send/batch/key/@path' }])
    expect(withAction({ requests: [{ ...send.requests[0], when: access }] })).toEqual([
      { code: 'CM403', at: '/actions/send/requests/0/when/@path' },
    ])
    expect(mistakes({ constants: { c: access } })).toEqual([{ code: 'CM403', at: '/constants/c/@path' }])
  })
})

describe('the origin of a token', () => {
  const origins = { api: { url: { '@path': '$.response.body.instance_url' }, hosts: ['*.api.example.com'] } }
  const withOrigin = (url: unknown, more: object = {}) => ({
    tokens: { oauth: { ...oauth, origins } },
    actions: { send: { ...send, requests: [{ ...send.requests[0], url, ...more }] } },
  })
  const parts = withOrigin({ '@template': '{{tokens.api}}/items/{{payload.id}}?v=1' })
  const definitionOf = (parts: object) => ({ ...definition, ...parts }) as unknown as JsonObject
  const built = loadModule(buildModule(definitionOf(parts)).code).create({ settings }) as unknown as Destination

  describe.each([
    ['compiled', changed(parts)],
    ['built', built],
  ])('in a %s destination', (_, destination) => {
    const makeRequests = (api: unknown, options: object = {}) =>
      destination.requests(actionsOf(destination, 'u/1'), { tokens: { ...stored, api } as never, ...options })

    test('begins URLs', () => {
      for (const batch of [true, false]) {
        const { requests } = makeRequests('https://eu1.api.example.com', { batch })
        expect(requests.map(({ url }) => url)).toEqual(['https://eu1.api.example.com/items/u%2F1?v=1'])
      }
    })

    test('is read from the answer, in normal form', () => {
      const body = { access_token: 'a-2', instance_url: 'HTTPS://EU1.api.example.com:443/' }
      expect(destination.token('oauth', { status: 200, body }, stored)).toEqual({
        outcome: 'delivered',
        tokens: { ...stored, access: 'a-2', api: 'https://eu1.api.example.com' },
      })
    })

    test('is needed', () => {
      expect(makeRequests(undefined).failures).toMatchObject([{ code: 'CM707' }])
      expect(destination.token('oauth', { status: 200, body: { access_token: 'a-2' } }, stored)).toEqual({
        outcome: 'retry',
        message: 'the answer has no token `api`',
      })
    })

    test('has a mark in previews', () => {
      const [request] = destination.requests(actionsOf(destination, 'u-1'), { redact: true }).requests
      expect(request!.url).toBe('%3Ctoken%20api%3E/items/u-1?v=1')
      expect(request!.secrets).toContainEqual({ at: '/url', name: 'api', isWhole: false, isToken: true })
    })

    test.each([
      'https://evil.example',
      'https://api.example.com',
      'https://eu1.api.example.com.evil.example',
      'https://evilapi.example.com',
      'https://eu1.api.example.com@evil.example',
      'https://evil.example#.api.example.com',
      'https://evil.example/.api.example.com',
      'https://evil.example\\.api.example.com',
      'https://evil.example?.api.example.com',
      'https://evil.example%23.api.example.com',
      'https://evil.example%2f.api.example.com',
      'https://user:pass@eu1.api.example.com',
      'https://@eu1.api.example.com',
      'https://eu1.api.example.com/v1',
      'https://eu1.api.example.com/?a=1',
      'https://eu1.api.example.com#a',
      'https://eu1.api.example.com:8443',
      'https://eu1 .api.example.com',
      ' https://eu1.api.example.com',
      'https://eu1.api.example.com\n',
      'https://eu1\t.api.example.com',
      'http://eu1.api.example.com',
      'ftp://eu1.api.example.com',
      'javascript://eu1.api.example.com',
      '//eu1.api.example.com',
      'https:eu1.api.example.com',
      'eu1.api.example.com',
      'https://127.0.0.1',
      'https://[::1]',
      'https://',
      '<token api> ',
    ])('is never %j', api => {
      const body = { access_token: 'a-2', instance_url: api }
      const result = destination.token('oauth', { status: 200, body }, stored)
      expect(result).toMatchObject({ outcome: 'rejected', message: expect.stringMatching(/^`api` of the answer: /) })
      expect(result).not.toHaveProperty('tokens')
      for (const batch of [true, false]) {
        const { requests, failures } = makeRequests(api, { batch })
        expect(requests).toEqual([])
        expect(failures).toMatchObject([{ code: 'CM905' }])
      }
    })

    test('keeps the new refresh token of an answer that is refused, and no other', () => {
      const kept = { ...stored, refresh: 'refresh-2-0123456789' }
      const body = { access_token: 'a-2', refresh_token: kept.refresh, instance_url: 'https://evil.example' }
      const read = (body: object) => destination.token('oauth', { status: 200, body }, stored)
      expect(read(body)).toMatchObject({ outcome: 'rejected', tokens: kept })
      expect(read({ ...body, instance_url: 7 })).toMatchObject({ outcome: 'retry', tokens: kept })
      expect(read({ refresh_token: kept.refresh })).toMatchObject({ outcome: 'retry', tokens: kept })
      expect(read({ ...body, refresh_token: stored.refresh })).not.toHaveProperty('tokens')
      const denied = { error: 'invalid_grant', refresh_token: kept.refresh }
      expect(destination.token('oauth', { status: 400, body: denied }, stored)).not.toHaveProperty('tokens')
    })

    test.each([7, true, {}, ['https://eu1.api.example.com'], null, ''])('is no %j', api => {
      const body = { access_token: 'a-2', instance_url: api }
      expect(destination.token('oauth', { status: 200, body }, stored)).toMatchObject({ outcome: 'retry' })
      expect(makeRequests(api).failures).toMatchObject([{ code: 'CM707' }])
    })

    test('is no secret: words of the URL stay in messages', () => {
      const { requests } = makeRequests('https://eu1.api.example.com')
      const body = { message: `items of ${stored.access} are refused` }
      expect(destination.outcomes(requests[0]!, { status: 401, body }).outcomes).toEqual([
        {
          action: 0,
          outcome: 'unauthorized',
          token: 'oauth',
          message: 'answered 401: items of <token oauth> are refused',
        },
      ])
    })

    test('never takes a request elsewhere', () => {
      const text = fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.constantFrom('.api.example.com', '@', '/', '#'))
      const answers = fc.array(text, { maxLength: 4 }).map(texts => `https://${texts.join('')}`)
      fc.assert(
        fc.property(answers, api => {
          for (const { url } of makeRequests(api).requests) {
            const { protocol, host, pathname } = new URL(url)
            expect([protocol, host.endsWith('.api.example.com'), pathname]).toEqual(['https:', true, '/items/u%2F1'])
          }
        }),
        { numRuns: runs(300) },
      )
    })
  })

  test.each([
    ['a host', 'https://{{tokens.api}}/items'],
    ['a host with another', '{{tokens.api}}.evil.example/items'],
    ['a host with a user', '{{tokens.api}}@evil.example/items'],
    ['a port', '{{tokens.api}}:80/items'],
    ['a host with a setting', '{{tokens.api}}{{settings.host}}/items'],
    ['a host with a field', '{{tokens.api}}{{payload.id}}'],
    ['no path', '{{tokens.api}}'],
    ['a secret', '{{tokens.access}}/items'],
    ['a secret in a host', 'https://{{tokens.access}}.api.example.com/items'],
  ])('does not begin a URL as %s', (_, template) => {
    const declared = { settings: { ...definition.settings, host: { type: 'string', default: '.evil.example' } } }
    expect(mistakes({ ...declared, ...withOrigin({ '@template': template }) }).map(({ code }) => code)).toContain(
      'CM701',
    )
  })

  test('does not decide which token is to be had again', () => {
    const host = { request: oauth.request, values: { ticket: { '@path': '$.response.body.ticket' } }, origins }
    const destination = changed({ ...parts, tokens: { host, oauth } })
    const tokens = { ...stored, api: 'https://eu1.api.example.com' }
    const [request] = destination.requests(actionsOf(destination, 'u-1'), { tokens }).requests
    expect(destination.outcomes(request!, { status: 401 }).outcomes).toMatchObject([{ token: 'oauth' }])
  })

  test('is no whole URL', () => {
    const at = '/actions/send/requests/0/url'
    for (const name of ['api', 'access'])
      expect(mistakes(withOrigin({ '@path': `$.tokens.${name}` }))).toContainEqual({ code: 'CM701', at })
  })

  test('has a name of its own, and hosts', () => {
    const changedOrigins = (given: object) => ({ tokens: { oauth: { ...oauth, origins: given } } })
    expect(mistakes(changedOrigins({ access: origins.api }))).toEqual([
      { code: 'CM702', at: '/tokens/oauth/origins/access' },
    ])
    for (const hosts of [undefined, [], ['https://a.example'], ['*']])
      expect(mistakes(changedOrigins({ api: { ...origins.api, hosts } }))).not.toEqual([])
  })
})

const events = [
  { type: 'identify', userId: 'u-1' },
  { type: 'track', event: 'Order Completed', userId: 'u-1', timestamp: '2026-03-14T09:26:53.589Z' },
]

describe('mistakes', () => {
  test('a token that nothing declares', () => {
    const auth = { bearer: { '@path': '$.tokens.acces' } }
    expect(mistakes({ request: { auth } })).toEqual([{ code: 'CM403', at: '/request/auth/bearer/@path' }])
    expect(mistakes({ tokens: undefined })).toEqual([{ code: 'CM403', at: '/request/auth/bearer/@path' }])
  })

  test('two tokens with a value of one name', () => {
    expect(mistakes({ tokens: { oauth, other: oauth } }).filter(({ code }) => code === 'CM702')).toEqual([
      { code: 'CM702', at: '/tokens/other/values/access' },
      { code: 'CM702', at: '/tokens/other/values/refresh' },
    ])
  })

  test('an answer is not read by its request, nor a request by its answer', () => {
    const response = { '@path': '$.response.body.a' }
    expect(mistakes({ tokens: { oauth: { ...oauth, request: { ...oauth.request, body: response } } } })).toEqual([
      { code: 'CM403', at: '/tokens/oauth/request/body/@path' },
    ])
    expect(mistakes({ tokens: { oauth: { ...oauth, expires: { '@path': '$.tokens.access' } } } })).toEqual([
      { code: 'CM403', at: '/tokens/oauth/expires/@path' },
    ])
  })

  test('a request without a URL, and a token without a request', () => {
    expect(mistakes({ tokens: { oauth: { values: oauth.values } } }).map(({ code }) => code)).toContain('CM103')
    expect(mistakes({ tokens: { oauth: { ...oauth, request: {} } } }).map(({ code }) => code)).toContain('CM103')
  })
})

describe.each([
  [
    'google-ads-conversions',
    { customerId: '123-456-7890', loginCustomerId: '098-765-4321', developerToken: 'developer-1' },
    'https://oauth2.googleapis.com/token',
    'grant_type=refresh_token',
    {},
  ],
  [
    'salesforce-marketing-cloud',
    { subdomain: 'mc1', accountId: 6205480 },
    'https://mc1.auth.marketingcloudapis.com/v2/token',
    '"grant_type":"client_credentials"',
    { rest: 'https://mc1.rest.marketingcloudapis.com' },
  ],
])('%s', (slug, given, url, grant, origins) => {
  const path = `fixtures/definitions/${slug}.json`
  const all: Settings = { ...given, clientId: 'client-1', clientSecret }
  const destination = compile(readJson(path) as JsonObject, { settings: all })

  test('gets tokens', () => {
    const { request } = destination.tokenRequest('oauth', { refresh: stored.refresh })
    expect(request!.url).toBe(url)
    expect(request!.body).toContain(grant)
    expect(request!.body).toContain(clientSecret)
    const rest = 'https://mc1.rest.marketingcloudapis.com/'
    const body = { access_token: 'a-1', expires_in: 1079, rest_instance_url: rest }
    expect(destination.token('oauth', { status: 200, body })).toEqual({
      outcome: 'delivered',
      tokens: { access: 'a-1', ...origins },
      expires: 1079,
    })
  })

  test('makes no request without them', () => {
    const actions = events.flatMap(event => destination.map(event).actions)
    expect(destination.requests(actions).failures).toMatchObject([{ code: 'CM707' }])
    const { requests } = destination.requests(actions, { tokens: { access: 'a-1', ...origins } })
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer a-1'])
  })
})

test.each(['constructor', 'toString', '__proto__'])('a token named `%s` is absent until it is given', name => {
  const values = Object.fromEntries([[name, { '@path': '$.response.body.access_token' }]])
  const destination = changed({
    tokens: { oauth: { request: { url: 'https://api.example.com/token', body: { id: 1 } }, values } },
    request: { auth: { bearer: { '@path': `$.tokens.${name}` } } },
  })
  const actions = actionsOf(destination, 'u-1')
  expect(destination.requests(actions).failures).toMatchObject([{ code: 'CM707' }])
  const result = destination.token('oauth', { status: 200, body: { access_token: 'access-1' } })
  const { requests } = destination.requests(actions, { tokens: result.tokens! })
  expect(requests).toMatchObject([{ headers: { authorization: 'Bearer access-1' } }])
})

test('`callmap preview` shows absent tokens', async () => {
  const { stdout } = await callmap(['preview', '-m', 'fixtures/definitions/salesforce-marketing-cloud.json', '-'], {
    stdin: JSON.stringify({ type: 'identify', userId: 'u-1', messageId: 'm-1' }),
  })
  expect(stdout).toContain('<token access>')
})
