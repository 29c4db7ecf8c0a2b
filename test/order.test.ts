import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { compile, type Definition, type Destination, type JsonObject, type Settings } from '../src/api/index.ts'
import { bundled, definitionOf } from './destinations/sent.ts'

const time = { timestamp: '2026-03-02T09:14:05.120Z' }

function requestsOf(destination: Destination, events: readonly JsonObject[], options = {}) {
  const actions = events.flatMap(event => destination.map({ ...time, ...event }).actions)
  return destination.requests(actions, options)
}

const carried = (destination: Destination, events: readonly JsonObject[]) =>
  requestsOf(destination, events).requests.map(({ actions }) => actions)

const customerio = bundled('customerio', { siteId: 's', apiKey: 'k' })
const uuid = '7d1f0c7e-52a4-4c1b-8f6d-0b9f3a6e4d21'

describe('no request overtakes an earlier action of the same person', () => {
  test('Customer.io deletes a person and adds it again', () => {
    const events = [
      { type: 'track', event: 'A', userId: 'u' },
      { type: 'identify', userId: 'u', traits: { plan: 'a' } },
      { type: 'alias', userId: 'u', previousId: 'v' },
      { type: 'track', event: 'User Deleted', userId: 'u' },
      { type: 'identify', userId: 'u', traits: { plan: 'b' } },
    ]
    expect(carried(customerio, events)).toEqual([[0, 1, 2, 3, 4]])
  })

  test('Customer.io merges a person and updates it under the new ID', () => {
    const events = [
      { type: 'identify', userId: 'new' },
      { type: 'alias', userId: 'n2', previousId: 'new' },
      { type: 'identify', userId: 'new' },
    ]
    const { requests } = requestsOf(customerio, events)
    expect(requests.flatMap(({ items }) => items)).toEqual([0, 1, 2])
  })

  test('Mixpanel with original identity sends an $identify between two events', () => {
    const settings = { projectToken: 't', apiSecret: 's', identityMode: 'original' }
    const mixpanel = bundled('mixpanel', settings as Settings)
    const events = [
      { type: 'track', event: 'A', userId: 'u', anonymousId: uuid },
      { type: 'identify', userId: 'u', anonymousId: uuid, traits: {} },
      { type: 'track', event: 'B', userId: 'u', anonymousId: uuid },
    ]
    expect(carried(mixpanel, events)).toEqual([[0], [1], [2]])
  })

  test('Klaviyo unsubscribes, subscribes and unsubscribes a profile', () => {
    const definition = definitionOf('klaviyo')
    const mapping = (action: string, trigger: string) => ({
      name: trigger,
      action,
      trigger: `event = "${trigger}"`,
      mapping: { klaviyo_id: 'list', list_id: 'list', email: { '@path': '$.properties.email' }, enable_batching: true },
    })
    const subscriptions = [mapping('unsubscribeProfile', 'Out'), mapping('subscribeProfile', 'In')]
    const klaviyo = compile(definition, { settings: { api_key: 'k' }, subscriptions })
    const events = ['Out', 'In', 'Out'].map(event => ({ type: 'track', event, properties: { email: 'a@b.co' } }))
    expect(carried(klaviyo, events)).toEqual([[0], [1], [2]])
  })

  test('one subscription sends to several URLs', () => {
    const mapping = {
      url: { '@path': '$.properties.url' },
      data: { '@path': '$.' },
      method: 'POST',
      enable_batching: true,
      batch_size: 0,
    }
    const subscriptions = [{ name: 'All', action: 'send', trigger: 'type = "track"', mapping }]
    const webhook = bundled('webhook', {}, subscriptions)
    const event = (url: string, userId: string) => ({ type: 'track', event: 'A', userId, properties: { url } })
    const [one, two] = ['https://one.example/', 'https://two.example/']
    expect(carried(webhook, [event(one, 'u'), event(two, 'u'), event(one, 'u')])).toEqual([[0], [1], [2]])
    // Other people's calls still share the first batch.
    expect(carried(webhook, [event(one, 'u'), event(two, 'u'), event(one, 'v')])).toEqual([[0, 2], [1]])
  })
})

test('actions of different subscriptions share a batch', () => {
  const events = Array.from({ length: 50 }, (_, n) => {
    const ids = { userId: `u-${n % 7}`, groupId: 'g' }
    return {
      ...ids,
      type: ['identify', 'track', 'group', 'page'][n % 4]!,
      event: 'A',
      properties: { url: 'https://x.co' },
    }
  })
  expect(requestsOf(customerio, events).requests).toHaveLength(1)
})

/** Two actions of two batches, about a person and a group. */
const demo = (subject: object | null) => {
  const request = { url: 'https://x.example/one', body: { '@path': '$.payload' } }
  const fields = { id: { type: 'string', default: { '@path': '$.properties.id' } } }
  return compile({
    slug: 'demo',
    name: 'Demo',
    ...(subject !== null && { subject }),
    actions: {
      one: { fields, requests: [request], batch: { request: { url: 'https://x.example/ones' } } },
      two: { fields, requests: [request], batch: { request: { url: 'https://x.example/twos' } } },
    },
    subscriptions: [
      { action: 'one', trigger: 'event = "One"' },
      { action: 'two', trigger: 'event = "Two"' },
    ],
  } as unknown as Definition)
}

const event = (name: string, id: string, ids: JsonObject = {}) => ({
  type: 'track',
  event: name,
  properties: { id },
  ...ids,
})

test.each<[string, object | null, JsonObject[], number[][]]>([
  [
    'equal subjects of different kinds are different subjects',
    { person: { '@path': '$.payload.id' } },
    [event('One', 'x'), event('Two', 'y'), event('One', 'y')],
    [[0], [1], [2]],
  ],
  [
    'a declared kind is not the IDs of the call',
    { item: { '@path': '$.payload.id' } },
    [event('One', 'u', { userId: 'a' }), event('Two', 'v', { userId: 'u' }), event('One', 'w', { userId: 'b' })],
    [[0, 2], [1]],
  ],
  [
    'an action without a subject keeps its order with all others',
    null,
    [event('One', 'x'), event('Two', 'y', { userId: 'a' }), event('One', 'z', { userId: 'b' })],
    [[0, 2], [1]],
  ],
  [
    'a subject that cannot be computed counts as absent',
    { '@jsonata': '$number(payload.id)' },
    [event('One', 'x', { userId: 'a' }), event('Two', 'y', { userId: 'a' }), event('One', 'z', { userId: 'b' })],
    [[0, 2], [1]],
  ],
  [
    'sharing a subject is not transitive',
    [{ '@path': '$.payload.id' }],
    [
      event('One', 'a', { userId: 'x' }),
      event('Two', 'b', { userId: 'y' }),
      event('One', 'b', { userId: 'z' }),
      event('One', 'x', { userId: 'a' }),
    ],
    [[0, 3], [1], [2]],
  ],
])('%s', (_, subject, events, expected) => {
  expect(carried(demo(subject), events)).toEqual(expected)
})

test('`after` lists the requests that must be settled first', () => {
  const user = (userId: string) => ({ userId })
  const events = [
    event('One', '1', user('a')),
    event('Two', '2', user('a')),
    event('Two', '3', user('b')),
    event('One', '4'),
  ]
  const { requests } = requestsOf(demo(null), events, { after: true, batch: false })
  expect(requests.map(({ after }) => after)).toEqual([[], [0], [], [1, 2]])
})

describe('the contents of a request', () => {
  test('`items` and `parts` give the action and its part for each item of the body', () => {
    const mixpanel = bundled('mixpanel', { projectToken: 't', apiSecret: 's' })
    const products = [{ product_id: 'a' }, { product_id: 'b' }]
    const order = { type: 'track', event: 'Order Completed', userId: 'u', messageId: 'm', properties: { products } }
    const { requests } = requestsOf(mixpanel, [order, { ...order, messageId: 'n' }])
    expect(requests.map(({ destination, actions, items, parts }) => ({ destination, actions, items, parts }))).toEqual([
      { destination: 'mixpanel', actions: [0, 1], items: [0, 0, 0, 1, 1, 1], parts: [0, 0, 0, 0, 0, 0] },
    ])
  })

  test('an action has the IDs of its call', () => {
    const [action] = customerio.map({ ...time, type: 'alias', userId: 'u', previousId: 'p', messageId: 'm-1' }).actions
    expect([action!.messageId, action!.subject]).toEqual(['m-1', ['u', 'p']])
    const [numeric] = customerio.map({ ...time, type: 'identify', userId: 5, anonymousId: 'a' }).actions
    expect([numeric!.messageId, numeric!.subject]).toEqual([undefined, ['5', 'a']])
  })

  test('`parts` counts the requests of an action', () => {
    const url = 'https://x.example/a'
    const requests = [{ url }, { url, when: false }, { url, forEach: [1, 2] }]
    const several = compile({
      slug: 'demo',
      name: 'Demo',
      actions: { send: { fields: {}, requests } },
      subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
    } as unknown as Definition)
    const { requests: made } = requestsOf(several, [event('A', 'x')])
    expect(made.map(({ items, parts }) => [items, parts])).toEqual([0, 1, 2].map(part => [[0], [part]]))
  })
})

describe('input of the wrong shape is a failure', () => {
  const { actions, failures } = customerio.map({ ...time, type: 'identify', userId: 'u' })
  const [action] = actions

  test.each<[string, unknown, string, string]>([
    ['nothing', undefined, 'CM907', 'expected an event, but this is absent'],
    [
      'is refused if it is a list',
      [{ type: 'track' }],
      'CM907',
      'expected one event, but this is a list: call `map` for each',
    ],
    ['a string', 'track', 'CM907', 'expected an event, but this is a string'],
    ['an event without a type', {}, 'CM907', 'the `type` of the event is absent'],
    ['an event with an upper-case type', { type: 'Track' }, 'CM907', 'did you mean `track`?'],
  ])('`map` refuses %s', (_, given, code, message) => {
    const result = customerio.map(given)
    expect(result).toEqual({ actions: [], failures: [{ code, at: '', message: expect.stringContaining(message) }] })
    const { verdicts } = customerio.explain(given)
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['failed']))
  })

  test.each<[string, unknown, object]>([
    ['nothing', undefined, { code: 'CM908', message: 'expected a list of actions, but this is absent' }],
    [
      'the result of map',
      { actions, failures },
      { code: 'CM908', message: expect.stringContaining('pass its `actions`') },
    ],
    ['a null entry', [null], { code: 'CM908', index: 0 }],
    ['an entry without a payload', [{ ...action, payload: undefined }], { code: 'CM908', index: 0 }],
    ['an action of another destination', [{ ...action, destination: 'mixpanel' }], { code: 'CM909', index: 0 }],
    ['an unknown action', [{ ...action, action: 'fly' }], { code: 'CM902', index: 0 }],
  ])('`requests` refuses %s', (_, given, failure) => {
    const result = customerio.requests(given as never)
    expect([result.requests, result.skipped]).toEqual([[], []])
    expect(result.failures).toMatchObject([{ at: '', ...failure }])
  })

  test('the other actions are sent', () => {
    const { requests, failures } = customerio.requests([null, action, 5] as never)
    expect([requests.length, failures.map(({ index }) => index)]).toEqual([1, [0, 2]])
  })
})

describe('an action that makes no request', () => {
  const withRequests = (requests: object[] | undefined, checks: object[] = []) =>
    compile({
      slug: 'demo',
      name: 'Demo',
      actions: {
        send: {
          fields: { on: { type: 'object', default: { '@path': '$.properties.on' } } },
          checks,
          ...(requests && { requests }),
        },
      },
      subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
    } as unknown as Definition)
  const url = 'https://x.example/a'
  const when = { '@path': '$.payload.on.really' }
  const turned = (really: unknown) => ({ type: 'track', userId: 'u', properties: { on: { really } } }) as JsonObject

  test.each([false, undefined])('is skipped, with its `when` as the reason: %s', really => {
    const destination = withRequests([{ url, when }])
    const reason = 'no request is made: `$.payload.on.really` is not true'
    const { requests, failures, skipped } = requestsOf(destination, [turned(really)])
    expect([requests, failures, skipped]).toEqual([[], [], [{ index: 0, at: '/on/really', message: reason }]])
    expect(destination.explain(turned(really)).verdicts).toMatchObject([{ verdict: 'skipped', reason }])
  })

  test.each([null, 'yes', 1, {}])('is a failure if `when` is %j', really => {
    const destination = withRequests([{ url, when }])
    const { requests, failures, skipped } = requestsOf(destination, [turned(really)])
    expect([requests, skipped]).toEqual([[], []])
    expect(failures).toMatchObject([{ code: 'CM905', message: expect.stringContaining('expected true or false') }])
    expect(destination.explain(turned(really)).verdicts).toMatchObject([{ verdict: 'failed' }])
  })

  test('is skipped if the definition has no requests', () => {
    const { skipped } = requestsOf(withRequests(undefined), [turned(true)])
    expect(skipped).toEqual([{ index: 0, at: '', message: 'the action has no requests' }])
  })

  test('is neither an action nor a failure if a check skips it, and explain gives the reason', () => {
    const check = { when: { '@path': '$.payload.on.really' }, message: 'there is nothing to say', level: 'skip' }
    const destination = withRequests([{ url }], [check])
    expect(destination.map(turned(true))).toEqual({ actions: [], failures: [] })
    expect(destination.map(turned(false)).actions).toHaveLength(1)
    const [verdict] = destination.explain(turned(true)).verdicts
    expect(verdict).toMatchObject({ verdict: 'skipped', reason: 'there is nothing to say' })
    expect(inspect(destination).why(turned(true), 'send').answer).toContain('there is nothing to say')
  })
})

describe('a `when` that is not a boolean', () => {
  const withParts = (parts: object) =>
    compile({
      slug: 'demo',
      name: 'Demo',
      actions: {
        send: {
          fields: { id: { type: 'object', default: { '@path': '$.properties' } } },
          requests: [{ url: 'https://x.example/a', body: {} }],
          ...parts,
        },
      },
      subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
    } as unknown as Definition)

  test.each<[string, object]>([
    ['is refused in a check', { checks: [{ when: null, message: 'm' }] }],
    ['is refused in a check of level `skip`', { checks: [{ when: 1, message: 'm', level: 'skip' }] }],
    ['is refused in a request', { requests: [{ url: 'https://x.example/a', when: 0 }] }],
    ['is refused in a batch', { batch: { when: 2 } }],
    ['is refused if it is an object', { checks: [{ when: { test: true }, message: 'm' }] }],
  ])('%s', (_, parts) => {
    expect(() => withParts(parts)).toThrow(/`when` is .*, expected true or false/)
  })

  test.each<[string, object, string]>([
    ['is refused in a check', { checks: [{ when: { '@path': '$.payload.id.total' }, message: 'm' }] }, 'CM902'],
    [
      'is refused in a check of level `skip`',
      { checks: [{ when: { '@path': '$.payload.id' }, message: 'm', level: 'skip' }] },
      'CM902',
    ],
    ['is refused in a batch', { batch: { when: { '@path': '$.payload.id.total' } } }, 'CM905'],
  ])('%s, if it reads a payload', (_, parts, code) => {
    const destination = withParts(parts)
    const { actions, failures } = destination.map({ type: 'track', userId: 'u', properties: { total: 3 } })
    const unsent = destination.requests(actions, { batch: true })
    expect(unsent.requests).toEqual([])
    expect([...failures, ...unsent.failures]).toMatchObject([
      { code, message: expect.stringContaining('true or false') },
    ])
  })
})
