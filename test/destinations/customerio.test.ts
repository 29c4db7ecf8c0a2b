import { describe, expect, test } from 'vitest'
import { compile } from '../../src/index.ts'
import { bundled, decode, definitionOf, readJson, recording, type Sent, seconds, send } from './sent.ts'

const account = { siteId: 'site-1', apiKey: 'key-1' }
const customerio = bundled('customerio', account)
const base = { messageId: '01HV0Z3Q4R5S6T7V8W9XABCDEF', timestamp: '2026-01-02T03:04:05.678Z', userId: 'u1', anonymousId: 'a1' }
const at = seconds(base.timestamp)
const { userId: _, ...anonymous } = base
const { anonymousId: __, ...known } = base

/** The only body that is sent for an event. */
function bodyOf(event: object, destination = customerio): any {
  const sent = send(destination, event)
  expect(sent.map(({ error }) => error)).toEqual([undefined])
  expect(sent[0]!.requests).toHaveLength(1)
  return sent[0]!.requests![0]!.body
}

describe('what the published destination sends', () => {
  const recorded = recording('customerio')
  /** What we send instead, on purpose: by the letter that the README explains it under. */
  const differences: Record<string, (body: any, event: any) => void> = {
    'C-b': (body, event) => {
      if (body.action === 'event') body.name = event.event
      for (const { relationship_attributes: attributes } of body.cio_relationships ?? [])
        for (const [key, value] of Object.entries(attributes ?? {}))
          if (/^\d{4}-\d\d-\d\d(T|$)/.test(String(value))) attributes[key] = seconds(String(value))
    },
    'C-d': (body, event) => {
      if (body.type !== 'object' || !body.action.startsWith('identify')) return
      const { objectAttributes, relationshipAttributes, objectTypeId, object_type_id, ...flat } = event.traits ?? {}
      body.attributes = { ...flat, ...body.attributes }
    },
    'C-e': body => {
      if (body.type !== 'object') return
      if (body.action === 'delete_relationships') delete body.attributes
      else delete body.attributes?.anonymous_id
    },
  }
  const adjusted = ({ requests, ...sent }: Sent, event: any): Sent => {
    if (requests === undefined) return { ...sent, error: expect.any(String) }
    const copy = structuredClone(requests)
    for (const { body } of copy) for (const change of Object.values(differences)) change(body, event)
    return { ...sent, requests: copy }
  }
  // Only where the recordings lie beside the checkout.
  test.skipIf(recorded === undefined).for(recorded?.cases ?? [])('$name', ({ event, sent }) => {
    expect(send(customerio, event)).toEqual(sent.map(one => adjusted(one, event)))
  })
})

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
      { ...base, type: 'track', event: 'Device Created or Updated', context: device, properties: { seen: '2025-01-01' } },
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
      { ...base, type: 'track', event: 'Signed Up', properties: { plan: 'pro', at: { due: '2025-01-01T10:00:00+02:00' } } },
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
      { ...anonymous, type: 'track', event: 'Report Content Event', properties: { actionType: 'viewed_content', contentId: 7 } },
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

  test('all fifteen are tried', () => {
    expect(Object.keys(definitionOf('customerio').actions)).toHaveLength(15)
  })
})

describe('where it goes', () => {
  const delivery = { ...anonymous, type: 'track', event: 'Report Delivery Event', properties: { deliveryId: 'd', metric: 'opened' } }
  const identify = { ...known, type: 'identify' }
  test.for([
    ['US', identify, 'https://track.customer.io/api/v2/entity'],
    ['EU', identify, 'https://track-eu.customer.io/api/v2/entity'],
    ['US', delivery, 'https://track.customer.io/api/v1/metrics'],
    ['EU', delivery, 'https://track-eu.customer.io/api/v1/metrics'],
  ] as const)('%s %o', ([region, event, url]) => {
    const [sent] = send(bundled('customerio', { ...account, region }), event)
    expect(sent!.requests).toMatchObject([
      { method: 'POST', url, headers: { authorization: `Basic ${btoa('site-1:key-1')}`, 'content-type': 'application/json' } },
    ])
  })

  test('a secret that is a reference is not shown', () => {
    const previewed = bundled('customerio', { siteId: 'site-1', apiKey: { $secret: 'CIO_KEY' } })
    expect(send(previewed, identify)[0]!.requests![0]!.headers.authorization).toBe('<redacted CIO_KEY>')
  })
})

describe('who it is about', () => {
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
    [{ anonymousId: 'a1' }, { anonymous_id: 'a1' }],
    [{ userId: '', anonymousId: 'a1' }, { anonymous_id: 'a1' }],
  ])('identify %o', ([event, identifiers]) => {
    expect(bodyOf({ type: 'identify', ...event }).identifiers).toEqual(identifiers)
  })
})

describe('when it was', () => {
  test.for([
    ['2026-01-02T03:04:05.999Z', 1767323045],
    ['2026-01-02T03:04:05+01:00', 1767319445],
    ['1767323045', '1767323045'],
    ['1767323045.5', '1767323045.5'],
    ['some day', 'some day'],
  ])('a timestamp %s is sent as %s', ([timestamp, sent]) => {
    expect(bodyOf({ ...known, type: 'track', event: 'E', timestamp }).timestamp).toBe(sent)
  })

  test('dates are left alone when the mapping says so', () => {
    const overrides = { convert_timestamp: false }
    const subscriptions = [{ action: 'trackEvent', trigger: 'type = "track"', overrides }]
    const destination = compile(definitionOf('customerio'), { settings: account, subscriptions })
    const body = bodyOf({ ...known, type: 'track', event: 'E', properties: { due: '2025-01-01' } }, destination)
    expect(body).toMatchObject({ attributes: { due: '2025-01-01' }, timestamp: at })
  })
})

describe('differences from the published destination', () => {
  test('C-a: a date without a zone is UTC', () => {
    const body = bodyOf({ ...known, type: 'track', event: 'E', timestamp: '2026-01-02T03:04:05', properties: { due: '2025-06-01T12:00' } })
    expect(body).toMatchObject({ timestamp: at, attributes: { due: seconds('2025-06-01T12:00Z') } })
  })

  test('C-b: names and identifiers that look like dates stay, lists stay, nested attributes do not', () => {
    const date = '2024-01-01'
    const event = { ...known, userId: date, type: 'track', event: date, properties: { date, in: { date }, list: [date] } }
    expect(bodyOf(event)).toMatchObject({
      name: date,
      identifiers: { id: date },
      attributes: { date: seconds(date), in: { date: seconds(date) }, list: [date] },
    })
    const group = { ...known, type: 'group', groupId: date, traits: { relationshipAttributes: { date } } }
    expect(bodyOf(group)).toMatchObject({
      identifiers: { object_id: date },
      cio_relationships: [{ relationship_attributes: { date: seconds(date) } }],
    })
    const context = { device: { token: date, type: date } }
    const device = { ...known, type: 'track', event: 'Device Created or Updated', context, properties: { date } }
    expect(bodyOf(device).device).toMatchObject({ token: date, platform: date, attributes: { date: seconds(date) } })
  })

  test.for([
    [1672628645, 1672628645],
    ['2023-01-02T03:04:05Z', 1672628645],
    ['long ago', 'long ago'],
  ])('C-c: created_at %s is sent as %s', ([created_at, sent]) => {
    const event = { ...known, type: 'identify', traits: { created_at } }
    expect(bodyOf(event).attributes.created_at).toBe(sent)
    expect(customerio.map(event).actions[0]!.payload.created_at).toBe(created_at)
    expect(bodyOf({ ...known, type: 'group', groupId: 'g', traits: { created_at } }).attributes.created_at).toBe(sent)
  })

  test('C-d: flat traits of a group are attributes of the object', () => {
    const traits = {
      name: 'Flat',
      size: 3,
      createdAt: '2023-01-02T03:04:05Z',
      objectTypeId: '2',
      object_type_id: '5',
      relationshipAttributes: { role: 'x' },
      objectAttributes: { name: 'Nested', due: '2024-01-01' },
    }
    const body = bodyOf({ ...base, type: 'group', groupId: 'g', traits })
    expect(body.attributes).toEqual({ name: 'Nested', size: 3, due: seconds('2024-01-01'), created_at: 1672628645 })
    expect(body).not.toHaveProperty('created_at')
  })

  test('C-e: the anonymous ID is no attribute of an object and of no relationship that is removed', () => {
    expect(bodyOf({ ...base, type: 'group', groupId: 'g', traits: {} }).attributes).toEqual({})
    const removal = { ...base, type: 'track', event: 'Relationship Deleted', properties: { objectId: 'o' } }
    expect(bodyOf(removal)).not.toHaveProperty('attributes')
    expect(bodyOf({ ...base, type: 'identify' }).attributes).toEqual({ anonymous_id: 'a1' })
  })

  test.for<[event: object, message: string]>([
    [{ type: 'identify', traits: { plan: 'x' } }, 'identifies nobody'],
    [{ type: 'identify', userId: '', anonymousId: '' }, 'identifies nobody'],
    [{ type: 'track', event: 'E', groupId: 'g' }, 'identifies nobody'],
    [{ type: 'page', properties: { url: 'https://x.test' } }, 'identifies nobody'],
    [{ type: 'screen', name: 'S' }, 'identifies nobody'],
    [{ type: 'track', event: 'User Deleted', userId: '' }, 'required field `person_id`'],
    [{ type: 'track', event: 'Object Deleted', userId: 'u', properties: {} }, 'identifies no object'],
    [{ type: 'track', event: 'Relationship Deleted', userId: 'u', properties: { objectId: '' } }, 'required field `object_id`'],
    [{ type: 'group', groupId: '', userId: 'u' }, 'required field `id`'],
    [{ type: 'alias', userId: 'u', previousId: '' }, 'required field `secondary`'],
    [{ type: 'track', event: 'Report Content Event', userId: 'u', properties: { actionType: 'viewed_content' } }, 'identifies nobody'],
  ])('C-f: %o is a failure', ([event, message]) => {
    expect(send(customerio, event)).toMatchObject([{ error: expect.stringContaining(message) }])
  })

  test.for<[event: object, warnings: string[]]>([
    [{ ...known, type: 'track', event: 'E' }, []],
    [{ ...known, type: 'track', event: 'E', messageId: 'ajs-next-0123456789abcdef' }, ['not a ULID']],
    [{ ...known, type: 'alias', previousId: 'u0' }, []],
    [{ ...known, type: 'alias', previousId: 'c0e5cae6-6f04-46e4-97a8-25076e8bdc0b' }, ['looks like an anonymous ID']],
    [{ ...known, type: 'track', event: 'E', properties: { text: 'x'.repeat(31_000) } }, []],
    [{ ...known, type: 'track', event: 'E', properties: { text: 'x'.repeat(33_000) } }, ['32000']],
  ])('C-g: explain warns of what is accepted and then ignored (%#)', ([event, warnings]) => {
    const [sent] = customerio.explain(event).verdicts.filter(({ verdict }) => verdict === 'sent')
    expect(sent!.warnings ?? []).toEqual(warnings.map(text => expect.stringContaining(text)))
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
    [{ ...known, type: 'track', event: 'Report Delivery Event', properties: { deliveryId: 'd', metric: 'eaten' } }, 'expected one of'],
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

  test('at most 50 items, each as it is sent alone', () => {
    const requests = customerio.requests(actionsOf(Array.from({ length: 120 }, (_, n) => track(n))))
    expect(requests.map(({ url, actions }) => [url, actions.length])).toEqual([
      ['https://track.customer.io/api/v2/batch', 50],
      ['https://track.customer.io/api/v2/batch', 50],
      ['https://track.customer.io/api/v2/batch', 20],
    ])
    expect(decode(requests[0]!).body.batch[7]).toEqual(bodyOf(track(7)))
  })

  test('at most 500,000 bytes', () => {
    const properties = { text: 'x'.repeat(20_000) }
    const requests = customerio.requests(actionsOf(Array.from({ length: 40 }, (_, n) => ({ ...track(n), properties }))))
    expect(requests.length).toBe(2)
    for (const { body } of requests) expect(body!.length).toBeLessThanOrEqual(500_000)
  })

  test('metrics are sent one by one', () => {
    const delivery = { ...known, type: 'track', event: 'Report Delivery Event', properties: { deliveryId: 'd', metric: 'opened' } }
    const requests = customerio.requests(actionsOf([delivery, delivery]))
    expect(requests.map(({ url }) => url)).toEqual(Array(2).fill('https://track.customer.io/api/v1/metrics'))
  })

  test('an action that says so is sent by itself', () => {
    const subscriptions = [{ action: 'trackEvent', trigger: 'type = "track"', overrides: { enable_batching: false } }]
    const destination = compile(definitionOf('customerio'), { settings: account, subscriptions })
    const actions = [track(1), track(2)].flatMap(event => destination.map(event).actions)
    expect(destination.requests(actions).map(({ url }) => url)).toEqual(Array(2).fill('https://track.customer.io/api/v2/entity'))
  })

  test('objects of people and of visitors are in different batches', () => {
    const group = { type: 'group', groupId: 'g', timestamp: base.timestamp }
    const events = ['u', 'a', 'u', 'a'].map(who => ({ ...group, ...(who === 'u' ? { userId: 'u' } : { anonymousId: 'a' }) }))
    const batches = customerio.requests(actionsOf(events)).map(request => decode(request).body.batch)
    expect(batches.map(batch => batch.map(({ action }: any) => action))).toEqual([
      ['identify', 'identify'],
      ['identify_anonymous', 'identify_anonymous'],
    ])
  })
})

test('the six calls of the fixtures are sent', () => {
  const calls = readJson('fixtures/events/six-calls.json') as readonly { type: string }[]
  expect(calls.map(({ type }) => type)).toEqual(['identify', 'group', 'track', 'page', 'screen', 'alias'])
  expect(calls.flatMap(call => send(customerio, call)).map(({ action, error }) => error ?? action)).toEqual([
    'createUpdatePerson',
    'createUpdateObject',
    'trackEvent',
    'trackPageView',
    'trackScreenView',
    'mergePeople',
  ])
})

describe('input of the wrong type gives actions or failures', () => {
  const odd = [null, true, 0, -1, 1e400, '', 'text', '2024-01-01', [], [1], {}, { a: { b: null } }, [[]]]
  const calls = readJson('fixtures/events/six-calls.json') as readonly { [key: string]: unknown }[]
  test.for(calls.map(call => [call.type, call] as const))('%s', ([, call]) => {
    for (const key of Object.keys(call)) {
      for (const value of odd) {
        const sent = send(customerio, { ...call, [key]: value })
        for (const { requests, error } of sent) expect(requests === undefined).toBe(typeof error === 'string')
      }
    }
  })
})
