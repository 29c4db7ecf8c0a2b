import type { JsonObject } from '../../src/api/index.ts'
import { type Case, keys, list, long, testLimits } from './limits.ts'

const flags = { anonymous_event_capture: false, enable_batching: false }
const nested = (levels: number): JsonObject => (levels === 1 ? {} : { a: nested(levels - 1) })
const keyed = (count: number): JsonObject[] => list(count).map(() => ({ name: 'a', value: 'b' }))

const limits: Record<string, readonly Case[]> = {
  activecampaign: [
    ['trackEvent', { email: 'a@b.co' }, { event: long(32) }, { event: long(33) }, 'more than 32 characters'],
    ['syncContact', { email: 'a@b.co' }, { fields: { 7: 'a' } }, { fields: { question: 'a' } }, 'named by its number'],
  ],
  amplitude: [
    [
      'logEventV2',
      { event_type: 'E', user_id: 'user-1' },
      { device_id: '00000-1' },
      { device_id: '00000-0' },
      'all zeros',
    ],
    [
      'logPurchase',
      { event_type: 'E', user_id: 'user-1' },
      { event_properties: { a: [{ b: long(1024) }] } },
      { event_properties: { a: [{ b: long(1025) }] } },
      '1,024 characters',
    ],
    ['identifyUser', { user_id: 'user-1' }, { groups: keys(5) }, { groups: keys(6) }, 'group types'],
    [
      'groupIdentifyUser',
      { group_type: 't', group_value: 'g' },
      { group_properties: { a: long(1024) } },
      { group_properties: { a: long(1025) } },
      '1,024 characters',
    ],
    [
      'logEventV2',
      { event_type: 'E', user_id: 'user-1' },
      { event_properties: keys(900, long(1000)) },
      { event_properties: keys(1000, long(1000)) },
      "over the vendor's limit of 1000000",
    ],
  ],
  attentive: [
    ...(
      [
        [{ type: 'A_b' }, { type: 'A (b)' }, 'the name has a quote'],
        [{ properties: { 'a.b': 1 } }, { properties: { 'a|b': 1 } }, 'the name of a property'],
        [{ properties: keys(200) }, { properties: keys(201) }, 'more than 200 properties'],
      ] as const
    ).map(
      ([within, over, warning]): Case => [
        'customEvents',
        { type: 'E', userIdentifiers: { email: 'a@b.co' } },
        within,
        over,
        warning,
      ],
    ),
    [
      'subscribeUser',
      { subscriptionType: 'MARKETING', signUpSourceId: '1' },
      { userIdentifiers: { phone: '+4791234567' } },
      { userIdentifiers: { phone: '912 34 567' } },
      'phone number',
    ],
    [
      'subscribeUser',
      { subscriptionType: 'MARKETING', userIdentifiers: { email: 'a@b.co' } },
      { locale: 'en-US' },
      { locale: 'EN-us' },
      'two small letters',
    ],
    [
      'upsertUserAttributes',
      { userIdentifiers: { email: 'a@b.co' } },
      { properties: { [long(200)]: 1 } },
      { properties: { [long(201)]: 1 } },
      'more than 200 characters',
    ],
  ],
  attio: [{ name: 'a' }, { id: null }, { id: '' }].map(attributes => [
    'assertRecord',
    { object: 'deals', matching_attribute: 'id' },
    { attributes: { id: 'a' } },
    { attributes },
    'finds no record',
  ]),
  braze: [
    ['trackEvent', { external_id: 'u', time: 1 }, { name: long(255) }, { name: long(256) }, 'the event name'],
    ...(
      [
        [{ properties: { [long(255)]: 1 } }, { properties: { [long(256)]: 1 } }, 'a property name'],
        [{ properties: { a$: 1 } }, { properties: { a: [{ $b: 1 }] } }, 'a property name'],
        [{ properties: { a: { b: long(255) } } }, { properties: { a: { b: long(256) } } }, 'a property has more'],
        [{ properties: { prices: 1 } }, { properties: { price: 1 } }, 'reserves'],
      ] as const
    ).map(
      ([within, over, warning]): Case => [
        'trackEvent2',
        { external_id: 'u', time: 1, name: 'E', __segment_internal_sync_mode: 'add' },
        within,
        over,
        warning,
      ],
    ),
    ...(
      [
        [{ custom_attributes: { [long(255)]: 1 } }, { custom_attributes: { [long(256)]: 1 } }, 'attribute name'],
        [{ custom_attributes: { a: long(255) } }, { custom_attributes: { a: long(256) } }, 'an attribute has more'],
        [{ custom_attributes: { a: list(500) } }, { custom_attributes: { a: list(501) } }, 'more than 500 items'],
      ] as const
    ).map(([within, over, warning]): Case => ['updateUserProfile', { external_id: 'u' }, within, over, warning]),
    [
      'trackPurchase',
      { external_id: 'u', time: 1 },
      { products: [{ product_id: 'p', price: 1, quantity: 100 }] },
      { products: [{ product_id: 'p', price: 1, quantity: 101 }] },
      'over 100',
    ],
    [
      'trackPurchase',
      { external_id: 'u', time: 1 },
      { products: list(75).map(() => ({ product_id: 'p', price: 1 })) },
      { products: list(76).map(() => ({ product_id: 'p', price: 1 })) },
      'more than 75 products',
    ],
    [
      'triggerCampaign',
      { campaign_id: 'c' },
      { recipients: list(50).map(() => ({ email: 'a@b.co' })) },
      { recipients: list(51).map(() => ({ email: 'a@b.co' })) },
      'more than 50 recipients',
    ],
  ],
  discord: (
    [
      [{ content: long(2000) }, { content: long(2001) }, 'more than 2,000 characters'],
      [{ username: long(80) }, { username: long(81) }, 'more than 80 characters'],
      [{ username: 'Shop' }, { username: 'My Discord' }, '`discord`'],
      [{ embeds: [{ title: long(256) }] }, { embeds: [{ title: long(257) }] }, 'the embeds are larger'],
      [{ embeds: [{ fields: keyed(25) }] }, { embeds: [{ fields: keyed(26) }] }, 'the embeds are larger'],
      [
        { embeds: [{ description: long(4096), footer: { text: long(1904) } }] },
        { embeds: [{ description: long(4096), footer: { text: long(1905) } }] },
        'the embeds are larger',
      ],
    ] as const
  ).map(
    ([within, over, warning]): Case => [
      'postMessage',
      { url: 'https://discord.com/api/webhooks/1/a', content: 'a' },
      within,
      over,
      warning,
    ],
  ),
  'facebook-conversions': [
    [
      'custom',
      { action_source: 'app', event_time: '1', user_data: { email: 'a@b.co' } },
      { event_name: long(50) },
      { event_name: long(51) },
      'more than 50 characters',
    ],
    [
      'pageView',
      { action_source: 'website', event_time: '1', user_data: { email: 'a@b.co', client_user_agent: 'a' } },
      { event_source_url: 'https://shop.example/a' },
      {},
      'needs the URL of its page',
    ],
    [
      'pageView',
      { action_source: 'app', event_time: '1', user_data: { email: 'a@b.co' } },
      { event_source_url: 'http://shop.example/a' },
      { event_source_url: 'shop.example/a' },
      '`http://`',
    ],
  ],
  klaviyo: (
    [
      [{ metric_name: long(127) }, { metric_name: long(128) }, 'metric name'],
      [{ properties: keys(400) }, { properties: keys(401) }, 'more than 400 properties'],
      [{ properties: { a: [long(100_000)] } }, { properties: { a: [long(100_001)] } }, 'more than 100 kB'],
      [{ properties: { a: { b: list(4000) } } }, { properties: { a: { b: list(4001) } } }, 'more than 4,000 items'],
      [{ properties: nested(10) }, { properties: nested(11) }, 'nested more than 10 deep'],
      [{ time: '2000-01-01T00:00:00Z' }, { time: '1999-12-31T23:59:59Z' }, 'before the year 2000'],
    ] as const
  ).map(
    ([within, over, warning]): Case => [
      'trackEvent',
      { profile: { external_id: 'u' }, metric_name: 'E', properties: {} },
      within,
      over,
      warning,
    ],
  ),
  onesignal: [
    ...(
      [
        [{ tags: keys(100) }, { tags: keys(101) }, 'more than 100 tags'],
        [{ tags: { plan: 'a' } }, { tags: { message: 'a' } }, 'reserves'],
        [{ phone: '+47 912 34 567' }, { phone: '912 34 567' }, 'the phone number is not sent'],
      ] as const
    ).map(([within, over, warning]): Case => ['updateUser', { external_id: 'u' }, within, over, warning]),
    ['trackEvent', { external_id: 'u' }, { name: long(128) }, { name: long(129) }, 'more than 128 characters'],
    [
      'trackEvent',
      { external_id: 'u', name: 'E' },
      { properties: { a: long(1800) } },
      { properties: { a: long(2024) } },
      'over',
    ],
  ],
  posthog: [
    [
      'event',
      { ...flags, event_type: 'track', event_name: 'E' },
      { distinct_id: long(200) },
      { distinct_id: long(201) },
      '200',
    ],
    ['identify', { properties: {} }, { distinct_id: 'gustav' }, { distinct_id: 'Guest' }, 'a placeholder'],
    [
      'identify',
      { distinct_id: 'u' },
      { properties: { a: long(999_000) } },
      { properties: { a: long(1_000_000) } },
      "over the vendor's limit of 1000000",
    ],
  ],
  slack: [
    [
      'postToChannel',
      { url: 'https://hooks.slack.com/services/T0/B0/x' },
      { text: long(40_000) },
      { text: long(40_001) },
      '40,000 characters',
    ],
  ],
  twilio: [
    ['sendSMS', { From: '+1', Body: 'a' }, { To: '+4791234567' }, { To: '91234567' }, 'the phone number'],
    [
      'sendSMS',
      { From: '+1', To: '+4791234567' },
      { Body: long(1600) },
      { Body: long(1601) },
      'more than 1,600 characters',
    ],
    [
      'sendSMS',
      { From: '+1', To: '+4791234567', Body: 'a' },
      { MediaUrl: 'https://shop.example/a.png' },
      { MediaUrl: 'a.png' },
      'no web address',
    ],
  ],
}

for (const [slug, cases] of Object.entries(limits)) testLimits(slug, cases)
