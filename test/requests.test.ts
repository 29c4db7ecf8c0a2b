import { describe, expect, test } from 'vitest'
import { CompileError, compile, type Definition } from '../src/index.ts'

/** A destination with one request, whose payload is `{ id }`. */
function definitionOf(request: object): Definition {
  return {
    slug: 'demo',
    name: 'Demo',
    settings: { key: { type: 'secret', default: 'sk-live-1234' } },
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

describe('what is the same for every payload is refused when it is compiled', () => {
  test.each<[string, object, string[]]>([
    ['nothing', { url }, []],
    ['no url', {}, ['CM702 ']],
    ['a method that is none', { url, method: 'FETCH' }, ['CM702 /method']],
    ['a line break in a header', { url, headers: { 'x-a': 'a\nb' } }, ['CM702 /headers/x-a']],
    ['a header that is no name', { url, headers: { 'x a': 'b' } }, ['CM702 /headers/x a']],
    ['an expression that fails', { url: { '@jsonata': "$error('no')" } }, ['CM702 /url']],
    ['a line break in what authenticates', { url, auth: { bearer: 'a\r\nb' } }, ['CM702 /auth']],
    ['a URL made of the payload', { url: { '@jsonata': "'https://' & payload.id" } }, ['CM701 /url']],
  ])('%s', (_, request, expected) => {
    expect(mistakesOf(request)).toEqual(expected)
  })

  test('and what it says holds no secret', () => {
    try {
      compile(definitionOf({ url: { '@jsonata': '$error(settings.key)' } }))
    } catch (error) {
      expect(String((error as Error).message)).not.toContain('sk-live')
      return
    }
    throw new Error('it compiled')
  })
})

test.each([
  ['https://x.example/{{settings.part}}/a', { part: '../b?c#d' }, 'https://x.example/..%2Fb%3Fc%23d/a'],
  ['https://{{settings.part}}/a', { part: 'x.example:8443' }, 'https://x.example:8443/a'],
  ['{{settings.part}}/a/{{payload.id}}', { part: 'https://x.example/v1' }, 'https://x.example/v1/a/u'],
  ['https://x.example/{{settings.part}}/{{payload.id}}', { part: '/b' }, 'https://x.example/%2Fb/u'],
])('in %s, a setting is where the URL leads, or a value: %j', (template, settings, expected) => {
  const definition = { ...definitionOf({ url: { '@template': template } }), settings: { part: { type: 'string' } } }
  const destination = compile(definition as Definition, { settings })
  expect(destination.requests(destination.map({ type: 'track', userId: 'u' }).actions).requests[0]?.url).toBe(expected)
})

describe('what a payload says stays what it is', () => {
  const requestOf = (request: object, userId: unknown) => {
    const destination = compile(definitionOf(request))
    return destination.requests(destination.map({ type: 'track', userId }).actions)
  }

  test.each<[string, object, string, string]>([
    [
      'in a path',
      { url: { '@template': 'https://x.example/{{payload.id}}/a' } },
      '../b?c#d',
      'https://x.example/..%2Fb%3Fc%23d/a',
    ],
    [
      'in a query',
      { url, query: { q: { '@path': '$.payload.id' } } },
      'a&b=c d',
      'https://x.example/a?q=a%26b%3Dc%20d',
    ],
    [
      'a lone surrogate',
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
    ['a script', { url: { '@path': '$.payload.id' } }, 'javascript:alert(1)', 'CM905'],
    ['a part of a path that leads up', { url: { '@template': 'https://x.example/a/{{payload.id}}' } }, '..', 'CM905'],
    ['a method', { url, method: { '@path': '$.payload.id' } }, 'GET / HTTP/1.1', 'CM905'],
  ])('%s is a failure', (_, request, id, code) => {
    const { requests, failures } = requestOf(request, id)
    expect([requests.length, failures.map(failure => failure.code)]).toEqual([0, [code]])
  })
})
