import { describe, expect, test } from 'vitest'
import { compile, type JsonObject } from '../src/api/index.ts'

const token = 'tok/en+secret=0123456789'
const access = { '@path': '$.tokens.access' }
const url = 'https://api.example.com/items'

function createReader(request: object, key = 'key-0123456789abcdef') {
  const definition = {
    slug: 'demo',
    name: 'Demo',
    settings: { key: { type: 'secret' } },
    tokens: {
      oauth: {
        request: { url, body: { id: 'client-1' } },
        values: { access: { '@path': '$.response.body.access_token' } },
      },
    },
    actions: {
      add: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } }, requests: [{ url, ...request }] },
    },
    subscriptions: [{ action: 'add', trigger: 'type = "identify"' }],
  }
  const destination = compile(definition as unknown as JsonObject, { settings: { key } })
  const { actions } = destination.map({ type: 'identify', userId: 'u-1' })
  const { requests } = destination.requests(actions, { tokens: { access: token } })
  return (answer: { status: number; body?: string; error?: string }, headers = requests[0]!.headers) => {
    const { outcomes } = destination.outcomes({ ...requests[0]!, headers }, answer)
    return (outcomes[0] as { message: string }).message
  }
}

describe('a message hides the token of a request, also decoded', () => {
  const template = { '@template': 'OAuth token="{{tokens.access}}"' }
  test.each<[place: string, request: object]>([
    ['bearer', { auth: { bearer: access } }],
    ['basic', { auth: { basic: { username: 'u', password: access } } }],
    ['form', { encoding: 'form', body: { token: access } }],
    ['query', { query: { token: access } }],
    ['header', { headers: { 'x-auth': template } }],
    ['body', { body: { token: { '@template': 'Bearer {{tokens.access}}' } } }],
  ])('%s', (_, request) => {
    const read = createReader(request)
    for (const echo of [token, encodeURIComponent(token), JSON.stringify({ token })]) {
      expect(read({ status: 400, body: `bad ${echo}` })).toMatch(/^answered 400: bad (?:\{"token":")?<token oauth>/)
    }
  })
})

test('a message hides `Basic` credentials', () => {
  const password = { '@path': '$.settings.key' }
  const credentials = btoa('user:key-0123456789abcdef')
  const read = createReader({ auth: { basic: { username: 'user', password } } })
  expect(read({ status: 400, body: `invalid Basic ${credentials}` })).toBe(
    'answered 400: invalid Basic <redacted authorization>',
  )
})

test('a message hides the key of a stored request that the account does not know', () => {
  const key = { '@path': '$.settings.key' }
  const other = 'other-0123456789'
  for (const [auth, headers] of [
    [{ bearer: key }, { authorization: `Bearer ${other}` }],
    [{ header: { name: 'X-Key', value: key } }, { 'x-key': other }],
    [[{ bearer: key }, { header: { name: 'X-Key', value: key } }], { authorization: 'Bearer a', 'x-key': other }],
  ]) {
    const read = createReader({ auth, response: { rules: [{ status: 423, outcome: 'retry' }] } })
    const message = read({ status: 400, body: `invalid key ${other}` }, headers as Record<string, string>)
    expect(message).toMatch(/^answered 400: invalid key <redacted (?:authorization|x-key)>$/)
  }
})

test.each([20, 40, 64, 200, 1700])('no message ends with the start of a secret of %i characters', length => {
  const secret = 'Key-Abcdefghijkl'.padEnd(length, 'mnopqrs')
  const read = createReader({}, secret)
  for (let before = 0; before < 620; before++) {
    const echo = '.'.repeat(before) + secret.repeat(30)
    expect(read({ status: 400, body: echo })).not.toMatch(/Key/)
    expect(read({ status: 0, error: echo })).not.toMatch(/Key/)
  }
})
