import { describe, expect, test } from 'vitest'
import type { Json, JsonObject, Settings } from '../../src/api/index.ts'
import { catalogue, sentFor } from './catalogue.ts'
import { bundled, send } from './sent.ts'

const recorded = catalogue('webhook', {})

describe.skipIf(recorded.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(recorded)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})

const url = 'https://in.example.com/events'
const event = { type: 'track', userId: 'u1', event: 'Signed Up', properties: { plan: 'team' } }

function webhook(mapping: JsonObject, settings: Settings = {}) {
  const subscriptions = [{ name: 'all', action: 'send', trigger: 'type = "track"', overrides: { url, ...mapping } }]
  return bundled('webhook', settings, subscriptions)
}

describe('a webhook', () => {
  test('gets the event, unless a mapping selects a part', () => {
    const json = { 'content-type': 'application/json' }
    const request = { method: 'POST', url, headers: json, body: event }
    expect(send(webhook({}), event)).toMatchObject([{ requests: [request] }])
    const data = { plan: { '@path': '$.properties.plan' }, nothing: { '@path': '$.a' } }
    const mapped = webhook({ data, method: 'PUT', headers: { 'X-Plan': { '@path': '$.properties.plan' } } })
    expect(send(mapped, event)[0]!.requests).toEqual([
      { method: 'PUT', url, headers: { ...json, 'x-plan': 'team' }, body: { plan: 'team' } },
    ])
  })

  test('gets JSON with every header, and no body without data', () => {
    const headers = { 'Content-Type': 'text/plain' }
    expect(send(webhook({ headers }), event)[0]!.requests![0]!.headers).toEqual({ 'content-type': 'application/json' })
    const [sent] = send(webhook({ headers, data: null }), event)
    expect(sent!.requests).toEqual([
      { method: 'POST', url, headers: { 'content-type': 'text/plain' }, body: undefined },
    ])
  })

  test('has string headers', () => {
    const headers = { a: 1, b: [1, 'x'], c: { n: 1 }, d: null, E: 'first', e: 'last' }
    expect(send(webhook({ headers }), event)[0]!.requests![0]!.headers).toEqual({
      'content-type': 'application/json',
      ...{ a: '1', b: '1,x', c: '{"n":1}', e: 'last' },
    })
  })

  test('can tell a repeated event by its ID', () => {
    const key = (mapping: JsonObject, messageId?: Json) =>
      send(webhook(mapping), { ...event, messageId })[0]!.requests![0]!.headers['idempotency-key']
    expect(key({}, 'm-1')).toBe('m-1')
    expect(key({})).toBeUndefined()
    expect(key({ data: { '@path': '$.properties' } }, 'm-1')).toBe('m-1')
    expect(key({ headers: { 'Idempotency-Key': 'mine' } }, 'm-1')).toBe('mine')
    expect(key({ idempotency_key: null }, 'm-1')).toBeUndefined()
    for (const id of ['', 'a b', 'a\nb', 'é', 'x'.repeat(256)]) expect(key({}, id)).toBeUndefined()
  })

  test('can verify the signature', () => {
    const signed = webhook({ data: { '@path': '$.properties' } }, { sharedSecret: 'abc123' })
    // printf '{"plan":"team"}' | openssl dgst -sha1 -hmac abc123
    const signature = 'b3d7018fa73a3870510835dd514147dc50e6c1ab'
    expect(send(signed, event)[0]!.requests![0]!.headers['x-signature']).toBe(signature)
    const forged = webhook(
      { data: { '@path': '$.properties' }, headers: { 'X-Signature': 'mine' } },
      { sharedSecret: 'abc123' },
    )
    expect(send(forged, event)[0]!.requests![0]!.headers['x-signature']).toBe(signature)
  })

  test.each<[JsonObject, RegExp]>([
    [{ method: 'GET' }, /one of "POST", "PUT", "PATCH"/],
    [{ url: 'in.example.com' }, /format uri/],
    [{ url: 'http://in.example.com/' }, /http, not https/],
    [{ url: 'https://me:pass@in.example.com/' }, /credentials/],
    [{ headers: { a: 'b\nc' } }, /line break/],
    [{ headers: { Host: 'other.example.com' } }, /`host` cannot come from a payload/],
    [{ data: { '@path': '$.userId' } }, /expected object/],
  ])('%j is refused', (mapping, message) => {
    expect(send(webhook(mapping), event)).toMatchObject([{ error: expect.stringMatching(message) }])
  })

  test('may use http if the account allows it', () => {
    const [sent] = send(webhook({ url: 'http://in.example.com' }, { allowHttp: true }), event)
    expect(sent!.requests![0]!.url).toBe('http://in.example.com/')
  })
})

describe('batches', () => {
  const events = ['a', 'b', 'c'].map(plan => ({ ...event, properties: { plan } }))
  const batched = (mapping: JsonObject) => {
    const destination = webhook({ data: { '@path': '$.properties' }, ...mapping }, { sharedSecret: 'abc123' })
    const { requests } = destination.requests(events.flatMap(one => destination.map(one).actions))
    return requests.map(({ body, actions }) => [body, actions])
  }
  const single = events.map((_, i) => [`{"plan":"${'abc'[i]}"}`, [i]])

  test('are made on request', () => {
    expect(batched({})).toEqual(single)
    expect(batched({ enable_batching: false })).toEqual(single)
    expect(batched({ enable_batching: true })).toEqual([['[{"plan":"a"},{"plan":"b"},{"plan":"c"}]', [0, 1, 2]]])
    expect(batched({ enable_batching: true, batch_size: 2 })).toEqual([
      ['[{"plan":"a"},{"plan":"b"}]', [0, 1]],
      ['[{"plan":"c"}]', [2]],
    ])
  })

  test('have no ID of one event', () => {
    const destination = webhook({ enable_batching: true })
    const actions = ['m-1', 'm-2'].flatMap(messageId => destination.map({ ...event, messageId }).actions)
    const { requests } = destination.requests(actions)
    expect(requests.map(({ headers }) => headers)).toEqual([{ 'content-type': 'application/json' }])
  })

  test('exclude events without data', () => {
    const data = { '@if': { exists: { '@path': '$.properties.none' }, then: { '@path': '$.properties' } } }
    expect(batched({ enable_batching: true, data })).toEqual(events.map((_, i) => [undefined, [i]]))
  })

  test.each<JsonObject>([
    { headers: { 'x-plan': { '@path': '$.properties.plan' } } },
    { url: { '@template': 'https://in.example.com/{{properties.plan}}' } },
    { batch_keys: ['data'] },
  ])('contain events with equal %j', mapping => {
    expect(batched({ enable_batching: true, ...mapping })).toEqual(
      single.map(([body, actions]) => [`[${body}]`, actions]),
    )
  })
})
