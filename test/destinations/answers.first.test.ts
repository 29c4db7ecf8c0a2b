import { describe, expect, test } from 'vitest'
import type { Destination, Json, JsonObject, Request } from '../../src/api/index.ts'
import { definitionOf, expandedDefinition, requiredSettings, takingPayloads } from './sent.ts'

type Answer = Parameters<Destination['outcomes']>[1]

const time = '2026-01-02T03:04:05.678Z'
const products = [
  { product_id: 'p1', price: 1 },
  { product_id: 'p2', price: 2 },
  { product_id: 'p3', price: 3 },
]
const shop = { onMappingSave: { outputs: { catalog_name: 'shop' } } }

/** An action of each kind, and its payload for the nth user. */
const kinds: Record<string, readonly [slug: string, action: string, payload: (n: number) => JsonObject]> = {
  'customerio event': [
    'customerio',
    'trackEvent',
    n => ({ id: `u${n}`, name: 'E', event_id: `m${n}`, timestamp: time }),
  ],
  'customerio metric': ['customerio', 'reportDeliveryEvent', n => ({ delivery_id: `d${n}`, metric: 'opened' })],
  'mixpanel import': [
    'mixpanel',
    'trackEvent',
    n => ({ event: 'E', distinct_id: `u${n}`, user_id: `u${n}`, insert_id: `m${n}`, time, enable_batching: true }),
  ],
  'mixpanel purchase': [
    'mixpanel',
    'trackPurchase',
    n => ({ event: 'E', user_id: `u${n}`, insert_id: `m${n}`, time, products, generatePurchaseEventPerProduct: true }),
  ],
  'mixpanel engage': ['mixpanel', 'identifyUser', n => ({ user_id: `u${n}`, traits: { plan: 'pro' } })],
  'mixpanel groups': ['mixpanel', 'groupIdentifyUser', n => ({ group_id: `g${n}`, traits: { plan: 'pro' } })],
  'mixpanel track': ['mixpanel', 'alias', n => ({ distinct_id: `u${n}`, alias: `a${n}` })],
  'amplitude event': [
    'amplitude',
    'logEventV2',
    n => ({ user_id: `user-${n}`, event_type: 'E', device_id: 'device-1' }),
  ],
  'amplitude purchase': ['amplitude', 'logPurchase', n => ({ user_id: `user-${n}`, event_type: 'E', products })],
  'amplitude identify': [
    'amplitude',
    'identifyUser',
    n => ({ user_id: `user-${n}`, user_properties: { plan: 'pro' } }),
  ],
  'braze attributes': ['braze', 'updateUserProfile', n => ({ external_id: `u${n}`, enable_batching: true })],
  'braze events': ['braze', 'trackEvent', n => ({ external_id: `u${n}`, name: 'E', time, enable_batching: true })],
  'braze purchases': [
    'braze',
    'trackPurchase',
    n => ({ external_id: `u${n}`, time, products: products.slice(0, 2), enable_batching: true }),
  ],
  'braze alias': ['braze', 'createAlias', n => ({ external_id: `u${n}`, alias_name: 'a', alias_label: 'l' })],
  'braze campaign': [
    'braze',
    'triggerCampaign',
    n => ({ campaign_id: 'c', recipients: [{ external_user_id: `u${n}` }, { external_user_id: 'b' }] }),
  ],
  'braze catalog': [
    'braze',
    'upsertCatalogItem',
    n => ({ ...shop, item_id: `i${n}`, item: { a: 1 }, __segment_internal_sync_mode: 'upsert', enable_batching: true }),
  ],
  'braze removal': [
    'braze',
    'upsertCatalogItem',
    n => ({ ...shop, item_id: `i${n}`, __segment_internal_sync_mode: 'delete', enable_batching: true }),
  ],
}

/** The first request of `count` actions, with its destination. */
function send(kind: string, count: number): readonly [Destination, Request] {
  const [slug, action, payload] = kinds[kind]!
  const settings = { ...requiredSettings(definitionOf(slug)), ...(slug === 'mixpanel' && { identityMode: 'original' }) }
  const destination = takingPayloads(slug, action, settings)
  const actions = Array.from({ length: count }, (_, n) => {
    const event = { type: 'track', event: 'E', messageId: 'm', timestamp: time, userId: 'u', properties: payload(n) }
    const mapped = destination.map(event)
    expect(mapped.failures).toEqual([])
    return mapped.actions
  }).flat()
  const { requests, failures } = destination.requests(actions)
  expect(failures).toEqual([])
  expect(requests.slice(kind === 'mixpanel groups' ? 2 : 1)).toEqual([])
  return [destination, requests[0]!]
}

/** Outcomes of the actions of one request, each in a few words, and `pause`. */
function read(kind: string, count: number, answer: Answer): string[] {
  const [destination, request] = send(kind, count)
  const { outcomes, pause } = destination.outcomes(request, answer)
  expect(outcomes.map(({ action }) => action)).toEqual(request.actions)
  const words = outcomes.map(outcome => {
    if (outcome.outcome === 'retry') {
      return outcome.split ? 'split' : outcome.after === undefined ? 'retry' : `retry+${outcome.after}`
    }
    const { items, at } = { items: undefined, at: undefined, ...outcome }
    const isPart = count === 1 && items !== undefined && items.length < request.items.length
    return `${outcome.outcome}${isPart ? ` ${items}` : ''}${at === undefined ? '' : ` at ${at}`}`
  })
  return pause ? [...words, 'pause'] : words
}

type Row = readonly [
  kind: string,
  count: number,
  status: number,
  body: Json,
  outcome: string,
  headers?: Readonly<Record<string, string>>,
]

const customerio: Row[] = [
  [
    'customerio event',
    3,
    207,
    { errors: [{ batch_index: 1, field: 'identifiers.id', message: 'too long' }] },
    'delivered, rejected at identifiers.id, delivered',
  ],
  [
    'customerio event',
    3,
    200,
    {
      errors: [
        { batch_index: 0, reason: 'x' },
        { batch_index: 2, reason: 'x' },
      ],
    },
    'rejected, delivered, rejected',
  ],
  ['customerio event', 3, 207, { errors: [] }, 'delivered, delivered, delivered'],
  ['customerio event', 3, 200, {}, 'delivered, delivered, delivered'],
  ['customerio event', 2, 207, { errors: [{ batch_index: 2, reason: 'x' }] }, 'split, split'],
  ['customerio event', 2, 207, { errors: [{ batch_index: -1, reason: 'x' }] }, 'split, split'],
  ['customerio event', 2, 207, { errors: [{ batch_index: '1', reason: 'x' }] }, 'delivered, rejected'],
  ['customerio event', 2, 207, { errors: [{ batch_index: 1.5 }] }, 'split, split'],
  ['customerio event', 2, 207, { errors: 'all' }, 'split, split'],
  ['customerio event', 2, 207, { errors: [null, { batch_index: 0 }] }, 'rejected, split'],
  ['customerio event', 2, 400, { errors: [{ reason: 'x', message: 'malformed' }] }, 'split, split'],
  ['customerio event', 2, 400, { errors: [{ batch_index: 1, reason: 'x' }] }, 'retry, rejected'],
  ['customerio event', 1, 400, { errors: [{ reason: 'x', message: 'malformed' }] }, 'rejected'],
  ['customerio event', 1, 400, 'malformed', 'rejected'],
  ['customerio event', 2, 413, '', 'split, split'],
  ['customerio event', 2, 429, '', 'retry, retry, pause'],
  ['customerio event', 2, 401, { meta: { error: 'unauthorized' } }, 'unauthorized, unauthorized'],
  ['customerio event', 2, 500, '', 'retry, retry'],
  ['customerio event', 1, 0, null, 'retry'],
  ['customerio metric', 1, 200, {}, 'delivered'],
  ['customerio metric', 1, 400, { errors: [{ reason: 'invalid', field: 'delivery_id' }] }, 'rejected'],
]

const failed = (...records: Json[]) => ({ code: 400, num_records_imported: 2, failed_records: records })
const mixpanel: Row[] = [
  [
    'mixpanel import',
    3,
    400,
    failed({ index: 2, field: 'properties.time', message: 'invalid' }),
    'delivered, delivered, rejected at properties.time',
  ],
  ['mixpanel import', 3, 400, failed({ index: 0 }, { index: 0 }, { index: 1 }), 'rejected, rejected, delivered'],
  ['mixpanel import', 3, 400, failed(), 'split, split, split'],
  ['mixpanel import', 3, 400, failed({ index: 3 }), 'split, split, split'],
  ['mixpanel import', 3, 400, failed({ insert_id: 'm1' }), 'split, split, split'],
  ['mixpanel import', 3, 400, { error: 'expected array' }, 'split, split, split'],
  ['mixpanel import', 1, 400, { error: 'expected array' }, 'rejected'],
  ['mixpanel import', 2, 200, { code: 200, num_records_imported: 2, status: 'OK' }, 'delivered, delivered'],
  ['mixpanel import', 2, 200, failed({ index: 1 }), 'delivered, rejected'],
  ['mixpanel import', 4, 413, { code: 413 }, 'split, split, split, split'],
  ['mixpanel import', 2, 429, { code: 429 }, 'retry, retry, pause'],
  ['mixpanel import', 2, 401, { code: 401 }, 'unauthorized, unauthorized'],
  ['mixpanel import', 2, 502, '<html>', 'retry, retry'],
  ['mixpanel purchase', 1, 400, failed({ index: 2, field: 'properties.time' }), 'rejected 2 at properties.time'],
  ['mixpanel purchase', 1, 400, failed({ index: 9 }), 'rejected'],
  ['mixpanel engage', 1, 200, '0', 'rejected'],
  ['mixpanel engage', 1, 200, { status: 0, error: 'token, missing' }, 'rejected'],
  ['mixpanel engage', 1, 200, '1', 'delivered'],
  ['mixpanel engage', 1, 200, { status: 1, error: null }, 'delivered'],
  ['mixpanel engage', 1, 200, '', 'rejected'],
  ['mixpanel engage', 1, 200, { status: '1' }, 'rejected'],
  ['mixpanel engage', 1, 200, [], 'rejected'],
  ['mixpanel engage', 1, 429, '', 'retry, pause'],
  ['mixpanel groups', 1, 200, { status: 0, error: 'x' }, 'rejected'],
  ['mixpanel groups', 1, 200, { status: 1 }, 'delivered'],
  ['mixpanel track', 1, 200, { status: 0, error: 'x' }, 'rejected'],
  ['mixpanel track', 1, 200, { status: 1 }, 'delivered'],
  ['mixpanel track', 1, 0, null, 'retry'],
]

const amplitude: Row[] = [
  ['amplitude event', 1, 200, { code: 200, events_ingested: 1 }, 'delivered'],
  ['amplitude event', 1, 429, { throttled_users: { u: 12 } }, 'retry+30'],
  ['amplitude event', 1, 429, { throttled_devices: { d: 12 }, throttled_users: {} }, 'retry+30'],
  ['amplitude event', 1, 429, { error: 'Too many requests' }, 'retry+30, pause'],
  ['amplitude event', 1, 429, 'Too many requests', 'retry+30, pause'],
  ['amplitude event', 1, 429, { throttled_users: ['u'] }, 'retry+30, pause'],
  ['amplitude event', 1, 429, { exceeded_daily_quota_users: { u: 500000 } }, 'rejected'],
  ['amplitude event', 1, 429, { exceeded_daily_quota_devices: { d: 500000 }, throttled_users: { u: 1 } }, 'rejected'],
  ['amplitude event', 1, 429, { exceeded_daily_quota_users: {}, throttled_users: { u: 1 } }, 'retry+30'],
  ['amplitude event', 1, 400, { code: 400, events_with_invalid_fields: { time: [0] } }, 'rejected at time'],
  ['amplitude event', 1, 400, { code: 400, error: 'missing', missing_field: 'api_key' }, 'rejected'],
  ['amplitude event', 1, 400, { code: 400, error: 'Invalid API key: x' }, 'unauthorized'],
  ['amplitude event', 1, 400, { events_with_invalid_fields: { invalid_api_key: [0] } }, 'rejected at invalid_api_key'],
  ['amplitude event', 1, 400, { error: { text: 'Invalid API key' } }, 'rejected'],
  ['amplitude event', 1, 400, { code: 400, silenced_devices: ['device-1'] }, 'rejected'],
  ['amplitude event', 1, 400, { code: 400, silenced_devices: ['other'] }, 'rejected'],
  ['amplitude event', 1, 400, { code: 400, silenced_events: [0] }, 'rejected'],
  ['amplitude event', 1, 413, '', 'rejected'],
  ['amplitude event', 1, 503, '', 'retry, pause'],
  ['amplitude event', 1, 0, null, 'retry'],
  ['amplitude purchase', 1, 400, { events_with_invalid_fields: { price: [1], time: [3] } }, 'rejected 1,3 at price'],
  [
    'amplitude purchase',
    1,
    400,
    { events_with_missing_fields: { event_type: [2] }, events_with_invalid_fields: {} },
    'rejected 2 at event_type',
  ],
  ['amplitude purchase', 1, 400, { events_with_invalid_id_lengths: { user_id: [0, 1, 2, 3] } }, 'rejected at user_id'],
  ['amplitude purchase', 1, 400, { events_with_invalid_fields: { time: [9] } }, 'rejected'],
  ['amplitude purchase', 1, 400, { events_with_invalid_fields: 'time' }, 'rejected'],
  ['amplitude purchase', 1, 400, { events_with_invalid_fields: { time: [] } }, 'rejected'],
  ['amplitude identify', 1, 200, 'success', 'delivered'],
  ['amplitude identify', 1, 400, 'invalid_api_key', 'unauthorized'],
  ['amplitude identify', 1, 400, 'missing_event', 'rejected'],
  ['amplitude identify', 1, 429, 'too many', 'retry+30, pause'],
]

const success = (...errors: Json[]) => ({ message: 'success', errors })
const fatal = (...errors: Json[]) => ({ message: 'Valid data must be provided', errors })
const second = { type: 'invalid', input_array: 'attributes', index: 1 }
const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
const reset = String(Date.parse(date) / 1000 + 30)
const idError = { id: 'invalid-fields', message: 'Some fields are invalid' }
const braze: Row[] = [
  ['braze attributes', 2, 201, success(second), 'delivered, rejected'],
  ['braze attributes', 2, 201, success(), 'delivered, delivered'],
  ['braze attributes', 2, 201, { message: 'success' }, 'delivered, delivered'],
  ['braze attributes', 2, 202, { message: 'queued' }, 'delivered, delivered'],
  ['braze attributes', 2, 201, { message: 'failure' }, 'split, split'],
  ['braze attributes', 1, 201, { message: 'failure' }, 'rejected'],
  ['braze attributes', 2, 200, '', 'split, split'],
  ['braze attributes', 2, 200, '<html>', 'split, split'],
  ['braze attributes', 2, 201, success({ ...second, input_array: 'events' }), 'split, split'],
  ['braze attributes', 2, 201, success({ ...second, index: 2 }), 'split, split'],
  ['braze attributes', 2, 201, success({ ...second, index: null }), 'split, split'],
  ['braze attributes', 2, 201, success('a minor error'), 'split, split'],
  ['braze attributes', 1, 201, success('a minor error'), 'rejected'],
  ['braze attributes', 3, 400, fatal(second), 'retry, rejected, retry'],
  ['braze attributes', 3, 400, fatal(), 'split, split, split'],
  ['braze attributes', 3, 400, fatal(second, 'another'), 'split, rejected, split'],
  ['braze attributes', 1, 429, { message: 'slow' }, 'retry+30, pause', { date, 'X-RateLimit-Reset': reset }],
  [
    'braze attributes',
    1,
    429,
    '',
    'retry+7, pause',
    { date, 'X-RateLimit-Reset': reset, 'x-ratelimit-retry-after': '7' },
  ],
  ['braze attributes', 2, 401, { message: 'Invalid API Key' }, 'unauthorized, unauthorized'],
  ['braze attributes', 2, 500, { message: 'Internal Server Error' }, 'retry, retry'],
  ['braze attributes', 2, 413, '', 'split, split'],
  ['braze events', 2, 201, success({ ...second, input_array: 'events', index: 0 }), 'rejected, delivered'],
  [
    'braze purchases',
    3,
    201,
    success({ ...second, input_array: 'purchases', index: 3 }),
    'delivered, rejected, delivered',
  ],
  ['braze purchases', 1, 201, success({ ...second, input_array: 'purchases', index: 1 }), 'rejected 1'],
  ['braze alias', 1, 201, { aliases_processed: 1, message: 'success' }, 'delivered'],
  ['braze alias', 1, 400, { message: "The 'user_aliases' parameter is required" }, 'rejected'],
  ['braze campaign', 1, 201, { dispatch_id: 'x', message: 'success' }, 'delivered'],
  ['braze campaign', 1, 201, success({ type: 'x', input_array: 'recipients', index: 1 }), 'rejected 1'],
  ['braze catalog', 3, 202, { message: 'success' }, 'delivered, delivered, delivered'],
  [
    'braze catalog',
    3,
    400,
    fatal({ ...idError, parameters: ['id'], parameter_values: ['i1'] }),
    'retry, rejected, retry',
  ],
  [
    'braze catalog',
    3,
    400,
    fatal({ ...idError, parameters: ['id', 'a'], parameter_values: [{ id: 'i0', a: 1 }, { id: 'i2' }] }),
    'rejected, retry, rejected',
  ],
  [
    'braze catalog',
    3,
    400,
    fatal({ ...idError, parameters: ['id'], parameter_values: ['other'] }),
    'split, split, split',
  ],
  ['braze catalog', 3, 400, fatal(idError), 'split, split, split'],
  ['braze catalog', 1, 400, fatal({ id: 'item-not-found' }), 'rejected'],
  ['braze removal', 1, 400, fatal({ id: 'item-not-found' }), 'delivered'],
  ['braze removal', 1, 404, fatal({ id: 'catalog-not-found' }), 'rejected'],
  ['braze removal', 2, 400, fatal({ id: 'item-not-found' }), 'split, split'],
]

describe('reads the answers of', () => {
  test.for<Row>([...customerio, ...mixpanel, ...amplitude, ...braze])(
    '%s × %i: %i %j',
    ([kind, count, status, body, outcome, headers]) => {
      expect(read(kind, count, { status, body, ...(headers && { headers }) })).toEqual(outcome.split(', '))
      if (typeof body === 'object') {
        expect(read(kind, count, { status, body: JSON.stringify(body), ...(headers && { headers }) })).toEqual(
          outcome.split(', '),
        )
      }
    },
  )
})

test.each<[kind: string, status: number, body: Json, message: string]>([
  ['customerio event', 400, { errors: [{ reason: 'x', message: 'malformed' }] }, 'malformed'],
  ['customerio event', 400, { errors: [{ reason: 'no such type' }] }, 'no such type'],
  ['mixpanel import', 400, failed({ index: 0, message: 'time is invalid' }), 'time is invalid'],
  ['mixpanel engage', 200, { status: 0, error: 'token, missing' }, 'token, missing'],
  ['mixpanel engage', 200, '0', 'answered 200'],
  ['amplitude event', 400, { error: 'no events', missing_field: 'events' }, 'answered 400: no events'],
  ['amplitude event', 400, { silenced_events: [0] }, 'Amplitude has silenced the event'],
  ['braze attributes', 201, success({ ...second, index: 0 }), 'invalid'],
  ['braze attributes', 201, success('a minor error'), 'a minor error'],
  ['braze attributes', 201, { message: 'failure' }, 'answered 201: failure'],
])('%s: %i %j is told with its message', (kind, status, body, message) => {
  const [destination, request] = send(kind, 1)
  expect(destination.outcomes(request, { status, body }).outcomes).toMatchObject([{ message }])
})

test.each(['customerio', 'mixpanel', 'amplitude', 'braze'])(
  '%s declares its rates, and each action its repeats',
  slug => {
    const { actions, rates } = expandedDefinition(slug)
    expect(rates).not.toEqual([])
    for (const [key, { repeats }] of Object.entries(actions))
      expect(['dropped', 'harmless', { counted: expect.any(String) }], key).toContainEqual(repeats)
  },
)
