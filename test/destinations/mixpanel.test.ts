import { describe, expect, test } from 'vitest'
import { compile } from '../../src/index.ts'
import { bundled, decode, definitionOf, readJson, recording, type Sent, type SentRequest, send } from './sent.ts'

const account = { projectToken: 'token-1', apiSecret: 'secret-1', sourceName: 'callmap' }
const simplified = bundled('mixpanel', account)
const original = bundled('mixpanel', { ...account, identityMode: 'original' })
const uuid4 = '7d1f0c7e-52a4-4c1b-8f6d-0b9f3a6e4d21'
const base = { messageId: 'c0e5cae6-6f04-46e4-97a8-25076e8bdc0b', timestamp: '2026-01-02T03:04:05.678Z', userId: 'u1', anonymousId: uuid4 }
const { userId: _, ...anonymous } = base
const { anonymousId: __, ...known } = base

function requestsOf(event: object, destination = simplified): readonly SentRequest[] {
  const [sent, ...others] = send(destination, event)
  expect([sent?.error, ...others]).toEqual([undefined])
  return sent!.requests!
}

/** The properties of the first event that is imported. */
function propertiesOf(event: object, destination = simplified): any {
  return requestsOf(event, destination)[0]!.body[0].properties
}

describe('what the published destination sends', () => {
  const recorded = recording('mixpanel')
  const semantic = /^(Device (Created or Updated|Deleted)|Report (Delivery|Content) Event|(User|Object|Relationship) Deleted|User (Uns|S)uppressed)$/
  const isUuid4 = (id: unknown) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(id))

  /** What we send instead, on purpose: by the letter that the README explains it under. */
  const adjusted = (recordedSent: readonly Sent[], event: any, mode: 'simplified' | 'original'): unknown[] => {
    const sent = structuredClone(recordedSent).filter(({ action }) => action !== 'incrementProperties') as any[]
    if (event.type === 'track' && semantic.test(event.event)) return [] // M-d
    for (const one of sent) {
      if (event.type === 'group' && event.traits === undefined) {
        // M-e
        delete one.error
        const data = { $token: 'token-1', $group_key: '$group_id', $group_id: event.groupId, $set: {} }
        const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
        one.requests = [{ method: 'POST', url: 'https://api.mixpanel.com/groups', headers, body: data }]
        continue
      }
      if (one.error !== undefined) return [{ ...one, error: expect.any(String) }]
      if (event.type === 'alias' && mode === 'simplified') {
        // M-a
        delete one.requests
        one.error = expect.stringContaining('simplified identity')
        continue
      }
      one.requests = one.requests.map(decode).filter(({ body }: SentRequest) => {
        if (body.event !== '$identify') return true
        return mode === 'original' && body.properties.$identified_id && isUuid4(body.properties.$anon_id) // M-a
      })
      for (const { url, body } of one.requests) {
        if (mode === 'simplified' && url.endsWith('/engage') && event.userId === undefined)
          body.$distinct_id = `$device:${event.anonymousId}` // M-a
        for (const [i, { properties }] of Array.isArray(body) ? body.entries() : [])
          if (i > 0) properties.$insert_id = `${i - 1}-${event.messageId.slice(2)}` // M-b
      }
    }
    return sent
  }
  // Only where the recordings lie beside the checkout.
  describe.each(['simplified', 'original'] as const)('%s', mode => {
    test.skipIf(recorded === undefined).for(recorded?.cases ?? [])('$name', ({ event, sent }) => {
      expect(send(mode === 'original' ? original : simplified, event)).toEqual(adjusted(sent, event, mode))
    })
  })
})

describe('each action', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }

  test('trackEvent', () => {
    const event = { ...base, type: 'track', event: 'Signed Up', properties: { plan: 'pro' }, context: { groupId: 'g', ip: '1.2.3.4' } }
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
              $source: 'segment',
              segment_source_name: 'callmap',
              event_original_name: 'Signed Up',
              plan: 'pro',
            },
          },
        ],
      },
    ])
  })

  test('trackPurchase: the order, and an event for each product', () => {
    const products = [
      { product_id: 'p1', price: 5, quantity: 2, color: 'red' },
      { sku: 's2', name: 'Two' },
    ]
    const event = { ...base, type: 'track', event: 'Order Completed', properties: { order_id: 'o', total: 10, tax: 1, products } }
    const [request] = requestsOf(event)
    const time = Date.parse(base.timestamp)
    expect(request!.body.map(({ event }: any) => event)).toEqual(['Order Completed', 'Product Purchased', 'Product Purchased'])
    const [order, first, second] = request!.body.map(({ properties }: any) => properties)
    expect(order).toMatchObject({ order_id: 'o', total: 10, tax: 1, products, time })
    expect(first).toMatchObject({ order_id: 'o', product_id: 'p1', price: 5, quantity: 2, time: time - 1, distinct_id: 'u1' })
    expect(second).toMatchObject({ order_id: 'o', sku: 's2', name: 'Two', time: time - 2 })
    for (const item of [first, second]) {
      for (const key of ['total', 'tax', 'products', 'color']) expect(item).not.toHaveProperty(key)
    }
  })

  test.for([
    ['no products', undefined],
    ['an empty list', []],
  ] as const)('trackPurchase with %s is the order alone', ([, products]) => {
    const event = { ...base, type: 'track', event: 'Order Completed', properties: { total: 1, products } }
    expect(requestsOf(event)[0]!.body.map(({ event }: any) => event)).toEqual(['Order Completed'])
  })

  test('trackPurchase sends the order alone when the mapping says so', () => {
    const overrides = { generatePurchaseEventPerProduct: false }
    const subscriptions = [{ action: 'trackPurchase', trigger: 'type = "track"', overrides }]
    const destination = compile(definitionOf('mixpanel'), { settings: account, subscriptions })
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
    expect(requestsOf(event)).toEqual([{ method: 'POST', url: 'https://api.mixpanel.com/engage', headers: form, body: engage }])
    const properties = { $identified_id: 'u1', $anon_id: uuid4, token: 'token-1', segment_source_name: 'callmap' }
    expect(requestsOf(event, original)).toEqual([
      { method: 'POST', url: 'https://api.mixpanel.com/track', headers: form, body: { event: '$identify', properties } },
      { method: 'POST', url: 'https://api.mixpanel.com/engage', headers: form, body: engage },
    ])
  })

  test.for<[traits: object, set: object]>([
    [{ name: 'Given', firstName: 'A', lastName: 'B' }, { $name: 'Given', $first_name: 'A', $last_name: 'B' }],
    [{ firstName: 'A' }, { $first_name: 'A' }],
    [{ name: null, firstName: 'A', lastName: 'B' }, { $name: 'A B', $first_name: 'A', $last_name: 'B' }],
    [{ created: 1, createdAt: 2, created_at: 3 }, { $created: 1 }],
    [{ created: null, created_at: 3 }, { $created: 3 }],
    [{ created_at: null }, { $created: null }],
  ])('identifyUser sets %o as %o', ([traits, set]) => {
    expect(requestsOf({ ...known, type: 'identify', traits })[0]!.body.$set).toEqual(set)
  })

  test('groupIdentifyUser', () => {
    const event = { ...known, type: 'group', groupId: 'acme', traits: { name: 'Acme', createdAt: '2025-01-01', size: 3 } }
    expect(requestsOf(event)).toEqual([
      {
        method: 'POST',
        url: 'https://api.mixpanel.com/groups',
        headers: form,
        body: {
          $token: 'token-1',
          $group_key: '$group_id',
          $group_id: 'acme',
          $set: { $name: 'Acme', $created: '2025-01-01', size: 3 },
        },
      },
    ])
  })

  test('groupIdentifyUser takes the group from the trait that is the group key', () => {
    const subscriptions = [{ action: 'groupIdentifyUser', trigger: 'type = "group"', overrides: { group_key: 'company' } }]
    const destination = compile(definitionOf('mixpanel'), { settings: account, subscriptions })
    const group = { ...known, type: 'group', groupId: 'acme' }
    expect(requestsOf({ ...group, traits: { company: 'co' } }, destination)[0]!.body).toMatchObject({ $group_key: 'company', $group_id: 'co' })
    expect(requestsOf({ ...group, traits: {} }, destination)[0]!.body).toMatchObject({ $group_key: 'company', $group_id: 'acme' })
  })

  test('alias', () => {
    const [request, ...others] = requestsOf({ ...known, type: 'alias', previousId: 'u0' }, original)
    const properties = { distinct_id: 'u0', alias: 'u1', token: 'token-1', segment_source_name: 'callmap' }
    expect(request).toMatchObject({ url: 'https://api.mixpanel.com/track', body: { event: '$create_alias', properties } })
    expect(others).toEqual([])
  })

  describe('incrementProperties', () => {
    const subscriptions = [{ action: 'incrementProperties', trigger: 'type = "track"' }]
    const destination = compile(definitionOf('mixpanel'), { settings: account, subscriptions })
    const incrementing = (increment: unknown) => ({ ...known, type: 'track', event: 'E', properties: { increment } })

    test.for<[given: object, add: object]>([
      [{ visits: 1 }, { visits: 1 }],
      [{ a: '2', b: '-1.5', c: 0 }, { a: 2, b: -1.5, c: 0 }],
      [{ a: 1, b: true, c: {} }, { a: 1 }],
      [{ a: true }, {}],
    ])('%o adds %o', ([given, add]) => {
      const body = { $token: 'token-1', $distinct_id: 'u1', $add: add }
      expect(requestsOf(incrementing(given), destination)).toMatchObject([{ url: 'https://api.mixpanel.com/engage', body }])
    })

    test('nothing to add is no request', () => {
      expect(requestsOf(incrementing({}), destination)).toEqual([])
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
    [{ region: 'IN' }, group, 'https://api-in.mixpanel.com/groups'],
    [{ strictMode: '0' }, track, 'https://api.mixpanel.com/import?strict=0'],
    [{ strictMode: false }, track, 'https://api.mixpanel.com/import?strict=0'],
    [{ strictMode: true }, track, 'https://api.mixpanel.com/import?strict=1'],
  ] as const)('%o', ([settings, event, url]) => {
    expect(requestsOf(event, bundled('mixpanel', { ...account, ...settings }))[0]!.url).toBe(url)
  })

  test('without a source name none is sent', () => {
    const { sourceName: _, ...settings } = account
    expect(propertiesOf(track, bundled('mixpanel', settings))).not.toHaveProperty('segment_source_name')
  })

  test('a secret that is a reference is not shown', () => {
    const previewed = bundled('mixpanel', { ...account, apiSecret: { $secret: 'MP' } })
    expect(requestsOf(track, previewed)[0]!.headers.authorization).toBe('<redacted MP>')
  })
})

describe('properties from the context', () => {
  const properties = (context: object) => propertiesOf({ ...known, type: 'track', event: 'E', context })

  test('each goes under its name', () => {
    expect(
      properties({
        app: { name: 'A', version: '1', build: '2', namespace: 'com.a', platform: 'rn' },
        campaign: { name: 'n', source: 's', medium: 'm', term: 't', content: 'c' },
        device: { type: 'ios', name: 'n', manufacturer: 'm', model: 'mo', idfa: 'idfa', adTrackingEnabled: true },
        library: { name: 'lib', version: '3' },
        locale: 'en-GB',
        location: { country: 'GB' },
        network: { bluetooth: true, cellular: false, wifi: true, carrier: 'c' },
        os: { name: 'iOS', version: '17' },
        page: { url: 'https://x.test/', referrer: 'https://y.test/' },
        screen: { width: 1, height: 2, density: 3 },
        timezone: 'Europe/London',
        userAgentData: { mobile: true, platform: 'iOS', bitness: '64', platformVersion: '17', uaFullVersion: '1', wow64: false },
      }),
    ).toMatchObject({
      $app_name: 'A',
      $app_version_string: '1',
      $app_build_number: '2',
      $app_namespace: 'com.a',
      app_platform: 'rn',
      utm_campaign: 'n',
      utm_source: 's',
      utm_medium: 'm',
      utm_term: 't',
      utm_content: 'c',
      $device_type: 'ios',
      $device: 'n',
      $device_name: 'n',
      $manufacturer: 'm',
      $model: 'mo',
      $ios_ifa: 'idfa',
      ad_tracking_enabled: 'true',
      mp_lib: 'Segment Actions: lib',
      $lib_version: '3',
      $locale: 'en-GB',
      mp_country_code: 'GB',
      $bluetooth_enabled: true,
      $cellular_enabled: false,
      $wifi_enabled: true,
      $carrier: 'c',
      $os: 'iOS',
      $os_version: '17',
      $current_url: 'https://x.test/',
      $referrer: 'https://y.test/',
      $screen_width: 1,
      $screen_height: 2,
      $screen_density: 3,
      timezone: 'Europe/London',
      $mobile: true,
      $platform: 'iOS',
      $bitness: '64',
      $platformVersion: '17',
      $uaFullVersion: '1',
      $wow64: false,
    })
  })

  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  test.for<[userAgent: string, browser: string, version: string | undefined]>([
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/122.0.6261.57 Safari/537.36`, 'Chrome', '122.0.6261.57'],
    [`${iphone} CriOS/122.0.6261.51 Mobile/15E148 Safari/604.1`, 'Chrome iOS', '122.0.6261.51'],
    [`${iphone} Version/17.3 Mobile/15E148 Safari/604.1`, 'Mobile Safari', '17.3'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2.1 Safari/605.1.15', 'Safari', '17.2.1'],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/122.0.0.0 Safari/537.36 Edg/121.0.2277.128`, 'Microsoft Edge', '121.0.2277.128'],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`, 'Microsoft Edge', '18.17763'],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0`, 'Opera', '106.0.0.0'],
    [`Mozilla/5.0 (Linux; Android 13) ${webkit} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`, 'Samsung Internet', '23.0'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0', 'Firefox', '123.0'],
    [`${iphone} FxiOS/123.0 Mobile/15E148 Safari/605.1.15`, 'Firefox iOS', '123.0'],
    ['Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko', 'Internet Explorer', '11.0'],
    ['Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)', 'Internet Explorer', '8.0'],
    ['curl/8.4.0', '', undefined],
  ])('%s is %s %s', ([userAgent, browser, version]) => {
    const { $browser, $browser_version } = properties({ userAgent })
    expect([$browser, $browser_version]).toEqual([browser, version])
  })

  test('events that came from Iterable say so', () => {
    expect(properties({ integration: { name: 'Iterable' } }).$source).toBe('Iterable')
  })
})

describe('differences from the published destination', () => {
  const track = { type: 'track', event: 'E', properties: {} }

  describe('M-a: the two identity systems', () => {
    test.for<[event: object, ids: object]>([
      [base, { distinct_id: 'u1', $user_id: 'u1', $device_id: uuid4 }],
      [known, { distinct_id: 'u1', $user_id: 'u1' }],
      [anonymous, { $device_id: uuid4 }],
    ])('events carry the ids that are known (%#)', ([who, ids]) => {
      for (const destination of [simplified, original]) expect(propertiesOf({ ...who, ...track }, destination)).toMatchObject(ids)
    })

    test('an anonymous profile', () => {
      const event = { ...anonymous, type: 'identify', traits: { a: 1 } }
      expect(requestsOf(event).map(({ body }) => body.$distinct_id)).toEqual([`$device:${uuid4}`])
      expect(requestsOf(event, original).map(({ body }) => body.$distinct_id)).toEqual([uuid4])
    })

    test.for<[ids: object, sends: boolean]>([
      [{ userId: 'u1', anonymousId: uuid4 }, true],
      [{ userId: 'u1', anonymousId: uuid4.toUpperCase() }, true],
      [{ userId: 'u1', anonymousId: '7d1f0c7e-52a4-1c1b-8f6d-0b9f3a6e4d21' }, false],
      [{ userId: 'u1', anonymousId: 'a1' }, false],
      [{ userId: 'u1' }, false],
      [{ anonymousId: uuid4 }, false],
      [{ userId: 'undefined', anonymousId: uuid4 }, false],
    ])('original ties %o: %s', ([ids, sends]) => {
      const event = { ...ids, type: 'identify', traits: { a: 1 } }
      const ties = (destination: typeof original) => requestsOf(event, destination).some(({ body }) => body.event === '$identify')
      expect([ties(original), ties(simplified)]).toEqual([sends, false])
    })

    test('simplified has no alias', () => {
      expect(send(simplified, { ...known, type: 'alias', previousId: 'u0' })).toEqual([
        { subscription: 'Alias', action: 'alias', error: expect.stringContaining('simplified identity') },
      ])
    })
  })

  describe('M-b: insert ids', () => {
    const insertIds = (messageId: unknown, products: object[] = []) =>
      requestsOf({ ...known, messageId, type: 'track', event: 'Order Completed', properties: { products } })[0]!.body.map(
        ({ properties }: any) => properties.$insert_id,
      )

    test.for([
      [base.messageId, base.messageId],
      ['m-1', 'm-1'],
      ['node-next-1700000000000-c0e5cae6-6f04-46e4-97a8-25076e8bdc0b', base.messageId],
      ['ajs-next-0123456789abcdef0123456789abcdef', 'ext-0123456789abcdef0123456789abcdef'],
      ['a_b.c:d/é', 'abcd'],
    ])('%s becomes %s', ([messageId, insertId]) => {
      expect(insertIds(messageId)).toEqual([insertId])
    })

    test.for([undefined, '', '___', 'null', 'undefined', base.messageId, '0', '022bb90c-bbac-11e4-8dfc-aa07a5b093db', '00000000000000000000000000000000000000000'])(
      'they are valid and differ from item to item (%s)',
      messageId => {
        const ids = insertIds(messageId, Array.from({ length: 120 }, () => ({ sku: 's' })))
        for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9-]{1,36}$/)
        expect(new Set(ids).size).toBe(121)
        expect(insertIds(messageId, Array.from({ length: 120 }, () => ({ sku: 's' })))).toEqual(ids)
      },
    )

    test('an event without a time is a failure, not an event of now', () => {
      const { timestamp: _, ...timeless } = known
      expect(send(simplified, { ...timeless, ...track })).toMatchObject([{ error: expect.stringContaining('time') }])
    })
  })

  test('M-c: properties never override what identifies an event', () => {
    const properties = {
      token: 'x',
      distinct_id: 'x',
      $device_id: 'x',
      $user_id: 'x',
      $insert_id: 'x',
      time: 1,
      ip: 'x',
      $source: 'x',
      $city: 'Oslo',
    }
    const clean = propertiesOf({ ...base, ...track })
    expect(propertiesOf({ ...base, ...track, properties })).toEqual({ ...clean, $city: 'Oslo' })
  })

  test.for([
    'Device Created or Updated',
    'Device Deleted',
    'Report Delivery Event',
    'Report Content Event',
    'User Deleted',
    'User Suppressed',
    'User Unsuppressed',
    'Object Deleted',
    'Relationship Deleted',
  ])('M-d: %s sends nothing', event => {
    expect(simplified.map({ ...base, type: 'track', event })).toEqual({ actions: [], failures: [] })
  })

  describe('M-e', () => {
    test.for([
      [{ type: 'page', name: 'Home' }, 'Viewed Home'],
      [{ type: 'page' }, 'Viewed'],
      [{ type: 'page', name: '' }, 'Viewed'],
      [{ type: 'screen', name: null }, 'Viewed'],
    ] as const)('%o is %s', ([event, name]) => {
      expect(requestsOf({ ...known, ...event })[0]!.body[0].event).toBe(name)
    })

    test('a group without traits is an update with no properties', () => {
      expect(requestsOf({ ...known, type: 'group', groupId: 'g' })[0]!.body.$set).toEqual({})
    })

    test.for(['undefined', 'null', 'None', '0', '-1', 'true', '[]', '00000000-0000-0000-0000-000000000000'])('%s is no id', id => {
      const event = propertiesOf({ ...base, userId: id, ...track })
      expect(event).toMatchObject({ distinct_id: uuid4, $device_id: uuid4 })
      expect(event).not.toHaveProperty('$user_id')
      const nobody = propertiesOf({ ...base, userId: id, anonymousId: id, ...track })
      expect(nobody.distinct_id).toBe('')
      for (const key of ['$user_id', '$device_id', 'id']) expect(nobody).not.toHaveProperty(key)
      expect(send(simplified, { type: 'identify', userId: id, traits: { a: 1 } })).toMatchObject([
        { error: expect.stringContaining('identifies nobody') },
      ])
      expect(send(original, { type: 'alias', userId: 'u', previousId: id })).toMatchObject([
        { error: expect.stringContaining('two IDs') },
      ])
    })
  })

  test('M-f: an alias is sent by default in original mode', () => {
    expect(send(original, { ...known, type: 'alias', previousId: 'u0' }).map(({ action, error }) => [action, error])).toEqual([
      ['alias', undefined],
    ])
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

  test('events of many actions are one list of at most 2,000', () => {
    const actions = orders(700).flatMap(order => simplified.map(order).actions)
    const requests = simplified.requests(actions)
    expect(requests.map(({ url, actions }) => [url, actions.length])).toEqual([
      ['https://api.mixpanel.com/import?strict=1', 666],
      ['https://api.mixpanel.com/import?strict=1', 34],
    ])
    const bodies = requests.map(request => decode(request).body)
    expect(bodies.map(({ length }) => length)).toEqual([1998, 102])
    expect(bodies[0].slice(3, 6)).toEqual(requestsOf(orders(2)[1]!)[0]!.body)
  })

  test('profiles are sent one by one', () => {
    const actions = ['a', 'b'].flatMap(userId => simplified.map({ type: 'identify', userId, traits: { x: 1 } }).actions)
    expect(simplified.requests(actions).map(({ url }) => url)).toEqual(Array(2).fill('https://api.mixpanel.com/engage'))
  })
})

test('the six calls of the fixtures are sent', () => {
  const calls = readJson('fixtures/events/six-calls.json') as readonly object[]
  expect(calls.flatMap(call => send(original, call)).map(({ action, error }) => error ?? action)).toEqual([
    'identifyUser',
    'groupIdentifyUser',
    'trackPurchase',
    'trackEvent',
    'trackEvent',
    'alias',
  ])
})

describe('input of the wrong type gives actions or failures', () => {
  const odd = [null, true, 0, -1, 1e400, '', 'text', '2024-01-01', [], [1], {}, { a: { b: null } }, [[]]]
  const calls = readJson('fixtures/events/six-calls.json') as readonly { [key: string]: unknown }[]
  test.for(calls.map(call => [call.type, call] as const))('%s', ([, call]) => {
    for (const key of Object.keys(call)) {
      for (const value of odd) {
        for (const { requests, error } of send(original, { ...call, [key]: value }))
          expect(requests === undefined).toBe(typeof error === 'string')
      }
    }
  })
})
