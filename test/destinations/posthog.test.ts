import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { catalogue, sentFor } from './catalogue.ts'
import { bundled, readJson, send } from './sent.ts'

const account = { api_key: 'key-1', project_id: '1' }
const recorded = catalogue('posthog', { ...account, historical_migration: false })

describe.skipIf(recorded.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(recorded)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})

const base = { userId: 'u1', timestamp: '2026-01-02T03:04:05.678Z', receivedAt: '2026-01-02T03:04:06.000Z' }
const page = { url: 'https://shop.example/a' }

/** The event in the body that is sent for a call. */
function sentEvent(call: JsonObject, settings: JsonObject = {}) {
  const [sent, ...others] = send(bundled('posthog', { ...account, ...settings }), { ...base, ...call })
  expect(others).toEqual([])
  return sent!.error ?? sent!.requests![0]!.body.batch[0]
}

describe('an event', () => {
  const own = { distinct_id: 'u1', $process_person_profile: true }
  const timestamp = base.receivedAt

  test.each<[JsonObject, JsonObject]>([
    [
      { type: 'track', event: 'A' },
      { event: 'A', timestamp, properties: own },
    ],
    [
      { type: 'track', event: 'A', properties: { n: 1, none: null, list: [{}] }, context: { page, ip: '203.0.113.7' } },
      { event: 'A', timestamp, properties: { n: 1, none: null, list: [{}], ...own, $ip: '203.0.113.7' } },
    ],
    [
      { type: 'page', name: 'Home', context: { page } },
      { event: '$pageview', timestamp, properties: { ...own, $current_url: page.url } },
    ],
    [
      { type: 'screen', name: 'Home' },
      { event: '$screen', timestamp, properties: { ...own, $screen_name: 'Home' } },
    ],
  ])('sends %j', (call, expected) => expect(sentEvent(call)).toEqual(expected))

  test('has its own time without `receivedAt`', () => {
    expect(sentEvent({ type: 'track', event: 'A', receivedAt: null })).toMatchObject({ timestamp: base.timestamp })
  })

  test('never sends reserved properties from the event', () => {
    const properties = {
      distinct_id: 'x',
      $ip: '198.51.100.1',
      $current_url: 'x',
      $screen_name: 'x',
      $geoip_disable: true,
    }
    expect(sentEvent({ type: 'track', event: 'A', properties }).properties).toEqual(own)
  })

  test.each<[JsonObject, string]>([
    [{ type: 'track', event: 'A', userId: null }, 'required field `distinct_id` is absent'],
    [{ type: 'page' }, 'required field `current_url` is absent'],
    [{ type: 'screen' }, 'required field `screen_name` is absent'],
    [{ type: 'track', event: 'A', context: { ip: 'x' } }, 'expected a string of the format ipv4, but it is "x"'],
  ])('%j is refused', (call, message) => expect(sentEvent(call)).toBe(message))
})

test('identify sets properties of the person', () => {
  const call = { ...base, type: 'identify', traits: { plan: 'team' }, context: { ip: '203.0.113.7' } }
  const [sent] = send(
    bundled('posthog', { ...account, endpoint: 'https://eu.i.posthog.com', geoip_disable: true }),
    call,
  )
  expect(sent!.requests).toEqual([
    {
      method: 'POST',
      url: 'https://eu.i.posthog.com/i/v0/e/',
      headers: { 'content-type': 'application/json' },
      body: {
        event: '$identify',
        api_key: 'key-1',
        distinct_id: 'u1',
        properties: { $set: { plan: 'team' }, $geoip_disable: true, $ip: '203.0.113.7' },
        timestamp: base.timestamp,
      },
    },
  ])
})

test('settings decide the host and the options of events', () => {
  const settings = { endpoint: 'https://eu.i.posthog.com', historical_migration: true, geoip_disable: true }
  const [sent] = send(bundled('posthog', { ...account, ...settings }), { ...base, type: 'track', event: 'A' })
  expect(sent!.requests).toMatchObject([
    { url: 'https://eu.i.posthog.com/batch/', body: { historical_migration: true } },
  ])
  expect(sent!.requests![0]!.body.batch[0].properties.$geoip_disable).toBe(true)
  expect(() => bundled('posthog', { ...account, endpoint: 'https://evil.example' })).toThrow('one of')
})

test.each([true, false, undefined])('sends the historical migration %j unchanged', historical_migration => {
  const settings = historical_migration === undefined ? account : { ...account, historical_migration }
  const [sent] = send(bundled('posthog', settings), { ...base, type: 'track', event: 'A' })
  expect(sent!.requests![0]!.body.historical_migration).toBe(historical_migration)
})

test.each<[JsonObject, string[][]]>([
  [{}, [['A'], ['B'], ['C']]],
  [{ enable_batching: true }, [['A', 'B', 'C']]],
  [{ enable_batching: true, batch_size: 2 }, [['A', 'B'], ['C']]],
])('with %j, the requests contain %j', (overrides, expected) => {
  const subscriptions = [{ action: 'event', trigger: 'type = "track"', overrides }]
  const destination = bundled('posthog', account, subscriptions)
  const actions = ['A', 'B', 'C'].flatMap(event => destination.map({ ...base, type: 'track', event }).actions)
  const bodies = destination.requests(actions).requests.map(({ body }) => JSON.parse(body!))
  expect(bodies.map(({ batch }) => batch.map(({ event }: { event: string }) => event))).toEqual(expected)
  for (const { batch, ...rest } of bodies) expect(rest).toEqual({ api_key: 'key-1' })
})

test('sends the calls of known people, out of the six', () => {
  const calls = readJson('fixtures/events/six-calls.json') as readonly JsonObject[]
  const destination = bundled('posthog', account)
  const sent = calls.map(call => send(destination, call).map(({ action, error }) => error ?? action))
  expect(Object.fromEntries(calls.map(({ type }, i) => [type, sent[i]]))).toEqual({
    identify: ['identify'],
    group: [],
    track: ['event'],
    page: [],
    screen: ['event'],
    alias: ['alias'],
  })
})
