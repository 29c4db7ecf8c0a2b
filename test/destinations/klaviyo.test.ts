import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { type Body, bundled, decode, send } from './sent.ts'

const settings = { api_key: 'key-1' }
const event = {
  type: 'track',
  event: 'E',
  userId: 'u',
  messageId: 'm',
  timestamp: '2026-01-02T03:04:05.678Z',
  properties: { a: 1, products: [{ sku: 's' }] },
}

/** Body that an action sends for an event with overridden fields, or its failure. */
function sent(action: string, overrides: JsonObject, of: object = event): Body {
  const destination = bundled('klaviyo', settings, [{ action, trigger: 'type != null', overrides }])
  const [{ requests, error } = {}] = send(destination, of)
  return error ?? requests!.map(({ body }) => body.data)
}

describe('an event', () => {
  test('converts a phone number to E.164, and keeps other keys of the profile', () => {
    const profile = { phone_number: '(415) 555-0123', country_code: 'US', plan: 'pro' }
    expect(sent('trackEvent', { profile })[0].attributes.profile.data.attributes).toEqual({
      phone_number: '+14155550123',
      plan: 'pro',
    })
  })

  test.for([
    [{ profile: { plan: 'pro' } }, 'identifies nobody'],
    [{ profile: { phone_number: '555' } }, 'not in E.164'],
    [{ profile: { phone_number: '555', country_code: 'US' } }, 'not in E.164'],
    [{ profile: { external_id: 'x'.repeat(256) } }, '255'],
    [{ time: '01/02/2026' }, 'has an invalid time'],
    [{ time: '1773480413589000' }, 'date-like'],
    [{ profile: { email: 'nobody' } }, 'format email'],
  ] as const)('%j is refused: %s', ([overrides, message]) => expect(sent('trackEvent', overrides)).toContain(message))

  test.for([
    ['2026-01-02T03:04:05.678901Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T04:04:05.678901+01:00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['', undefined],
  ])('has its time in milliseconds: %j is %j', ([time, sentTime]) => {
    expect(sent('trackEvent', { time: time! })[0].attributes.time).toBe(sentTime)
  })

  test.for(['', 'nobody'])('takes the email address %j of an order, as published', email => {
    const profile = { email, external_id: 'u' }
    expect(sent('orderCompleted', { profile })[0].attributes.profile.data.attributes).toEqual(profile)
  })

  test('is sent in a batch', () => {
    const destination = bundled('klaviyo', settings)
    const actions = ['A', 'B'].flatMap(name => destination.map({ ...event, event: name }).actions)
    const [request, ...more] = destination.requests(actions).requests.map(decode)
    expect(more).toEqual([])
    expect(request!.url).toBe('https://a.klaviyo.com/api/event-bulk-create-jobs/')
    const [first, second] = request!.body.data.attributes['events-bulk-create'].data
    expect(first).toEqual({
      type: 'event-bulk-create',
      attributes: {
        profile: { data: { type: 'profile', attributes: { external_id: 'u' } } },
        events: {
          data: [
            {
              type: 'event',
              attributes: {
                metric: { data: { type: 'metric', attributes: { name: 'A' } } },
                properties: event.properties,
                time: event.timestamp,
                unique_id: 'm',
              },
            },
          ],
        },
      },
    })
    expect(second.attributes.events.data[0].attributes.metric.data.attributes.name).toBe('B')
  })
})

test('each product of an order is an event', () => {
  const [order, product] = sent('orderCompleted', { products: { '@path': '$.properties.products' } })
  expect(order.attributes.properties).toEqual(event.properties)
  expect(product.attributes).toEqual({
    properties: { a: 1, sku: 's' },
    time: event.timestamp,
    unique_id: 'm-0',
    metric: { data: { type: 'metric', attributes: { name: 'Ordered Product' } } },
    profile: order.attributes.profile,
  })
})

describe('consent', () => {
  const consents = ([data]: Body) => data.attributes.profiles.data[0].attributes.subscriptions

  test.for([
    [{ email: 'a@b.co' }, ['email']],
    [{ phone_number: '+14155550123' }, ['sms']],
    [{ email: 'a@b.co', phone_number: '+14155550123' }, ['email', 'sms']],
  ] as const)('subscribes %j to %j', ([overrides, channels]) => {
    expect(Object.keys(consents(sent('subscribeProfile', overrides)))).toEqual(channels)
    expect(Object.keys(consents(sent('unsubscribeProfile', overrides)))).toEqual(channels)
  })

  test('has its time only in historical imports', () => {
    const at = (historical_import: boolean) =>
      consents(sent('subscribeProfile', { email: 'a@b.co', historical_import })).email.marketing.consented_at
    expect([at(true), at(false)]).toEqual([event.timestamp, undefined])
  })

  test('is for the mapped list', () => {
    const [data] = sent('unsubscribeProfile', { email: 'a@b.co', list_id: 'l' })
    expect(data.relationships).toEqual({ list: { data: { type: 'list', id: 'l' } } })
  })

  test('fails for nobody', () => expect(sent('subscribeProfile', {})).toContain('names nobody'))

  test('shares a batch per list', () => {
    const destination = bundled('klaviyo', settings, [
      {
        action: 'subscribeProfile',
        trigger: 'type = "track"',
        overrides: { email: { '@path': '$.properties.email' }, list_id: { '@path': '$.properties.list' } },
      },
    ])
    const actions = ['1', '1', '2'].flatMap(
      (list, i) => destination.map({ ...event, properties: { email: `p${i}@b.co`, list } }).actions,
    )
    const lists = destination.requests(actions).requests.map(decode)
    const emails = ({ body }: Body) => body.data.attributes.profiles.data.map((one: Body) => one.attributes.email)
    expect(lists.map(one => [one.body.data.relationships.list.data.id, emails(one)])).toEqual([
      ['1', ['p0@b.co', 'p1@b.co']],
      ['2', ['p2@b.co']],
    ])
  })
})

test('consent of one phone number stays in order, in every format', () => {
  const destination = bundled(
    'klaviyo',
    settings,
    ['subscribeProfile', 'unsubscribeProfile'].map(action => ({
      action,
      trigger: `event = "${action}"`,
      overrides: { enable_batching: true, phone_number: { '@path': '$.properties.phone' }, country_code: 'US' },
    })),
  )
  const calls = [
    ['unsubscribeProfile', '+14155550123'],
    ['subscribeProfile', '(415) 555-0123'],
    ['unsubscribeProfile', '415-555-0123'],
  ]
  const actions = calls.flatMap(([name, phone]) => {
    const { actions } = destination.map({ type: 'track', event: name, properties: { phone } })
    expect(actions).toHaveLength(1)
    return actions
  })
  expect(destination.requests(actions).requests.map(({ actions }) => actions)).toEqual([[0], [1], [2]])
})
