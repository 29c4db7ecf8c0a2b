import { describe, expect, test } from 'vitest'
import { account, base, known, original, propertiesOf, requestsOf, simplified, uuid4, verdictOf } from './mixpanel.ts'
import { type Body, bundled, decode, send } from './sent.ts'

describe('each action', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }

  test('trackEvent', () => {
    const event = {
      ...base,
      type: 'track',
      event: 'Signed Up',
      properties: { plan: 'pro' },
      context: { groupId: 'g', ip: '1.2.3.4' },
    }
    expect(requestsOf(event)).toEqual([
      {
        method: 'POST',
        url: 'https://api.mixpanel.com/import?strict=1',
        headers: { authorization: `Basic ${btoa('secret-1:')}`, 'content-type': 'application/json' },
        body: [
          {
            event: 'Signed Up',
            properties: {
              time: Date.parse(base.timestamp),
              ip: '1.2.3.4',
              id: 'u1',
              distinct_id: 'u1',
              $user_id: 'u1',
              $identified_id: 'u1',
              $device_id: uuid4,
              $anon_id: uuid4,
              $insert_id: base.messageId,
              $group_id: 'g',
              $source: 'callmap',
              segment_source_name: 'callmap',
              event_original_name: 'Signed Up',
              plan: 'pro',
            },
          },
        ],
      },
    ])
  })

  test('trackPurchase sends the order, and an event for each product', () => {
    const products = [
      { product_id: 'p1', price: 5, quantity: 2, color: 'red' },
      { sku: 's2', name: 'Two' },
    ]
    const event = {
      ...base,
      type: 'track',
      event: 'Order Completed',
      properties: { order_id: 'o', total: 10, tax: 1, products },
    }
    const [request] = requestsOf(event)
    const time = Date.parse(base.timestamp)
    expect(request!.body.map(({ event }: Body) => event)).toEqual([
      'Order Completed',
      'Product Purchased',
      'Product Purchased',
    ])
    const [order, first, second] = request!.body.map(({ properties }: Body) => properties)
    expect(order).toMatchObject({ order_id: 'o', total: 10, tax: 1, products, time })
    expect(first).toMatchObject({
      order_id: 'o',
      product_id: 'p1',
      price: 5,
      quantity: 2,
      time: time - 1,
      distinct_id: 'u1',
    })
    expect(second).toMatchObject({ order_id: 'o', sku: 's2', name: 'Two', time: time - 2 })
    for (const item of [first, second]) {
      for (const key of ['total', 'tax', 'products', 'color']) expect(item).not.toHaveProperty(key)
    }
  })

  test.for([
    ['no products', undefined],
    ['an empty list', []],
  ] as const)('trackPurchase with %s sends only the order', ([, products]) => {
    const event = { ...base, type: 'track', event: 'Order Completed', properties: { total: 1, products } }
    expect(requestsOf(event)[0]!.body.map(({ event }: Body) => event)).toEqual(['Order Completed'])
  })

  test('trackPurchase sends only the order if the mapping asks for it', () => {
    const overrides = { generatePurchaseEventPerProduct: false }
    const subscriptions = [{ action: 'trackPurchase', trigger: 'type = "track"', overrides }]
    const destination = bundled('mixpanel', account, subscriptions)
    const event = { ...base, type: 'track', event: 'Order Completed', properties: { products: [{ sku: 's' }] } }
    expect(requestsOf(event, destination)[0]!.body).toHaveLength(1)
  })

  test('identifyUser', () => {
    const traits = {
      email: 'a@b.co',
      firstName: 'Ann',
      lastName: 'Lee',
      phone: '+1',
      username: 'ann',
      createdAt: '2025-01-01',
      plan: null,
    }
    const engage = {
      $token: 'token-1',
      $distinct_id: 'u1',
      $ip: '1.2.3.4',
      $set: {
        $email: 'a@b.co',
        $first_name: 'Ann',
        $last_name: 'Lee',
        $name: 'Ann Lee',
        $phone: '+1',
        $username: 'ann',
        $created: '2025-01-01',
        plan: null,
      },
    }
    const event = { ...base, type: 'identify', traits, context: { ip: '1.2.3.4' } }
    expect(requestsOf(event)).toEqual([
      { method: 'POST', url: 'https://api.mixpanel.com/engage?verbose=1', headers: form, body: engage },
    ])
    const properties = { $identified_id: 'u1', $anon_id: uuid4, token: 'token-1', segment_source_name: 'callmap' }
    expect(requestsOf(event, original)).toEqual([
      {
        method: 'POST',
        url: 'https://api.mixpanel.com/track?verbose=1',
        headers: form,
        body: { event: '$identify', properties },
      },
      { method: 'POST', url: 'https://api.mixpanel.com/engage?verbose=1', headers: form, body: engage },
    ])
  })

  test.for<[traits: object, set: object]>([
    [
      { name: 'Given', firstName: 'A', lastName: 'B' },
      { $name: 'Given', $first_name: 'A', $last_name: 'B' },
    ],
    [{ firstName: 'A' }, { $first_name: 'A' }],
    [
      { name: null, firstName: 'A', lastName: 'B' },
      { $name: 'A B', $first_name: 'A', $last_name: 'B' },
    ],
    [{ created: 1, createdAt: 2, created_at: 3 }, { $created: 1 }],
    [{ created: null, created_at: 3 }, { $created: 3 }],
    [{ created_at: null }, { $created: null }],
  ])('identifyUser sets %o as %o', ([traits, set]) => {
    expect(requestsOf({ ...known, type: 'identify', traits })[0]!.body.$set).toEqual(set)
  })

  test('groupIdentifyUser', () => {
    const event = {
      ...known,
      type: 'group',
      groupId: 'acme',
      traits: { name: 'Acme', createdAt: '2025-01-01', size: 3 },
    }
    expect(requestsOf(event)).toEqual([
      {
        method: 'POST',
        url: 'https://api.mixpanel.com/groups?verbose=1',
        headers: form,
        body: {
          $token: 'token-1',
          $group_key: '$group_id',
          $group_id: 'acme',
          $ip: 0,
          $set: { $name: 'Acme', $created: '2025-01-01', size: 3 },
        },
      },
      {
        method: 'POST',
        url: 'https://api.mixpanel.com/engage?verbose=1',
        headers: form,
        body: { $token: 'token-1', $distinct_id: 'u1', $ip: 0, $set: { $group_id: ['acme'] } },
      },
    ])
  })

  test('groupIdentifyUser takes the group from the trait with the name of the group key', () => {
    const subscriptions = [
      { action: 'groupIdentifyUser', trigger: 'type = "group"', overrides: { group_key: 'company' } },
    ]
    const destination = bundled('mixpanel', account, subscriptions)
    const group = { ...known, type: 'group', groupId: 'acme' }
    expect(requestsOf({ ...group, traits: { company: 'co' } }, destination)[0]!.body).toMatchObject({
      $group_key: 'company',
      $group_id: 'co',
    })
    expect(requestsOf({ ...group, traits: {} }, destination)[0]!.body).toMatchObject({
      $group_key: 'company',
      $group_id: 'acme',
    })
  })

  test('alias', () => {
    const [request, ...others] = requestsOf({ ...known, type: 'alias', previousId: 'u0' }, original)
    const properties = { distinct_id: 'u0', alias: 'u1', token: 'token-1', segment_source_name: 'callmap' }
    expect(request).toMatchObject({
      url: 'https://api.mixpanel.com/track?verbose=1',
      body: { event: '$create_alias', properties },
    })
    expect(others).toEqual([])
  })

  describe('incrementProperties', () => {
    const subscriptions = [{ action: 'incrementProperties', trigger: 'type = "track"' }]
    const destination = bundled('mixpanel', account, subscriptions)
    const incrementing = (increment: unknown) => ({ ...known, type: 'track', event: 'E', properties: { increment } })

    test.for<[given: object, add: object]>([
      [{ visits: 1 }, { visits: 1 }],
      [
        { a: '2', b: '-1.5', c: 0 },
        { a: 2, b: -1.5, c: 0 },
      ],
      [{ a: 1, b: true, c: {} }, { a: 1 }],
      [{ a: true }, {}],
    ])('%o adds %o', ([given, add]) => {
      const body = { $token: 'token-1', $distinct_id: 'u1', $add: add }
      expect(requestsOf(incrementing(given), destination)).toMatchObject([
        { url: 'https://api.mixpanel.com/engage?verbose=1', body },
      ])
    })

    test('skips an empty increment', () => {
      expect(destination.map(incrementing({}))).toEqual({ actions: [], failures: [] })
      expect(verdictOf(destination, incrementing({}))).toEqual(['skipped', 'there is nothing to add'])
    })

    test.for<[given: unknown, message: string]>([
      [undefined, 'increment'],
      [{ a: 'many' }, 'not a number'],
      [{ a: '' }, 'not a number'],
      [Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`p${i}`, i])), 'more than 20'],
    ])('%o is a failure', ([given, message]) => {
      expect(send(destination, incrementing(given))).toMatchObject([{ error: expect.stringContaining(message) }])
    })
  })
})

describe('settings', () => {
  const track = { ...known, type: 'track', event: 'E' }
  const group = { ...known, type: 'group', groupId: 'g' }
  test.for([
    [{}, track, 'https://api.mixpanel.com/import?strict=1'],
    [{ region: 'EU' }, track, 'https://api-eu.mixpanel.com/import?strict=1'],
    [{ region: 'IN' }, group, 'https://api-in.mixpanel.com/groups?verbose=1'],
    [{ strictMode: '0' }, track, 'https://api.mixpanel.com/import?strict=0'],
    [{ strictMode: false }, track, 'https://api.mixpanel.com/import?strict=0'],
    [{ strictMode: true }, track, 'https://api.mixpanel.com/import?strict=1'],
  ] as const)('%o', ([settings, event, url]) => {
    expect(requestsOf(event, bundled('mixpanel', { ...account, ...settings }))[0]!.url).toBe(url)
  })

  test('sends no source name without the setting', () => {
    const { sourceName: _, ...settings } = account
    expect(propertiesOf(track, bundled('mixpanel', settings))).not.toHaveProperty('segment_source_name')
  })

  test('name the sender of an event', () => {
    const event = { ...track, context: { library: { name: 'lib' } } }
    expect(propertiesOf(event)).toMatchObject({ $source: 'callmap', mp_lib: 'callmap: lib' })
    const published = bundled('mixpanel', { ...account, source: 'segment', library: 'Segment Actions' })
    expect(propertiesOf(event, published)).toMatchObject({ $source: 'segment', mp_lib: 'Segment Actions: lib' })
  })

  test('does not show a secret that is a reference', () => {
    const previewed = bundled('mixpanel', { ...account, apiSecret: { $secret: 'MP' } })
    const { requests } = previewed.requests(previewed.map(track).actions, { redact: true })
    expect(requests[0]!.headers.authorization).toBe('Basic <redacted MP>')
  })
})

describe('batches', () => {
  const orders = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...known,
      messageId: `m-${i}`,
      type: 'track',
      event: 'Order Completed',
      properties: { products: [{ sku: 'a' }, { sku: 'b' }] },
    }))

  test('have at most 2,000 events', () => {
    const actions = orders(700).flatMap(order => simplified.map(order).actions)
    const { requests } = simplified.requests(actions)
    expect(requests.map(({ url, actions }) => [url, actions.length])).toEqual([
      ['https://api.mixpanel.com/import?strict=1', 666],
      ['https://api.mixpanel.com/import?strict=1', 34],
    ])
    const bodies = requests.map(request => decode(request).body)
    expect(bodies.map(({ length }) => length)).toEqual([1998, 102])
    expect(bodies[0].slice(3, 6)).toEqual(requestsOf(orders(2)[1]!)[0]!.body)
  })

  test('exclude profiles', () => {
    const actions = ['a', 'b'].flatMap(userId => simplified.map({ type: 'identify', userId, traits: { x: 1 } }).actions)
    expect(simplified.requests(actions).requests.map(({ url }) => url)).toEqual(
      Array(2).fill('https://api.mixpanel.com/engage?verbose=1'),
    )
  })
})
