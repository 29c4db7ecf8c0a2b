import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { type Body, bundled, type SentRequest, send, takingPayloads } from './sent.ts'

const settings = { apiKey: 'key-1' }
const order = {
  type: 'track',
  event: 'Order Completed',
  userId: 'user-1',
  timestamp: '2026-01-02T03:04:05.678Z',
  properties: {
    products: [
      { productId: 'p-1', price: 2, quantity: 3 },
      { productId: 'p-2', revenue: 4 },
    ],
  },
}

/** Body that an action sends for an event, with overridden fields. */
function sent(action: string, overrides: JsonObject, event: object, others = {}): readonly SentRequest[] {
  const destination = bundled('amplitude', { ...settings, ...others }, [{ action, trigger: 'type != null', overrides }])
  const [{ requests, error } = {}] = send(destination, event)
  expect(error).toBeUndefined()
  return requests!
}

function eventOf(overrides: JsonObject, event: object = {}): Body {
  return sent('logEventV2', { event_type: 'E', ...overrides }, { type: 'track', userId: 'user-1', ...event })[0]!.body
    .events[0]
}

describe('an event', () => {
  test.for([
    ['2026-01-02T03:04:05.678Z', 1767323045678],
    ['2026-01-02', 1767312000000],
    [1767323045678, 1767323045678],
    [1767323045, 1767323045000],
    ['1767323045678', 1767323045678],
  ])('time %j is sent as %j', ([time, millis]) => expect(eventOf({ time: time! }).time).toBe(millis))

  test.for([
    ['2026-01-02T03:04:05.678Z', 1767323045678],
    [1767323045678, 1767323045678],
    ['1767323045678', 1767323045678],
    [-1, -1],
    ['-1', -1],
    [0, undefined],
  ])('session %j is sent as %j', ([session, id]) => expect(eventOf({ session_id: session! }).session_id).toBe(id))

  test.for([
    ['iOS', undefined, 'iOS'],
    ['ANDROID', undefined, 'Android'],
    ['tvos', undefined, 'tvos'],
    [null, 'analytics.js', 'Web'],
    [null, 'ios', undefined],
  ])('platform %j of library %j is %j', ([platform, library, expected]) =>
    expect(eventOf({ platform: platform!, library: library ?? null }).platform).toBe(expected),
  )

  test('prefers the event to client hints, and client hints to the user agent', () => {
    const userAgent =
      'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0 Mobile Safari/537.36'
    const { device_model, device_manufacturer, device_type, os_name, os_version, user_agent } = eventOf(
      { os_name: 'Mine', includeRawUserAgent: true },
      { context: { userAgent, userAgentData: { model: 'hinted', platformVersion: '14.0.0' } } },
    )
    expect([os_name, os_version, device_model, device_manufacturer, device_type, user_agent]).toEqual([
      ...['Mine', '14.0.0', 'hinted', 'Samsung', 'mobile', userAgent],
    ])
    expect(eventOf({ userAgentParsing: false }, { context: { userAgent } })).not.toHaveProperty('os_name')
  })

  test('omits empty changes of user properties', () => {
    expect(eventOf({ setOnce: { a: '' }, setAlways: { b: 0 }, add: null }).user_properties).toEqual({ $set: { b: 0 } })
    expect(eventOf({ user_properties: { c: 1 }, add: { n: 2 } }).user_properties).toEqual({ c: 1, $add: { n: 2 } })
  })

  test('goes to the endpoint of the account and of the field', () => {
    const url = (overrides: JsonObject, endpoint: string) =>
      sent('logEventV2', { event_type: 'E', ...overrides }, { type: 'track', userId: 'user-1' }, { endpoint }).map(
        ({ url }) => url,
      )
    expect(url({}, 'europe')).toEqual(['https://api.eu.amplitude.com/2/httpapi'])
    expect(url({ use_batch_endpoint: true }, 'north_america')).toEqual(['https://api2.amplitude.com/batch'])
  })
})

describe('a purchase', () => {
  const revenues = (overrides: JsonObject) =>
    sent('logPurchase', overrides, order)[0]!.body.events.map((event: Body) => [event.event_type, event.revenue])

  test('has revenue for the order', () => {
    expect(revenues({ revenue: 10 })).toEqual([
      ['Order Completed', 10],
      ['Product Purchased', undefined],
      ['Product Purchased', undefined],
    ])
  })

  test('has revenue per product on request', () => {
    expect(revenues({ revenue: 10, trackRevenuePerProduct: true })).toEqual([
      ['Order Completed', undefined],
      ['Product Purchased', 6],
      ['Product Purchased', 4],
    ])
  })

  test('numbers the insert IDs of its products', () => {
    const { events } = sent('logPurchase', { insert_id: 'i' }, order)[0]!.body
    expect(events.map((event: Body) => event.insert_id)).toEqual(['i', 'i-2', 'i-3'])
  })
})

test('sets the campaign, also as initial; mapped changes take precedence in events, the campaign in identify calls', () => {
  const overrides = { utm_properties: { utm_source: 'news' }, user_properties: { $set: { utm_source: 'mine' } } }
  const { events } = sent('logEvent', { ...overrides, event_type: 'E' }, { type: 'track', userId: 'user-1' })[0]!.body
  expect(events[0].user_properties).toEqual({
    $set: { utm_source: 'mine' },
    $setOnce: { initial_utm_source: 'news' },
  })
  const { identification } = sent('identifyUser', overrides, { type: 'identify', userId: 'user-1' })[0]!.body
  expect(identification.user_properties.$set).toEqual({ utm_source: 'news' })
})

describe('a group', () => {
  const overrides = { group_type: 'company', group_value: { '@path': '$.groupId' }, min_id_length: 2 }

  test('is linked to the user, and has properties', () => {
    const requests = sent('groupIdentifyUser', overrides, {
      type: 'group',
      groupId: 'g',
      userId: 'u1',
      traits: { a: 1 },
    })
    expect(requests.map(({ url, body }) => [url, body.identification[0], body.options])).toEqual([
      [
        'https://api2.amplitude.com/identify',
        { user_id: 'u1', groups: { company: 'g' }, user_properties: { company: 'g' }, library: 'segment' },
        { min_id_length: 2 },
      ],
      [
        'https://api2.amplitude.com/groupidentify',
        { group_type: 'company', group_value: 'g', group_properties: { a: 1 }, library: 'segment' },
        { min_id_length: 2 },
      ],
    ])
  })

  test('without a user has properties only', () => {
    expect(sent('groupIdentifyUser', overrides, { type: 'group', groupId: 'g' })).toHaveLength(1)
  })
})

test.each([
  [{ event_type: 'E', user_id: 'u_12' }, {}, false],
  [{ event_type: 'E', user_id: 'u_123' }, {}, true],
  [{ event_type: 'E', user_id: 'u_123', device_id: 'a' }, {}, false],
  [{ event_type: 'E', user_id: 'u_1' }, { min_id_length: 3 }, true],
])('%o with %o: sent %s', (payload, options, isSent) => {
  const [one] = send(takingPayloads('amplitude', 'logEventV2', { apiKey: 'key-1' }), {
    type: 'track',
    properties: { ...payload, ...options },
  })
  expect(one!.error === undefined).toBe(isSent)
})

test('an alias is a form, with options only if they are set', () => {
  const alias = { type: 'alias', userId: 'user-1', previousId: 'user-0' }
  const mapping = [{ user_id: 'user-0', global_user_id: 'user-1' }]
  expect(sent('mapUser', {}, alias)[0]!.body).toEqual({ api_key: 'key-1', mapping })
  expect(sent('mapUser', { min_id_length: 1 }, alias)[0]!.body).toEqual({
    api_key: 'key-1',
    mapping: [{ ...mapping[0], min_id_length: 1 }],
    options: { min_id_length: 1 },
  })
})

test('an account needs only the API key, and no warning shows it', () => {
  expect(bundled('amplitude', settings).warnings).toEqual([])
})
