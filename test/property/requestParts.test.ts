import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Action, CompileError, compile, type Definition, type Destination } from '../../src/api/index.ts'
import { pointerKeys, readPath } from '../../src/value/index.ts'
import { runs } from '../seed.ts'

// Random definitions of one request, and random payloads. Each definition compiles or has diagnostics, and each request
// can be sent.

const text = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '%2e%2e',
    '/',
    '//',
    '\\',
    '@',
    ':',
    '?',
    '#',
    'a b',
    'x.example',
    'https://x.example/',
    '$$',
  ),
  fc.constantFrom('<redacted K>', '{{payload.a}}', 'GET', 'HEAD', 'host', 'a\r\nb: c', '\u0000', '\ud800', 'ä'),
  fc.string({ maxLength: 8 }),
)
const foreign = fc.constantFrom<unknown>(5n, Number.NaN, Symbol('s'), () => 1, undefined, null, new Date(0), [], {})
const value = fc.oneof({ weight: 12, arbitrary: text }, foreign, fc.jsonValue({ maxDepth: 2 }))

const root = fc.constantFrom('settings.s', 'settings.k', 'constants.c', 'constants.d', 'payload.a', 'payload.b')
const piece = fc.oneof(
  fc.constantFrom('https://', 'http://', 'x.example', '/', '?', '&q=', ':', '@', '.', '#', '//', ' '),
  root.map(path => `{{${path}}}`),
)
const template = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(''))
const goodTemplate = fc
  .array(
    fc.oneof(
      piece,
      root.map(path => `{{${path}}}`),
    ),
    { maxLength: 4 },
  )
  .map(pieces => `https://x.example/${pieces.join('')}`)
const path = root.map(path => ({ '@path': `$.${path}` }))
const mapping = fc.oneof(
  path,
  text,
  template.map(text => ({ '@template': text })),
  root.map(path => ({ '@jsonata': `${path} & "x"` })),
)
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  fc.constantFrom('GET', 'head', 'PUT'),
  mapping,
)
const url = fc.oneof(
  { weight: 12, arbitrary: fc.constant('https://x.example/a') },
  { weight: 3, arbitrary: goodTemplate.map(text => ({ '@template': text })) },
  template.map(text => ({ '@template': text })),
  path,
  mapping,
)
const name = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('x-a', 'x-b', 'content-type', 'authorization') },
  fc.constantFrom('Host', 'content-length', 'x b', '@path'),
  text,
)
const named = fc.dictionary(name, mapping, { maxKeys: 2 })
const credential = fc.oneof(
  mapping.map(bearer => ({ bearer })),
  fc.record({ username: mapping, password: mapping }).map(basic => ({ basic })),
  fc.record({ name, value: mapping }).map(header => ({ header })),
  fc.record({ name, value: mapping }).map(query => ({ query })),
  fc.record({ header: name, secret: mapping, algorithm: fc.constant('sha256') }).map(hmac => ({ hmac })),
)
const auth = fc.oneof({ weight: 6, arbitrary: credential }, fc.array(credential, { minLength: 1, maxLength: 2 }))
const encoding = fc.constantFrom('json', 'form', 'text', 'ndjson')
const body = fc.oneof(mapping, named, fc.constant({ '@path': '$.payload' }))
const request = fc.record(
  {
    url,
    method,
    query: fc.oneof({ weight: 6, arbitrary: named }, path, fc.constant({ '@path': '$.payload' })),
    headers: fc.oneof(named, path),
    auth,
    body,
    encoding,
  },
  { requiredKeys: ['url'] },
)
const batch = fc.record(
  { key: mapping, distinct: mapping, size: mapping, maxItems: fc.constant(2) },
  { requiredKeys: [] },
)
const account = fc.record({ s: text, k: fc.oneof(text, fc.constant({ $secret: 'K' })), d: mapping })
const payload = fc.dictionary(fc.constantFrom('a', 'b'), value)

const definitions = new WeakMap<Destination, object>()

function compiled(request: object, batch: object | undefined, { s, k, d }: { s: string; k: unknown; d: unknown }) {
  const definition = {
    slug: 'demo',
    name: 'Demo',
    settings: { s: { type: 'string' }, k: { type: 'secret' } },
    constants: { c: { '@path': '$.settings.s' }, d },
    actions: {
      send: {
        fields: { a: { type: 'object' }, b: { type: 'object' } },
        requests: [JSON.parse(JSON.stringify(request))],
        ...(batch && { batch }),
      },
    },
  }
  try {
    const destination = compile(definition as unknown as Definition, { settings: { s, k } as never })
    definitions.set(destination, definition)
    return destination
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    expect(error.diagnostics.length).toBeGreaterThan(0)
    return undefined
  }
}

const actionsOf = (payloads: readonly object[]): Action[] =>
  payloads.map(payload => ({ destination: 'demo', subscription: 's', action: 'send', payload, subject: [] }) as never)

function everyRequest(destination: Destination, payloads: readonly object[], redact: boolean) {
  return [false, true].flatMap(batch => {
    const { requests, failures, skipped } = destination.requests(actionsOf(payloads), { batch, redact })
    const settled = new Set([
      ...requests.flatMap(({ actions }) => actions),
      ...failures.map(({ index }) => index!),
      ...skipped.map(({ index }) => index),
    ])
    expect(settled.size).toBe(payloads.length)
    for (const { message, at, template } of failures) {
      expect([message, at]).toEqual([expect.stringMatching(/./), expect.any(String)])
      // Only a payload that is not JSON fails by itself.
      if (template === undefined) expect(message).toMatch(/is not JSON|nested too deep/)
      else expect(readPath(definitions.get(destination), pointerKeys(template)), template).toBeDefined()
    }
    return requests
  })
}

/** True for the path of a payload that may have no URL. */
const isPath = (url: unknown) => JSON.stringify(url) === '{"@path":"$.payload.a"}'

describe('requests with random parts', () => {
  test('can be sent: absolute URLs, headers without control characters, and bodies that `Request` accepts', () => {
    let sent = 0
    fc.assert(
      fc.property(
        request,
        fc.option(batch, { nil: undefined }),
        account,
        fc.array(payload, { minLength: 1, maxLength: 3 }),
        (...given) => {
          const [request, batch, account, payloads] = given
          const destination = compiled(request, batch, account)
          if (destination === undefined) return
          for (const { url, method, headers, body, secrets } of everyRequest(destination, payloads, false)) {
            sent++
            expect(URL.canParse(url), url).toBe(true)
            expect(url).toMatch(/^https?:\/\/[^\s/?#]+[^\s]*$/i)
            expect(['http:', 'https:']).toContain(new URL(url).protocol)
            for (const [name, value] of Object.entries(headers))
              expect([name, value]).toEqual([name, expect.stringMatching(/^[\t\x20-\x7e\x80-\xff]*$/)])
            expect(secrets).toBe(undefined)
            expect(() => new Request(url, { method, headers, ...(body !== undefined && { body }) })).not.toThrow()
          }
        },
      ),
      { numRuns: runs(400) },
    )
    expect(sent).toBeGreaterThan(runs(100))
  })

  test('go to the host of the definition and the account, with every payload', () => {
    fc.assert(
      fc.property(goodTemplate, account, payload, payload, (url, account, one, other) => {
        const destination = compiled({ url: { '@template': url } }, undefined, account)
        if (destination === undefined) return
        const requests = everyRequest(destination, [one, other], false)
        expect(new Set(requests.map(({ url }) => new URL(url).origin)).size).toBeLessThanOrEqual(1)
        const depth = (url: string) => new URL(url).pathname.split('/').length
        expect(new Set(requests.map(({ url }) => depth(url))).size).toBeLessThanOrEqual(1)
      }),
      { numRuns: runs(400) },
    )
  })

  test('go to a chosen URL as if it were alone', () => {
    const arm = fc.oneof(
      fc.constantFrom<unknown>('https://x.example/b', { '@path': '$.payload.a' }, { '@path': '$.settings.s' }),
      goodTemplate.map(text => ({ '@template': text })),
    )
    const settings = account.map(account => ({ ...account, s: 'https://s.example/a' }))
    const addressed = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('https://a.example/', '', 'a/b', null))
    let chosen = 0
    fc.assert(
      fc.property(arm, arm, fc.boolean(), settings, fc.array(addressed, { minLength: 1 }), (...given) => {
        const [one, other, isCoalesce, account, payloads] = given
        const exists = { '@path': '$.payload.b' }
        const then = { '@if': { exists, then: one } }
        const choice = isCoalesce ? { '@coalesce': [then, other] } : { '@if': { exists, then: one, else: other } }
        const [whole, first, last] = [choice, one, other].map(url => compiled({ url }, {}, account))
        expect(whole === undefined).toBe(first === undefined || last === undefined)
        if (!whole || !first || !last) return
        for (const payload of payloads) {
          const urlsOf = (destination: Destination) => {
            const { requests, failures } = destination.requests(actionsOf([payload]), { redact: true })
            return [...requests.map(({ url }) => url), ...failures.map(({ at, message }) => [at, message])]
          }
          const isFirst = payload.b != null && !(isCoalesce && payload.a == null && isPath(one))
          expect(urlsOf(whole)).toEqual(urlsOf(isFirst ? first : last))
          chosen++
        }
      }),
      { numRuns: runs(400) },
    )
    expect(chosen).toBeGreaterThan(runs(100))
  })

  test('contain no reference to a secret, except in the listed places of a preview', () => {
    const marked = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y z', 'Tea'))
    const plain = fc.constant({ s: 'https://x.example/', k: { $secret: 'K' }, d: { '@path': '$.settings.k' } })
    fc.assert(
      fc.property(
        request,
        fc.option(batch, { nil: undefined }),
        plain,
        fc.array(marked, { maxLength: 3 }),
        (...given) => {
          const [request, batch, account, payloads] = given
          if (JSON.stringify(request).includes('<redacted')) return
          const destination = compiled(request, batch, account)
          if (destination === undefined) return
          const isMarked = (text: string) => /redacted/.test(text)
          for (const request of everyRequest(destination, payloads, false)) {
            expect(isMarked(JSON.stringify(request))).toBe(false)
          }
          for (const { url, headers, body, secrets = [] } of everyRequest(destination, payloads, true)) {
            const listed = secrets.map(({ at }) => at)
            if (isMarked(url)) expect(listed).toContain('/url')
            if (body && isMarked(body)) expect(listed.some(at => at.startsWith('/body'))).toBe(true)
            for (const [name, value] of Object.entries(headers)) {
              const at = `/headers/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
              if (isMarked(value)) expect(listed.some(place => place === at || place === '/headers')).toBe(true)
            }
          }
        },
      ),
      { numRuns: runs(400) },
    )
  })
})
