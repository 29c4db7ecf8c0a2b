import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { type Body, bundled, decode, send } from './sent.ts'

const settings = { api_key: 'key-1', endpoint: 'https://rest.fra-01.braze.eu' }
const event = { type: 'track', event: 'E', userId: 'u', receivedAt: '2026-01-02T03:04:05.678Z' }

/** Body that an action sends for an event with overridden fields, or its failure. */
function sent(action: string, overrides: JsonObject, of: object = event): Body {
  const destination = bundled('braze', settings, [{ action, trigger: 'type != null', overrides }])
  const [{ requests, error } = {}] = send(destination, of)
  return error ?? requests!.map(({ body }) => body)
}

const profile = (overrides: JsonObject) => sent('updateUserProfile', overrides)[0].attributes[0]

describe('a user', () => {
  test.for([
    [{ external_id: null }, 'identifies nobody'],
    [{ external_id: null, user_alias: { alias_name: 'n' } }, 'identifies nobody'],
  ] as const)('%j: %s', ([overrides, message]) => expect(sent('trackEvent', overrides)).toContain(message))

  test('is identified by an alias only if it has a label', () => {
    const user_alias = { alias_name: 'n', alias_label: 'l' }
    expect(sent('trackEvent', { external_id: null, user_alias })[0].events[0].user_alias).toEqual(user_alias)
    expect(sent('trackEvent', { user_alias: { alias_name: 'n' } })[0].events[0]).not.toHaveProperty('user_alias')
  })

  test.for([
    ['male', 'M'],
    ['WOMAN', 'F'],
    ['o', 'O'],
    ['Not Applicable', 'N'],
    ['constructor', 'constructor'],
    [null, null],
  ])('gender %j is %j', ([given, gender]) => expect(profile({ gender: { '@literal': given! } }).gender).toBe(gender))

  test.for([
    ['1993-02-03T23:30:00.000Z', '1993-02-03'],
    ['1993-02-03T23:30:00-02:00', '1993-02-04'],
    [728697600, '1993-02-03'],
    [null, null],
  ])('date of birth %j is %j', ([given, dob]) => expect(profile({ dob: { '@literal': given! } }).dob).toBe(dob))

  test.for<[Json, Body]>([
    [{ latitude: 1, longitude: null }, { latitude: 1 }],
    [{}, undefined],
    [null, undefined],
  ])('location %j is %j', ([given, location]) =>
    expect(profile({ current_location: { '@literal': given } }).current_location).toEqual(location),
  )

  test('custom attributes never replace fields', () => {
    const custom_attributes = { email: 'a@b.co', phone: '1', firstName: 'A', plan: 'pro', products: [] }
    expect(profile({ custom_attributes, current_location: {}, subscription_groups: [] })).toEqual({
      external_id: 'u',
      plan: 'pro',
      _update_existing_only: false,
    })
  })
})

test.for<[unknown, unknown]>([
  ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02T03:04:05.123456Z', '2026-01-02T03:04:05.123Z'],
  ['Fri, 02 Jan 2026 03:04:05 GMT', '2026-01-02T03:04:05.000Z'],
  [1767323045, '2026-01-02T03:04:05.000Z'],
  ['2026-13-45', expect.stringContaining('is not a valid time')],
  ['+14155550123', expect.stringContaining('format date-like')],
])('the time %j of an event is %j', ([given, time]) => {
  const body = sent('trackEvent', { time: { '@literal': given as string } })
  expect(typeof body === 'string' ? body : body[0].events[0].time).toEqual(time)
})

test.for(['trackEvent', 'trackEvent2', 'trackPurchase', 'trackPurchase2'])(
  '%s has the time of the event without `receivedAt`',
  action => {
    const { receivedAt, ...rest } = event
    const timestamp = '2026-01-02T00:00:00.000Z'
    const products = [{ product_id: 'p', price: 1 }]
    const [{ events, purchases }] = sent(action, {}, { ...rest, timestamp, properties: { products } })
    expect((events ?? purchases)[0].time).toBe(timestamp)
    const [both] = sent(action, {}, { ...event, timestamp, properties: { products } })
    expect((both.events ?? both.purchases)[0].time).toBe(receivedAt)
  },
)

test('an action that clears the email address stays in the order of its user', () => {
  const destination = bundled('braze', settings)
  const identify = { type: 'identify', userId: 'u', traits: { email: null }, timestamp: event.receivedAt }
  const calls = [event, identify, { ...event, event: 'F' }, { ...identify, userId: 'v' }]
  const actions = calls.flatMap(call => destination.map(call).actions)
  expect(destination.requests(actions).requests.map(({ actions }) => actions)).toEqual([[0], [1, 3], [2]])
})

describe('a purchase', () => {
  test('is sent for each product', () => {
    const properties = { coupon: 'C', products: [{ product_id: 'p', price: '2', size: 'L' }] }
    expect(sent('trackPurchase', {}, { ...event, properties })).toEqual([
      {
        purchases: [
          {
            external_id: 'u',
            time: event.receivedAt,
            product_id: 'p',
            currency: 'USD',
            price: 2,
            properties: { size: 'L', coupon: 'C' },
            _update_existing_only: false,
          },
        ],
      },
    ])
  })

  test('without products sends nothing', () => {
    expect(sent('trackPurchase', { products: { '@literal': [] } })).toEqual([])
  })
})

test.for([
  ['add', false],
  ['update', true],
])('the second versions of actions with sync mode %s: existing users only is %s', ([mode, only]) => {
  const sync = { __segment_internal_sync_mode: mode! }
  expect(sent('trackEvent2', sync)[0].events[0]._update_existing_only).toBe(only)
  const products = [{ product_id: 'p', price: 1 }]
  expect(sent('trackPurchase2', { ...sync, products })[0].purchases[0]._update_existing_only).toBe(only)
})

test('an alias without a user creates one', () => {
  expect(sent('createAlias', { external_id: null, alias_name: 'n', alias_label: 'l' })).toEqual([
    { user_aliases: [{ alias_name: 'n', alias_label: 'l' }] },
  ])
})

describe('identifyUser2', () => {
  const user_alias = { alias_name: 'n', alias_label: 'l' }
  const prioritization = { first_priority: 'unidentified' }

  test.for<[JsonObject, Body]>([
    [{ user_alias }, [{ aliases_to_identify: [{ external_id: 'u', user_alias }] }]],
    [
      { email_to_identify: 'a@b.co', prioritization },
      [{ emails_to_identify: [{ external_id: 'u', email: 'a@b.co', prioritization: ['unidentified'] }] }],
    ],
    [{}, expect.any(String)],
    [{ email_to_identify: 'a@b.co' }, expect.any(String)],
  ])('%j', ([overrides, body]) => expect(sent('identifyUser2', { external_id: 'u', ...overrides })).toEqual(body))
})

describe('an e-commerce event', () => {
  const product = {
    product_id: 'p',
    name: 'Mug',
    variant: 'red',
    quantity: 2,
    price: 3,
    url: 'https://x.example/p',
    gift: true,
  }
  const properties = {
    ...{
      order_id: 'o',
      checkout_id: 'c',
      cart_id: 'k',
      total: 6,
      discount: 0,
      reason: 'late',
      currency: 'EUR',
      source: 'shop',
    },
    discount_items: [{ code: 'X', amount: 1 }],
    products: [product],
  }
  const of = { ...event, timestamp: '2026-01-02T03:04:05Z', properties }
  const item = {
    product_id: 'p',
    product_name: 'Mug',
    variant_id: 'red',
    quantity: 2,
    price: 3,
    product_url: 'https://x.example/p',
  }
  const off = { total_discounts: 0, discounts: [{ code: 'X', amount: 1 }] }
  const ofAll = { currency: 'EUR', source: 'shop', products: [item], total_value: 6 }
  const event1 = (overrides: JsonObject) => sent('ecommerce', overrides, of)[0].events[0]

  test.for<[string, JsonObject]>([
    ['ecommerce.checkout_started', { ...ofAll, checkout_id: 'c', cart_id: 'k' }],
    ['ecommerce.order_placed', { ...ofAll, ...off, order_id: 'o', cart_id: 'k' }],
    ['ecommerce.order_refunded', { ...ofAll, ...off, order_id: 'o' }],
    ['ecommerce.order_cancelled', { ...ofAll, ...off, order_id: 'o', cancel_reason: 'late' }],
    ['ecommerce.product_viewed', { currency: 'EUR', source: 'shop' }],
  ])('%s has its own fields', ([name, expected]) => {
    expect(event1({ name })).toEqual({ external_id: 'u', name, time: '2026-01-02T03:04:05.000Z', properties: expected })
  })

  test('has other keys of a product as its metadata', () => {
    const { products } = event1({ name: 'ecommerce.order_placed', products: [{ ...item, gift: true }] }).properties
    expect(products).toEqual([{ ...item, metadata: { gift: true } }])
  })

  test.for<[JsonObject, boolean | undefined]>([
    [{}, undefined],
    [{ __segment_internal_sync_mode: 'update' }, true],
    [{ user_alias: { alias_name: 'n', alias_label: 'l' } }, true],
    [{ user_alias: { alias_name: 'n', alias_label: '' } }, undefined],
  ])('with %j: existing users only is %s', ([overrides, only]) => {
    expect(event1({ name: 'ecommerce.order_placed', ...overrides })._update_existing_only).toBe(only)
  })

  test.for<[JsonObject, string]>([
    [{ external_id: '', email: null }, 'identifies nobody'],
    [{ currency: 'euro' }, 'not a currency code'],
    [{ order_id: null }, '`order_id`'],
    [{ batch_size: 100 }, 'expected a number <= 75'],
  ])('is refused with %j: %s', ([overrides, message]) => {
    expect(sent('ecommerce', { name: 'ecommerce.order_placed', ...overrides }, of)).toContain(message)
  })

  test('takes a single product only as a view', () => {
    const single = (name: string) =>
      sent('ecommerceSingleProduct', { name }, { ...of, properties: { ...properties, ...product } })
    expect(single('ecommerce.product_viewed')[0].events[0].properties).toEqual({
      ...{ currency: 'EUR', source: 'shop', product_id: 'p', product_name: 'Mug', variant_id: 'red', price: 3 },
      product_url: 'https://x.example/p',
    })
    expect(single('ecommerce.order_placed')).toContain('use the action `ecommerce`')
  })
})

describe.each([
  ['triggerCampaign', { campaign_id: 'c' }, { trigger_properties: null }],
  ['triggerCanvas', { canvas_id: 'c' }, { canvas_entry_properties: null }],
])('%s', (action, id, none) => {
  const prioritization = { first_priority: 'identified' }
  const recipients = [{ external_user_id: 'u' }, { email: 'a@b.co' }]

  test.for<[JsonObject, Body]>([
    [{ broadcast: true }, { broadcast: true }],
    [{ recipients }, { recipients }],
    [{ recipients, prioritization: {} }, { recipients }],
    [
      { recipients: recipients.slice(0, 1), prioritization },
      { recipients: [{ external_user_id: 'u', prioritization: ['identified'] }] },
    ],
    [
      { recipients, prioritization: { ...prioritization, second_priority: 'unidentified' } },
      { recipients: recipients.map(one => ({ ...one, prioritization: ['identified', 'unidentified'] })) },
    ],
  ])('%j', ([overrides, body]) => {
    expect(sent(action, { ...id, ...none, ...overrides } as JsonObject)).toEqual([{ ...id, ...body }])
  })

  test.for<[JsonObject, string]>([
    [{ broadcast: false }, action === 'triggerCanvas' ? '`recipients`' : 'goes to nobody'],
    [{ broadcast: false, recipients: { '@literal': [] } }, 'goes to nobody'],
    [{ broadcast: true, recipients }, 'not allowed in a broadcast'],
  ])('%j is refused: %s', ([overrides, message]) => {
    expect(sent(action, { ...id, ...none, ...overrides } as JsonObject)).toContain(message)
  })
})

describe('an item of a catalog', () => {
  const onMappingSave = { inputs: { operation: 'select' }, outputs: { catalog_name: 'mugs' } }
  const of = (properties: object) => ({ ...event, properties })
  const destination = (mode: string) =>
    bundled('braze', settings, [
      {
        action: 'upsertCatalogItem',
        trigger: 'type = "track"',
        overrides: {
          onMappingSave,
          item_id: { '@path': '$.properties.id' },
          item: { '@path': '$.properties.item' },
          __segment_internal_sync_mode: mode,
        },
      },
    ])
  const items = `${settings.endpoint}/catalogs/mugs/items/`

  test.for<[string, object, Body]>([
    [
      'upsert',
      { id: 'a-1', item: { price: 2 } },
      [{ method: 'PUT', url: `${items}a-1`, body: { items: [{ price: 2 }] } }],
    ],
    ['delete', { id: 'a-1' }, [{ method: 'DELETE', url: `${items}a-1`, body: { items: [{}] } }]],
    ['upsert', { id: 'a 1', item: { price: 2 } }, expect.stringContaining('characters other')],
    ['upsert', { id: 'a-1', item: {} }, expect.stringContaining('has no fields')],
    ['upsert', { id: 'a-1' }, expect.stringContaining('`item`')],
  ])('%s %j', ([mode, properties, expected]) => {
    const [{ requests, error } = {}] = send(destination(mode), of(properties))
    expect(error ?? requests!.map(({ method, url, body }) => ({ method, url, body }))).toEqual(expected)
  })

  test.for([
    ['upsert', 'PUT', { n: 1 }],
    ['delete', 'DELETE', {}],
  ] as const)('%s: a batch has no item twice', ([mode, method, rest]) => {
    const mapped = destination(mode)
    const actions = ['a', 'b', 'a'].flatMap(id => mapped.map(of({ id, item: { n: 1 } })).actions)
    expect(mapped.requests(actions).requests.map(decode)).toEqual([
      expect.objectContaining({
        method,
        url: items,
        body: {
          items: [
            { ...rest, id: 'a' },
            { ...rest, id: 'b' },
          ],
        },
      }),
      expect.objectContaining({ method, url: items, body: { items: [{ ...rest, id: 'a' }] } }),
    ])
  })
})

test('a batch of purchases has at most 75 products', () => {
  const destination = bundled('braze', settings, [{ action: 'trackPurchase', trigger: 'type = "track"' }])
  const products = Array.from({ length: 30 }, (_, i) => ({ product_id: `p-${i}`, price: 1 }))
  const of = (count: number) =>
    destination.map({ ...event, properties: { products: products.slice(0, count) } }).actions
  const actions = [30, 30, 15, 0, 1].flatMap(of)
  expect(
    destination.requests(actions).requests.map(({ body, actions }) => [JSON.parse(body!).purchases.length, actions]),
  ).toEqual([
    [75, [0, 1, 2]],
    [1, [4]],
  ])
})

test('a batch has at most 75 events', () => {
  const destination = bundled('braze', settings)
  const actions = Array.from({ length: 80 }, (_, i) => destination.map({ ...event, event: `E ${i}` }).actions).flat()
  const requests = destination.requests(actions).requests.map(decode)
  expect(requests.map(({ headers, body }) => [headers['x-braze-batch'], body.events.length])).toEqual([
    ['true', 75],
    ['true', 5],
  ])
  expect(requests[1]!.body.events[4].name).toBe('E 79')
})
