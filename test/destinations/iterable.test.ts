import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { type Body, bundled, decode, send } from './sent.ts'

const account = { apiKey: 'key-1' }
const iterable = bundled('iterable', account)
const base = { messageId: 'm-1', timestamp: '2026-01-02T03:04:05.678Z', userId: 'u1' }
const track = { ...base, type: 'track', event: 'E' }
const identify = { ...base, type: 'identify' }
const product = { product_id: 'p', name: 'Mug', price: 2, quantity: 1 }
const order = { ...base, type: 'track', event: 'Order Completed', properties: { total: 2, products: [product] } }

function bodyOf(event: object, destination = iterable): Body {
  const sent = send(destination, event)
  expect(sent.map(({ error }) => error)).toEqual([undefined])
  return sent[0]!.requests![0]!.body
}

/** Iterable with one subscription for track calls, with a mapping of its own. */
function withMapping(action: string, mapping: JsonObject) {
  const subscriptions = [{ name: action, action, trigger: 'type = "track"', mapping }]
  return bundled('iterable', account, subscriptions)
}

describe('times in data', () => {
  test.for<[given: unknown, sent: unknown]>([
    ['2026-05-06T07:08:09.999Z', '2026-05-06 07:08:09 +00:00'],
    ['2026-05-06T07:08:09+02:00', '2026-05-06 05:08:09 +00:00'],
    ['2026-05-06 07:08', '2026-05-06 07:08:00 +00:00'],
    ['2026-05-06', '2026-05-06'],
    ['on 2026-05-06T07:08:09Z', 'on 2026-05-06T07:08:09Z'],
    [
      ['2026-05-06T07:08:09Z', { at: '2026-05-06T07:08:09Z' }],
      ['2026-05-06 07:08:09 +00:00', { at: '2026-05-06 07:08:09 +00:00' }],
    ],
    [1778051289, 1778051289],
    [null, null],
  ])('%j is sent as %j', ([given, sent]) => {
    expect(bodyOf({ ...track, properties: { given } }).dataFields).toEqual({ given: sent })
    expect(bodyOf({ ...identify, traits: { in: { given } } }).dataFields).toEqual({ in: { given: sent } })
  })

  test('items convert times in their data', () => {
    const items = [{ id: 'p', name: 'Mug', price: '2', quantity: 1, categories: 'Home', sold: '2026-05-06T07:08:09Z' }]
    const cart = withMapping('updateCart', { user: { userId: 'u1' }, items })
    expect(bodyOf(track, cart).items).toEqual([
      {
        id: 'p',
        name: 'Mug',
        price: 2,
        quantity: 1,
        categories: ['Home'],
        sold: '2026-05-06T07:08:09Z',
        dataFields: { sold: '2026-05-06 07:08:09 +00:00' },
      },
    ])
  })
})

describe('differences from the published destination', () => {
  test.for(['2026-02-30T00:00:00Z', '2026-05-06T25:00:00Z', '2026-05-06T0708'])(
    'I-a: %s is no time and stays',
    given => {
      expect(bodyOf({ ...track, properties: { given } }).dataFields).toEqual({ given })
    },
  )

  test.for<[timestamp: unknown, createdAt: number | undefined]>([
    ['2026-01-02T03:04:05.678Z', 1767323045],
    ['2026-01-02T03:04:05', 1767323045],
    [1767323045, 1767323045],
    [1767323045678, 1767323045],
    ['Fri, 02 Jan 2026 03:04:05 GMT', 1767323045],
    ['01/02/2026', undefined],
    [null, undefined],
  ])('I-b: an event at %j has the `createdAt` %j', ([timestamp, createdAt]) => {
    expect(bodyOf({ ...track, timestamp }).createdAt).toBe(createdAt)
    expect(bodyOf({ ...order, timestamp }).createdAt).toBe(createdAt)
  })

  test.for<[traits: object, phoneNumber: unknown]>([
    [{ phone: '+1' }, '+1'],
    [{ phone: '+1', phoneNumber: '+2' }, '+1'],
    [{ phoneNumber: '+2' }, '+2'],
    [{ phone: null, phoneNumber: '+2' }, null],
  ])('I-c: the phone number of %j is %j', ([traits, phoneNumber]) => {
    expect(bodyOf({ ...identify, traits }).dataFields.phoneNumber).toBe(phoneNumber)
  })

  test('I-d: an event of nobody fails in batches too', () => {
    const { actions, failures } = iterable.map({ ...track, userId: null })
    expect([actions.length, failures.length]).toEqual([0, 1])
  })
})

describe('differences that lose nothing', () => {
  const withItem = (item: JsonObject) =>
    bodyOf(track, withMapping('updateCart', { user: { userId: 'u1' }, items: [{ ...product, id: 'p', ...item }] }))
  const { product_id: _, ...item } = { ...product, id: 'p' }

  test.for<[given: JsonObject, data: object]>([
    [{}, {}],
    [{ product_id: 'other' }, { product_id: 'other' }],
    [{ category: 'Home' }, { category: 'Home' }],
    [{ category: 'Home', categories: 'Home' }, {}],
    [{ image_url: 'https://x.test/a.png' }, { image_url: 'https://x.test/a.png' }],
    [
      { color: 'red', dataFields: { size: 'L' } },
      { color: 'red', size: 'L' },
    ],
    [{ dataFields: 'none' }, {}],
  ])('I-f: the data of an item with %j is %j', ([given, data]) => {
    expect(withItem(given).items[0]).toMatchObject(item)
    expect(withItem(given).items[0].dataFields).toEqual(data)
  })

  test.for<[event: object, email: string]>([
    [{ ...identify, email: 'ann@example.com' }, 'ann@example.com'],
    [{ ...identify, email: 'ann@example.com', traits: { email: 'bo@example.com' } }, 'bo@example.com'],
    [{ ...track, email: 'ann@example.com' }, 'ann@example.com'],
    [{ ...track, email: 'ann@example.com', context: { traits: { email: 'bo@example.com' } } }, 'bo@example.com'],
    [{ ...track, email: 'ann@example.com', properties: { email: 'bo@example.com' } }, 'bo@example.com'],
  ])('I-g: the email address of %j is %s', ([event, email]) => {
    expect(bodyOf(event).email).toBe(email)
  })

  test('I-g: the email address of an order may be at the top of the call', () => {
    expect(bodyOf({ ...order, email: 'ann@example.com' }).user.email).toBe('ann@example.com')
  })
})

describe('I-h: explain warns of payloads that Iterable refuses', () => {
  test.for<[event: object, warnings: string[]]>([
    [{ ...track, userId: 'u'.repeat(52) }, []],
    [{ ...track, userId: 'u'.repeat(53) }, ['52 characters']],
    [{ ...order, userId: 'u'.repeat(53) }, ['52 characters']],
    [{ ...track, messageId: 'm_1' }, ['event ID']],
    [{ ...track, messageId: 'm'.repeat(513) }, ['event ID']],
    [{ ...track, messageId: undefined }, []],
    [{ ...track, properties: { text: 'x'.repeat(32_001) } }, ['32,000 characters']],
    [{ ...identify, traits: { text: 'x'.repeat(32_001) } }, ['32,000 characters']],
    [{ ...identify, traits: { signupDate: '2026-01-01' } }, ['`signupDate`']],
    [{ ...identify, traits: { plan: 'x' } }, []],
  ])('%#', ([event, warnings]) => {
    const sent = iterable.explain(event).verdicts.find(({ verdict }) => verdict === 'sent')
    expect(sent!.warnings ?? []).toEqual(warnings.map(text => expect.stringContaining(text)))
  })
})

describe('batches', () => {
  const requestsOf = (destination: typeof iterable, events: readonly object[]) =>
    destination.requests(events.flatMap(event => destination.map(event).actions)).requests.map(decode)

  test('take events, but not purchases', () => {
    const other = { ...order, userId: 'u-2' }
    const requests = requestsOf(iterable, [track, other, track, other])
    const [purchase, batch] = ['/api/commerce/trackPurchase', '/api/events/trackBulk']
    expect(requests.map(({ url }) => new URL(url).pathname).toSorted()).toEqual([purchase, purchase, batch])
    const { events } = requests.find(({ url }) => url.endsWith(batch))!.body
    expect(events).toEqual([bodyOf(track), bodyOf(track)])
  })

  test('omit an empty string, like a single request', () => {
    const user = { ...identify, traits: { phone: '', email: 'ann@example.com' } }
    expect(requestsOf(iterable, [user, user])[0]!.body.users).toEqual([bodyOf(user), bodyOf(user)])
    expect(bodyOf(user).dataFields).toEqual({ phone: '', email: 'ann@example.com' })
  })

  test('separate updated users from added users', () => {
    const users = withMapping('updateUser', {
      userId: { '@path': '$.userId' },
      updateOnly: { '@path': '$.properties.only' },
      enable_batching: true,
    })
    const requests = requestsOf(
      users,
      [true, false, true, undefined].map((only, i) => ({ ...track, userId: `u-${i}`, properties: { only } })),
    )
    expect(requests.map(({ body }) => [body.updateOnly, body.users.length])).toEqual([
      [true, 2],
      [undefined, 2],
    ])
  })

  test('exclude or limit actions on request', () => {
    const mapping = { userId: 'u1', eventName: 'E', enable_batching: { '@path': '$.properties.batch' }, batch_size: 2 }
    const destination = withMapping('trackEvent', mapping)
    const sent = (batch: boolean) => requestsOf(destination, Array(3).fill({ ...track, properties: { batch } }))
    expect(sent(true).map(({ body }) => body.events?.length)).toEqual([2, 1])
    expect(sent(false).map(({ body }) => body.eventName)).toEqual(['E', 'E', 'E'])
  })

  test.for(['track', 'identify'] as const)('a batch of %s calls has at most 4 MB', type => {
    const data = { text: 'x'.repeat(9_000) }
    const events = Array.from({ length: 1000 }, (_, i) => ({
      ...{ track, identify }[type],
      userId: `u${i}`,
      [type === 'track' ? 'properties' : 'traits']: data,
    }))
    const { requests } = iterable.requests(events.flatMap(event => iterable.map(event).actions))
    expect(requests.length).toBe(3)
    for (const { body } of requests) expect(body!.length).toBeLessThanOrEqual(4_000_000)
  })
})
