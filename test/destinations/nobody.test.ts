import { describe, expect, test } from 'vitest'
import type { JsonObject, Settings } from '../../src/api/index.ts'
import { bundled, send, takingPayloads } from './sent.ts'

const braze = { api_key: 'key-1', endpoint: 'https://rest.fra-01.braze.eu' }
const facebook = { pixelId: '1', accessToken: 'token-1' }
const google = { measurementId: 'G-1', apiSecret: 'secret-1' }
const posthog = { api_key: 'key-1', project_id: '1' }
const mixpanel = { projectToken: 'token-1', apiSecret: 'secret-1' }
const seen = { action_source: 'app', event_time: '1' }
const sync = { __segment_internal_sync_mode: 'add' }
const flags = { anonymous_event_capture: false, enable_batching: false }

test.each<[string, Settings, JsonObject]>([
  ['amplitude', { apiKey: 'key-1' }, { type: 'track', event: 'E', groupId: 'g' }],
  ['amplitude', { apiKey: 'key-1' }, { type: 'identify', traits: { email: 'ann@example.com' } }],
  ['amplitude', { apiKey: 'key-1' }, { type: 'page', name: 'Home' }],
  ['braze', braze, { type: 'track', event: 'E', groupId: 'g', timestamp: '2026-01-02T03:04:05Z' }],
  ['klaviyo', { api_key: 'key-1' }, { type: 'track', event: 'E', groupId: 'g', properties: {} }],
  ['posthog', posthog, { type: 'track', event: 'E', groupId: 'g' }],
  ['mixpanel', mixpanel, { type: 'track', event: 'E' }],
  ['mixpanel', mixpanel, { type: 'page', userId: '-1', anonymousId: '0' }],
  ['google-analytics-4', google, { type: 'track', event: 'E', groupId: 'g' }],
  ['facebook-conversions', facebook, { type: 'page', context: { userAgent: 'A' }, timestamp: '2026-01-02T03:04:05Z' }],
])('%s with %o: an event of nobody fails', (slug, settings, event) => {
  const sent = send(bundled(slug, settings), event)
  expect(sent.map(({ requests }) => requests)).toEqual([undefined])
})

describe.each<[string, Settings, readonly [action: string, nobody: JsonObject, somebody: JsonObject][]]>([
  [
    'amplitude',
    { apiKey: 'key-1' },
    [
      ...['logEventV2', 'logEvent', 'logPurchase'].flatMap((action): [string, JsonObject, JsonObject][] => [
        [action, { event_type: 'E', groups: { company: 'g' } }, { event_type: 'E', user_id: 'user-1' }],
        [action, { event_type: 'E', user_id: ' ' }, { event_type: 'E', device_id: 'device-1' }],
      ]),
      ['identifyUser', { user_properties: { email: 'ann@example.com' } }, { user_id: 'user-1' }],
      ['identifyUser', { device_id: '00000000-0000-0000-0000-000000000000' }, { device_id: 'device-1' }],
      ['mapUser', { global_user_id: 'user-1' }, { global_user_id: 'user-1', user_id: 'user-2' }],
      ['mapUser', { user_id: 'user-2' }, { global_user_id: 'user-1', user_id: 'user-2' }],
      ['groupIdentifyUser', { group_type: 't', group_value: ' ' }, { group_type: 't', group_value: 'g' }],
    ],
  ],
  [
    'braze',
    braze,
    [
      ['trackEvent', { name: 'E', time: 1 }, { name: 'E', time: 1, email: 'ann@example.com' }],
      ['trackEvent', { name: 'E', time: 1, external_id: ' ' }, { name: 'E', time: 1, external_id: 'u' }],
      ['updateUserProfile', { phone: '+14155550123' }, { braze_id: 'b' }],
      [
        'ecommerceSingleProduct',
        { ...viewed(), user_alias: { alias_name: 'n', alias_label: ' ' } },
        { ...viewed(), user_alias: { alias_name: 'n', alias_label: 'l' } },
      ],
      [
        'triggerCampaign',
        { campaign_id: 'c', recipients: [{ email: 'ann@example.com' }, { send_to_existing_only: true }] },
        { campaign_id: 'c', recipients: [{ email: 'ann@example.com' }, { external_user_id: 'u' }] },
      ],
      [
        'triggerCanvas',
        { canvas_id: 'c', recipients: [{ user_alias: { alias_name: 'n' } }] },
        { canvas_id: 'c', recipients: [{ user_alias: { alias_name: 'n', alias_label: 'l' } }] },
      ],
    ],
  ],
  [
    'facebook-conversions',
    facebook,
    [
      ['pageView', { ...seen, user_data: { phone: '+0000000000' } }, { ...seen, user_data: { phone: '+14155550123' } }],
      ['custom', { ...seen, event_name: 'E', user_data: {} }, { ...seen, event_name: 'E', user_data: { leadID: 5 } }],
      [
        'search2',
        { ...seen, ...sync, user_data: { email: ' ' } },
        { ...seen, ...sync, user_data: { email: 'a@b.co' } },
      ],
      [
        'viewContent',
        { ...seen, user_data: { gender: 'f', country: 'NO' } },
        { ...seen, user_data: { fbp: 'fb.1.1' } },
      ],
      ['addToCart', { ...seen, user_data: { externalId: ['', ' '] } }, { ...seen, user_data: { externalId: ['u'] } }],
      [
        'pageView2',
        { ...seen, ...sync, user_data: { city: 'Oslo' }, app_data_field: { madId: 'AD-1' } },
        { ...seen, ...sync, user_data: { city: 'Oslo' }, app_data_field: { madId: 'AD-1', use_app_data: true } },
      ],
    ],
  ],
  [
    'google-analytics-4',
    google,
    [
      ['customEvent', { name: 'E', clientId: ' ' }, { name: 'E', clientId: 'c' }],
      ['login', { user_id: 'u' }, { user_id: 'u', client_id: 'c' }],
    ],
  ],
  [
    'klaviyo',
    { api_key: 'key-1' },
    [
      ['trackEvent', event({ external_id: ' ' }), event({ external_id: 'u' })],
      ['orderCompleted', event({ email: ' ' }), event({ email: 'ann@example.com' })],
      ['subscribeProfile', { phone_number: ' ' }, { phone_number: '+14155550123' }],
      ['unsubscribeProfile', { list_id: 'l' }, { email: 'ann@example.com' }],
    ],
  ],
  [
    'posthog',
    posthog,
    [
      [
        'event',
        { ...flags, event_type: 'track', event_name: 'E', distinct_id: ' ' },
        { ...flags, event_type: 'track', event_name: 'E', distinct_id: 'null' },
      ],
      ['identify', { properties: {}, distinct_id: '\t' }, { properties: {}, distinct_id: 'u' }],
    ],
  ],
])('%s', (slug, settings, cases) => {
  test.each(cases)('%s fails with %j, and not with %j', (action, nobody, somebody) => {
    const destination = takingPayloads(slug, action, settings)
    const sent = (properties: JsonObject) => send(destination, { type: 'track', properties })[0]
    expect(sent(nobody)?.error).toMatch(/nobody|no group|needs a client ID/)
    expect(sent(somebody)?.error).toBeUndefined()
  })
})

function event(profile: JsonObject): JsonObject {
  return { profile, metric_name: 'E', properties: {} }
}

function viewed(): JsonObject {
  return {
    ...{ ...sync, name: 'ecommerce.product_viewed', time: '2026-01-02T03:04:05Z', currency: 'EUR', source: 'shop' },
    ...{ enable_batching: true, batch_size: 75 },
    product: { product_id: 'p', product_name: 'Mug', variant_id: 'red', price: 3 },
  }
}
