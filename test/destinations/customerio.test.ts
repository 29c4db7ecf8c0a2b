import { describe, expect, test } from 'vitest'
import { account, anonymous, at, base, bodyOf, customerio, known } from './customerio.ts'
import { type Body, bundled, decode, definitionOf, seconds, send } from './sent.ts'

describe('each action', () => {
  const device = { device: { token: 't1', type: 'ios' }, app: { version: '3.1' } }
  test.for<[name: string, event: object, body: object]>([
    [
      'createUpdatePerson',
      { ...base, type: 'identify', traits: { plan: 'pro', createdAt: '2025-01-01', born: '1990-05-06' } },
      {
        type: 'person',
        action: 'identify',
        attributes: { plan: 'pro', created_at: seconds('2025-01-01'), born: seconds('1990-05-06'), anonymous_id: 'a1' },
        timestamp: at,
        identifiers: { id: 'u1' },
      },
    ],
    [
      'createUpdatePerson with a relationship',
      {
        ...known,
        type: 'identify',
        traits: { objectId: 'acme', object_type_id: 3, relationshipAttributes: { role: 'admin', since: '2024-01-01' } },
      },
      {
        type: 'person',
        action: 'identify',
        attributes: { objectId: 'acme' },
        cio_relationships: [
          {
            identifiers: { object_type_id: '3', object_id: 'acme' },
            relationship_attributes: { role: 'admin', since: seconds('2024-01-01') },
          },
        ],
        timestamp: at,
        identifiers: { id: 'u1' },
      },
    ],
    [
      'createUpdateDevice',
      {
        ...base,
        type: 'track',
        event: 'Device Created or Updated',
        context: device,
        properties: { seen: '2025-01-01' },
      },
      {
        type: 'person',
        action: 'add_device',
        device: {
          token: 't1',
          platform: 'ios',
          last_used: at,
          attributes: { seen: seconds('2025-01-01'), app_version: '3.1' },
        },
        identifiers: { id: 'u1' },
      },
    ],
    [
      'deleteDevice',
      { ...base, type: 'track', event: 'Application Uninstalled', context: device },
      { type: 'person', action: 'delete_device', device: { token: 't1' }, identifiers: { id: 'u1' } },
    ],
    [
      'deleteRelationship',
      { ...base, type: 'track', event: 'Relationship Deleted', properties: { objectId: 'acme', objectTypeId: 2 } },
      {
        type: 'object',
        action: 'delete_relationships',
        cio_relationships: [{ identifiers: { id: 'u1' } }],
        identifiers: { object_id: 'acme', object_type_id: '2' },
      },
    ],
    [
      'deletePerson',
      { ...base, type: 'track', event: 'User Deleted' },
      { type: 'person', action: 'delete', identifiers: { id: 'u1' } },
    ],
    [
      'deleteObject',
      { ...anonymous, type: 'track', event: 'Object Deleted', properties: { objectId: 'acme', object_type_id: '4' } },
      { type: 'object', action: 'delete', identifiers: { object_id: 'acme', object_type_id: '4' } },
    ],
    [
      'trackEvent',
      {
        ...base,
        type: 'track',
        event: 'Signed Up',
        properties: { plan: 'pro', at: { due: '2025-01-01T10:00:00+02:00' } },
      },
      {
        type: 'person',
        action: 'event',
        name: 'Signed Up',
        id: base.messageId,
        attributes: { plan: 'pro', at: { due: seconds('2025-01-01T08:00:00Z') }, anonymous_id: 'a1' },
        timestamp: at,
        identifiers: { id: 'u1' },
      },
    ],
    [
      'trackPageView',
      { ...anonymous, type: 'page', name: 'Home', properties: { url: 'https://example.com/?a=1' } },
      {
        type: 'person',
        action: 'page',
        name: 'https://example.com/?a=1',
        id: base.messageId,
        attributes: { url: 'https://example.com/?a=1' },
        timestamp: at,
        identifiers: { anonymous_id: 'a1' },
      },
    ],
    [
      'trackScreenView',
      { ...known, type: 'screen', name: 'Basket', properties: { items: 2 } },
      {
        type: 'person',
        action: 'screen',
        name: 'Basket',
        id: base.messageId,
        attributes: { items: 2 },
        timestamp: at,
        identifiers: { id: 'u1' },
      },
    ],
    [
      'createUpdateObject',
      { ...base, type: 'group', groupId: 'acme', traits: { name: 'Acme', relationshipAttributes: { role: 'owner' } } },
      {
        type: 'object',
        action: 'identify',
        attributes: { name: 'Acme' },
        cio_relationships: [{ identifiers: { id: 'u1' }, relationship_attributes: { role: 'owner' } }],
        identifiers: { object_id: 'acme', object_type_id: '1' },
      },
    ],
    [
      'createUpdateObject of a visitor',
      { ...anonymous, type: 'group', groupId: 'acme', traits: { objectTypeId: 2 } },
      {
        type: 'object',
        action: 'identify_anonymous',
        attributes: {},
        cio_relationships: [{ identifiers: { anonymous_id: 'a1' } }],
        identifiers: { object_id: 'acme', object_type_id: '2' },
      },
    ],
    [
      'createUpdateObject of nobody',
      { type: 'group', messageId: 'm', timestamp: base.timestamp, groupId: 'acme', traits: {} },
      { type: 'object', action: 'identify', attributes: {}, identifiers: { object_id: 'acme', object_type_id: '1' } },
    ],
    [
      'mergePeople',
      { ...known, type: 'alias', previousId: 'cio_0a1b' },
      { type: 'person', action: 'merge', primary: { id: 'u1' }, secondary: { cio_id: '0a1b' } },
    ],
    [
      'suppressPerson',
      { ...known, type: 'track', event: 'User Suppressed' },
      { type: 'person', action: 'suppress', identifiers: { id: 'u1' } },
    ],
    [
      'unsuppressPerson',
      { ...known, type: 'track', event: 'User Unsuppressed' },
      { type: 'person', action: 'unsuppress', identifiers: { id: 'u1' } },
    ],
    [
      'reportDeliveryEvent',
      {
        ...anonymous,
        type: 'track',
        event: 'Report Delivery Event',
        properties: { deliveryId: 'd1', metric: 'clicked', href: 'https://x.test', reason: '', actionName: 'buy' },
      },
      { delivery_id: 'd1', metric: 'clicked', timestamp: at, href: 'https://x.test', metadata: { action_name: 'buy' } },
    ],
    [
      'reportContentEvent',
      {
        ...anonymous,
        type: 'track',
        event: 'Report Content Event',
        properties: { actionType: 'viewed_content', contentId: 7 },
      },
      {
        type: 'person',
        action: 'viewed_content',
        name: 'viewed_content',
        attributes: { contentId: 7 },
        timestamp: at,
        identifiers: { anonymous_id: 'a1' },
      },
    ],
  ])('%s', ([name, event, body]) => {
    expect(bodyOf(event)).toEqual(body)
    expect(name.split(' ')[0]).toBe(customerio.map(event).actions[0]!.action)
  })

  test('all fifteen are tested', () => {
    expect(Object.keys(definitionOf('customerio').actions)).toHaveLength(15)
  })
})

describe('the URL', () => {
  const delivery = {
    ...anonymous,
    type: 'track',
    event: 'Report Delivery Event',
    properties: { deliveryId: 'd', metric: 'opened' },
  }
  const identify = { ...known, type: 'identify' }
  test.for([
    ['US', identify, 'https://track.customer.io/api/v2/entity'],
    ['EU', identify, 'https://track-eu.customer.io/api/v2/entity'],
    ['US', delivery, 'https://track.customer.io/api/v1/metrics'],
    ['EU', delivery, 'https://track-eu.customer.io/api/v1/metrics'],
  ] as const)('%s %o', ([region, event, url]) => {
    const [sent] = send(bundled('customerio', { ...account, region }), event)
    expect(sent!.requests).toMatchObject([
      {
        method: 'POST',
        url,
        headers: { authorization: `Basic ${btoa('site-1:key-1')}`, 'content-type': 'application/json' },
      },
    ])
  })

  test('does not show a secret that is a reference', () => {
    const previewed = bundled('customerio', { siteId: 'site-1', apiKey: { $secret: 'CIO_KEY' } })
    const { requests } = previewed.requests(previewed.map(identify).actions, { redact: true })
    expect(requests[0]!.headers.authorization).toBe('Basic <redacted CIO_KEY>')
  })
})

describe('the identifiers', () => {
  test.for<[event: object, identifiers: object]>([
    [{ userId: 'cio_03' }, { cio_id: '03' }],
    [{ userId: 'cio_' }, { id: 'cio_' }],
    [{ userId: 'Ann@Example.com' }, { email: 'Ann@Example.com' }],
    [{ userId: 'me@localhost' }, { id: 'me@localhost' }],
    [{ userId: 7 }, { id: '7' }],
    [{ userId: '', traits: { email: 'a@b.co' } }, { email: 'a@b.co' }],
    [{ userId: null, traits: { email: 'a@b.co' } }, { email: 'a@b.co' }],
    [{ traits: { email: 'ann at home' } }, { id: 'ann at home' }],
    [{ anonymousId: 'a1', traits: { email: 'a@b.co' } }, { email: 'a@b.co' }],
  ])('identify %o', ([event, identifiers]) => {
    expect(bodyOf({ type: 'identify', ...event }).identifiers).toEqual(identifiers)
  })
})

test.each([
  [{ anonymousId: 'a1' }, 'no anonymous people'],
  [{ userId: '', anonymousId: 'a1' }, 'no anonymous people'],
  [{ userId: 'a@b.co', traits: { email: 'c@d.co' } }, 'one email address'],
])('an identify of %o fails', (ids, message) => {
  expect(send(customerio, { type: 'identify', ...ids })[0]!.error).toContain(message)
})

test('an address in another case is the same', () => {
  const [sent] = send(customerio, { type: 'identify', userId: 'Ann@b.co', traits: { email: 'ann@b.co' } })
  expect(sent!.error).toBeUndefined()
})

describe('the time', () => {
  test.for([
    ['2026-01-02T03:04:05.999Z', 1767323045],
    ['2026-01-02T03:04:05+01:00', 1767319445],
    ['1767323045', '1767323045'],
    ['1767323045.5', '1767323045.5'],
    ['some day', 'some day'],
  ])('a timestamp %s is sent as %s', ([timestamp, sent]) => {
    expect(bodyOf({ ...known, type: 'track', event: 'E', timestamp }).timestamp).toBe(sent)
  })

  test.for([
    ['2026-01-02T03:04:05.999Z', 1767323045],
    [1767323045, 1767323045],
    ['1767323045', 1767323045],
    [undefined, undefined],
    ['Fri, 02 Jan 2026 03:04:05 GMT', undefined],
  ])('the timestamp %s of a metric is sent as %s', ([timestamp, sent]) => {
    const properties = { deliveryId: 'd', metric: 'opened' }
    const body = bodyOf({ ...known, type: 'track', event: 'Report Delivery Event', timestamp, properties })
    expect(body).toEqual(JSON.parse(JSON.stringify({ delivery_id: 'd', metric: 'opened', timestamp: sent })))
  })

  test('keeps attributes that are not strict ISO 8601', () => {
    const properties = {
      space: '2024-05-01 12:00',
      year: '2024',
      day: '2024-5-1',
      none: '2024-02-30',
      text: 'soon',
      n: 1,
    }
    expect(bodyOf({ ...known, type: 'track', event: 'E', properties }).attributes).toEqual(properties)
  })

  test('an event without properties has no attributes', () => {
    expect(bodyOf({ ...known, type: 'track', event: 'E' })).not.toHaveProperty('attributes')
  })

  test('keeps dates if the mapping asks for it', () => {
    const overrides = { convert_timestamp: false }
    const subscriptions = [{ action: 'trackEvent', trigger: 'type = "track"', overrides }]
    const destination = bundled('customerio', account, subscriptions)
    const body = bodyOf({ ...known, type: 'track', event: 'E', properties: { due: '2025-01-01' } }, destination)
    expect(body).toMatchObject({ attributes: { due: '2025-01-01' }, timestamp: at })
  })
})

describe('failures', () => {
  test.for<[event: object, message: string]>([
    [{ ...known, type: 'page', properties: {} }, 'url'],
    [{ ...known, type: 'screen' }, 'name'],
    [{ ...known, type: 'alias' }, 'secondary'],
    [{ ...known, type: 'group' }, 'id'],
    [{ ...known, type: 'track', event: 'Application Opened', context: { device: { token: 't' } } }, 'platform'],
    [{ ...known, type: 'track', event: 'Device Deleted' }, 'device_id'],
    [{ ...anonymous, type: 'track', event: 'User Suppressed' }, 'person_id'],
    [
      { ...known, type: 'track', event: 'Report Delivery Event', properties: { deliveryId: 'd', metric: 'eaten' } },
      'expected one of',
    ],
    [{ ...base, type: 'track', event: 'Report Content Event', properties: { actionType: 'eaten' } }, 'expected one of'],
  ])('%o', ([event, message]) => {
    const [failure, ...others] = send(customerio, event)
    expect(failure!.error).toContain(message)
    expect(others).toEqual([])
  })
})

describe('batches', () => {
  const track = (n: number) => ({ ...known, type: 'track', event: `E${n}` })
  const actionsOf = (events: object[]) => events.flatMap(event => customerio.map(event).actions)

  test('have at most 50 items, each equal to its single request', () => {
    const { requests } = customerio.requests(actionsOf(Array.from({ length: 120 }, (_, n) => track(n))))
    expect(requests.map(({ url, actions }) => [url, actions.length])).toEqual([
      ['https://track.customer.io/api/v2/batch', 50],
      ['https://track.customer.io/api/v2/batch', 50],
      ['https://track.customer.io/api/v2/batch', 20],
    ])
    expect(decode(requests[0]!).body.batch[7]).toEqual(bodyOf(track(7)))
  })

  test('have at most 500,000 bytes', () => {
    const properties = { text: 'x'.repeat(20_000) }
    const { requests } = customerio.requests(
      actionsOf(Array.from({ length: 40 }, (_, n) => ({ ...track(n), properties }))),
    )
    expect(requests.length).toBe(2)
    for (const { body } of requests) expect(body!.length).toBeLessThanOrEqual(500_000)
  })

  test('exclude metrics', () => {
    const delivery = {
      ...known,
      type: 'track',
      event: 'Report Delivery Event',
      properties: { deliveryId: 'd', metric: 'opened' },
    }
    const { requests } = customerio.requests(actionsOf([delivery, delivery]))
    expect(requests.map(({ url }) => url)).toEqual(Array(2).fill('https://track.customer.io/api/v1/metrics'))
  })

  test('exclude an action on request', () => {
    const subscriptions = [{ action: 'trackEvent', trigger: 'type = "track"', overrides: { enable_batching: false } }]
    const destination = bundled('customerio', account, subscriptions)
    const actions = [track(1), track(2)].flatMap(event => destination.map(event).actions)
    expect(destination.requests(actions).requests.map(({ url }) => url)).toEqual(
      Array(2).fill('https://track.customer.io/api/v2/entity'),
    )
  })

  test('take operations of every kind', () => {
    const { messageId, timestamp, userId, anonymousId } = base
    const call = { messageId, timestamp }
    const mixed = [
      { ...call, userId, type: 'identify', traits: { plan: 'pro' } },
      { ...call, userId: 'u2', type: 'group', groupId: 'g1' },
      { ...call, anonymousId, type: 'group', groupId: 'g2' },
      { ...call, userId: 'u3', type: 'track', event: 'E' },
      { ...call, userId: 'u4', type: 'alias', previousId: 'u5' },
      { ...call, userId: 'u6', type: 'track', event: 'User Deleted' },
    ]
    const { requests } = customerio.requests(actionsOf(mixed))
    expect(requests.map(({ url }) => url)).toEqual(['https://track.customer.io/api/v2/batch'])
    expect(decode(requests[0]!).body.batch.map(({ type, action }: Body) => `${type} ${action}`)).toEqual([
      'person identify',
      'object identify',
      'object identify_anonymous',
      'person event',
      'person merge',
      'person delete',
    ])
  })
})
