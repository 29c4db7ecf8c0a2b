import { describe, expect, test } from 'vitest'
import type { Definition, Destination, Json, JsonObject, Settings } from '../../src/api/index.ts'
import { compile } from '../../src/api/index.ts'
import { bundled, expandedDefinition, readJson } from './sent.ts'

const klaviyo = { api_key: 'key-0123456789' }
const iterable = { apiKey: 'key-0123456789' }
const posthog = { api_key: 'key-0123456789', project_id: '1' }
const google = { apiSecret: 'secret-0123456789', measurementId: 'G-1' }
const meta = { pixelId: '1', accessToken: 'token-0123456789' }
const consent = { list_id: 'L1', email: { '@path': '$.properties.email' } }
const contents = [{ id: 'p', quantity: 1 }]

/** Kinds of requests: slug, settings, action, and its mapping for events whose `properties` have an address or an ID. */
const kinds = {
  facebook: ['facebook-conversions', meta, 'custom', { action_source: 'app', user_data: { externalId: 'u' } }],
  'facebook purchase': [
    'facebook-conversions',
    meta,
    'purchase2',
    { action_source: 'app', user_data: { externalId: 'u' }, currency: 'EUR', value: 1, contents },
  ],
  google: ['google-analytics-4', google, 'customEvent', { clientId: 'c1' }],
  'google purchase': [
    'google-analytics-4',
    google,
    'purchase',
    { client_id: 'c1', transaction_id: 't', currency: 'EUR', items: [{ item_id: 'p' }] },
  ],
  'iterable events': ['iterable', iterable, 'trackEvent', {}],
  'iterable users': [
    'iterable',
    iterable,
    'updateUser',
    { email: { '@path': '$.properties.email' }, userId: { '@path': '$.userId' } },
  ],
  'iterable cart': [
    'iterable',
    iterable,
    'updateCart',
    {
      items: [
        { id: 'p', name: 'Mug', price: 2, quantity: 1 },
        { id: 'q', name: 'Cup', price: 1, quantity: 1 },
      ],
    },
  ],
  klaviyo: ['klaviyo', klaviyo, 'trackEvent', {}],
  'klaviyo order': ['klaviyo', klaviyo, 'orderCompleted', {}],
  'klaviyo consent': ['klaviyo', klaviyo, 'subscribeProfile', consent],
  'klaviyo no consent': ['klaviyo', klaviyo, 'unsubscribeProfile', consent],
  posthog: ['posthog', posthog, 'event', { ip_address: null, enable_batching: true }],
  'posthog person': ['posthog', posthog, 'identify', { ip_address: null, properties: { plan: 'pro' } }],
  slack: ['slack', {}, 'postToChannel', { url: 'https://hooks.slack.com/services/T/B/x', text: 'Hello' }],
  webhook: ['webhook', {}, 'send', { url: 'https://in.example.com/', enable_batching: true }],
} as const satisfies Record<string, readonly [string, Settings, string, JsonObject]>

type Kind = keyof typeof kinds | 'own'

const own = compile(readJson('examples/own-api/destination.json') as unknown as Definition, {
  settings: { baseUrl: 'https://api.example.com', token: 'token-0123456789' },
})

function destinationFor(kind: Kind): Destination {
  if (kind === 'own') return own
  const [slug, settings, action, overrides] = kinds[kind]
  return bundled(slug, settings, [{ name: action, action, trigger: 'type = "track"', overrides }])
}

/** One request with an event for each person: an address, or the ID of a user. One person: no batch, unless in a list. */
function exchange(kind: Kind, people: string | readonly string[], answer: Answer) {
  const destination = destinationFor(kind)
  const actions = [people].flat().flatMap((person, i) => {
    const properties = person.includes('@') ? { email: person } : {}
    const userId = person.includes('@') ? undefined : person
    const id = `m-${i}`
    const event = { type: 'track', event: `E${i}`, messageId: id, timestamp: '2026-01-02T03:04:05.678Z', properties }
    const { actions, failures } = destination.map({ ...event, ...(userId && { userId }) })
    expect(failures).toEqual([])
    return actions
  })
  const { requests, failures } = destination.requests(actions, { batch: typeof people !== 'string' })
  expect({ failures, count: requests.length }).toEqual({ failures: [], count: 1 })
  const [status, body, headers] = answer
  return destination.outcomes(requests[0]!, { status, headers: headers ?? {}, body: body as Json })
}

type Outcome = ReturnType<Destination['outcomes']>['outcomes'][number]

type Answer = readonly [status: number, body?: unknown, headers?: Record<string, string>]

/** An outcome in a word: `retry+12`, `split`, `rejected at email`. */
function word(outcome: Outcome): string {
  if (outcome.outcome === 'retry')
    return outcome.split ? 'split' : `retry${outcome.after === undefined ? '' : `+${outcome.after}`}`
  return outcome.outcome === 'rejected' && outcome.at !== undefined ? `rejected at ${outcome.at}` : outcome.outcome
}

const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
const one = 'u1'
const two = ['u1', 'u2']
const three = ['a@x.io', 'u2', 'c@x.io']
const meta400 = (code: unknown, rest: object = {}): Answer => [400, { error: { message: 'm', code, ...rest } }]
const pointerTo = (place: unknown, list = 'events-bulk-create') => ({
  detail: 'Invalid email',
  source: { pointer: `/data/attributes/${list}/data/${place}/attributes/email` },
})
const at = (place: number, list = 'events-bulk-create') => `rejected at ${pointerTo(place, list).source.pointer}`

type Row = readonly [kind: Kind, people: string | readonly string[], answer: Answer, outcomes: string, pause?: 'pause']

const rows: readonly Row[] = [
  ['facebook', one, [200, { events_received: 1, messages: [], fbtrace_id: 'x' }], 'delivered'],
  ['facebook', one, meta400(190), 'unauthorized'],
  ['facebook', one, meta400(102), 'unauthorized'],
  ['facebook', one, meta400(10), 'unauthorized'],
  ['facebook', one, meta400(200), 'unauthorized'],
  ['facebook', one, meta400(299), 'unauthorized'],
  ['facebook', one, meta400(300), 'rejected'],
  ['facebook', one, meta400(100, { error_subcode: 33 }), 'unauthorized'],
  ['facebook', one, meta400(2), 'retry'],
  ['facebook', one, meta400(1), 'retry'],
  ['facebook', one, meta400(368), 'retry', 'pause'],
  ['facebook', one, meta400(341), 'retry', 'pause'],
  ['facebook', one, meta400(17), 'retry', 'pause'],
  ['facebook', one, meta400(4), 'retry', 'pause'],
  ['facebook', one, meta400(80004), 'retry', 'pause'],
  ['facebook', one, meta400(999, { is_transient: true }), 'retry'],
  ['facebook', one, meta400(100, { is_transient: true }), 'retry'],
  ['facebook', one, meta400(100, { error_subcode: 2804003 }), 'rejected'],
  ['facebook purchase', one, meta400(100, { error_subcode: 2804003 }), 'rejected'],
  ['facebook purchase', one, meta400(190), 'unauthorized'],
  ['facebook', one, [500, { error: { code: 100, error_subcode: 2804019 } }], 'rejected'],
  ['facebook', one, [403, { error: { code: 105 } }], 'rejected'],
  ['facebook', one, [403, { error: { code: 200 } }], 'unauthorized'],
  ['facebook', one, [401, { error: { code: 17 } }], 'retry', 'pause'],
  ['facebook', one, [500, { error: { code: 190 } }], 'unauthorized'],
  ['facebook', one, [200, { error: { code: 190 } }], 'unauthorized'],
  ['facebook', one, [200, { error: { code: 999 } }], 'rejected'],
  ['facebook', one, [200, { events_received: 0 }], 'rejected'],
  ['facebook', one, [400, '<!DOCTYPE html><html>'], 'retry'],
  ['facebook', one, [200, '\n<html>'], 'retry'],
  ['facebook', one, [400, 'nonsense'], 'rejected'],
  ['facebook', one, meta400('190'), 'rejected'],
  ['facebook', one, meta400(null), 'rejected'],
  ['facebook', one, [400, { error: 'no' }], 'rejected'],
  ['facebook', one, [400, { error: [{ code: 2 }] }], 'retry'],
  ['facebook', one, [500, []], 'retry'],
  ['facebook', one, [429, ''], 'retry', 'pause'],
  ['facebook', one, [0], 'retry'],

  ['google', one, [204], 'delivered'],
  ['google purchase', one, [204, ''], 'delivered'],
  ['google', one, [200], 'delivered'],
  ['google', one, [500], 'retry'],
  ['google', one, [503], 'retry', 'pause'],
  ['google', one, [413], 'rejected'],
  ['google', one, [302], 'rejected'],
  ['google', one, [0], 'retry'],

  [
    'iterable events',
    three,
    [200, { failCount: 2, invalidEmails: ['c@x.io'], failedUpdates: { notFoundUserIds: ['u2'] } }],
    'delivered, rejected at userId, rejected at email',
  ],
  [
    'iterable users',
    three,
    [200, { failCount: 2, invalidEmails: ['c@x.io'], failedUpdates: { notFoundUserIds: ['u2'] } }],
    'delivered, rejected at userId, rejected at email',
  ],
  [
    'iterable events',
    three,
    [200, { successCount: 3, failCount: 0, invalidEmails: [], failedUpdates: { forgottenEmails: [] } }],
    'delivered, delivered, delivered',
  ],
  [
    'iterable events',
    three,
    [200, { successCount: 3, failCount: 0, createdFields: ['u2'], filteredOutFields: ['a@x.io'] }],
    'delivered, delivered, delivered',
  ],
  [
    'iterable events',
    three,
    [200, { failCount: 1, failedUpdates: { forgottenEmails: ['a@x.io'] } }],
    'rejected at email, delivered, delivered',
  ],
  [
    'iterable events',
    three,
    [200, { failCount: 1, failedUpdates: { conflictUserIds: ['u2'], invalidUserIds: [] } }],
    'delivered, rejected at userId, delivered',
  ],
  [
    'iterable events',
    three,
    [200, { failCount: 1, failedUpdates: { invalidDataEmails: ['C@X.io'] } }],
    'delivered, delivered, rejected at email',
  ],
  [
    'iterable events',
    three,
    [200, { failCount: 1, disallowedEventNames: ['E1'] }],
    'delivered, rejected at eventName, delivered',
  ],
  [
    'iterable events',
    ['a@x.io', 'a@x.io', 'u3'],
    [200, { failCount: 2, invalidEmails: ['a@x.io'] }],
    'rejected at email, rejected at email, delivered',
  ],
  [
    'iterable events',
    ['a@x.io', 'u2', 'u2'],
    [200, { failCount: 2, invalidUserIds: 'u2' }],
    'delivered, rejected at userId, rejected at userId',
  ],
  ['iterable events', three, [200, { failCount: 2, invalidEmails: ['c@x.io'] }], 'split, split, split'],
  ['iterable events', three, [200, { failCount: 1 }], 'split, split, split'],
  ['iterable events', three, [200, { failCount: '1' }], 'split, split, split'],
  ['iterable events', three, [200, { failCount: 1, invalidEmails: ['z@x.io'] }], 'split, split, split'],
  ['iterable events', three, [200, { failCount: 1, invalidUserIds: ['a@x.io'] }], 'split, split, split'],
  ['iterable users', three, [200, { failCount: 1, disallowedEventNames: ['E1'] }], 'split, split, split'],
  ['iterable events', three, [200, { invalidEmails: [null, 7, {}] }], 'split, split, split'],
  ['iterable events', three, [200, { failedUpdates: 'none', invalidEmails: {} }], 'split, split, split'],
  ['iterable events', three, [200, 'nonsense'], 'delivered, delivered, delivered'],
  ['iterable events', three, [400, { code: 'BadJsonBody', msg: 'no' }], 'split, split, split'],
  ['iterable events', three, [413], 'split, split, split'],
  [
    'iterable events',
    ['u1'],
    [200, { failCount: 1, failedUpdates: { notFoundUserIds: ['u1'] } }],
    'rejected at userId',
  ],
  ['iterable events', ['u1'], [200, { failCount: 1 }], 'rejected'],
  ['iterable events', three, [401, { code: 'BadApiKey' }], 'unauthorized, unauthorized, unauthorized'],
  ['iterable events', three, [429, { code: 'RateLimitExceeded' }], 'retry, retry, retry', 'pause'],
  ['iterable events', one, [400, { code: 'InvalidEmailAddressError', msg: 'Invalid email' }], 'rejected'],
  ['iterable events', one, [200, { msg: '', code: 'Success', params: null }], 'delivered'],
  ['iterable cart', one, [200, { code: 'Success' }], 'delivered'],
  ['iterable cart', one, [400, { code: 'BadParams' }], 'rejected'],

  ['klaviyo', three, [202], 'delivered, delivered, delivered'],
  ['klaviyo', three, [400, { errors: [pointerTo(1)] }], `retry, ${at(1)}, retry`],
  ['klaviyo', three, [400, { errors: [pointerTo(0), pointerTo(2), pointerTo(2)] }], `${at(0)}, retry, ${at(2)}`],
  ['klaviyo', three, [400, { errors: [pointerTo(3)] }], 'split, split, split'],
  ['klaviyo', three, [400, { errors: [pointerTo(-1)] }], 'split, split, split'],
  ['klaviyo', three, [400, { errors: [pointerTo('x')] }], 'split, split, split'],
  [
    'klaviyo',
    three,
    [400, { errors: [pointerTo(1), { source: { parameter: 'revision' } }] }],
    `split, ${at(1)}, split`,
  ],
  ['klaviyo', three, [400, { errors: [{ source: { pointer: '/data/attributes' } }] }], 'split, split, split'],
  ['klaviyo', three, [400, { errors: [{ source: { pointer: 7 } }, null] }], 'split, split, split'],
  ['klaviyo', three, [400, { errors: [] }], 'split, split, split'],
  ['klaviyo', three, [400, { errors: 'no' }], 'split, split, split'],
  ['klaviyo', three, [400, 'no'], 'split, split, split'],
  ['klaviyo', three, [409, { errors: [pointerTo(1)] }], 'split, split, split'],
  ['klaviyo', ['u1'], [409], 'delivered'],
  ['klaviyo', one, [409], 'delivered'],
  ['klaviyo order', one, [409], 'delivered'],
  ['klaviyo consent', 'a@x.io', [409], 'rejected'],
  ['klaviyo', ['u1'], [400, { errors: [pointerTo(0)] }], at(0)],
  [
    'klaviyo',
    one,
    [400, { errors: [{ detail: 'no', source: { pointer: '/data/attributes/metric' } }] }],
    'rejected at /data/attributes/metric',
  ],
  ['klaviyo', one, [400, { errors: [{ detail: 'no' }] }], 'rejected'],
  ['klaviyo', one, [429, '', { 'Retry-After': '12' }], 'retry+12', 'pause'],
  ['klaviyo', three, [429, '', { 'retry-after': '1' }], 'retry+1, retry+1, retry+1', 'pause'],
  ['klaviyo', one, [202, '', { 'ratelimit-reset': '12' }], 'delivered'],
  ['klaviyo', one, [500], 'retry'],
  ['klaviyo', one, [503], 'retry', 'pause'],
  ['klaviyo', three, [401], 'unauthorized, unauthorized, unauthorized'],
  ['klaviyo', one, [403], 'unauthorized'],
  ['klaviyo', three, [410], 'retry, retry, retry', 'pause'],
  ['klaviyo', three, [413], 'split, split, split'],
  [
    'klaviyo consent',
    ['a@x.io', 'b@x.io'],
    [400, { errors: [pointerTo(1, 'profiles')] }],
    `retry, ${at(1, 'profiles')}`,
  ],
  [
    'klaviyo no consent',
    ['a@x.io', 'b@x.io'],
    [400, { errors: [pointerTo(0, 'profiles')] }],
    `${at(0, 'profiles')}, retry`,
  ],
  ['klaviyo consent', 'a@x.io', [400, { errors: [pointerTo(0, 'profiles')] }], at(0, 'profiles')],
  ['klaviyo consent', 'a@x.io', [400, { errors: [{ detail: 'no', source: { pointer: '/data' } }] }], 'rejected'],
  ['klaviyo order', one, [400, { errors: [{ detail: 'no' }, { detail: 'never' }] }], 'rejected'],
  ['klaviyo consent', ['a@x.io', 'b@x.io'], [404], 'split, split'],
  ['klaviyo consent', ['a@x.io', 'b@x.io'], [202], 'delivered, delivered'],

  ['posthog', two, [200, { status: 1 }], 'delivered, delivered'],
  ['posthog', two, [200, { status: 'Ok' }], 'delivered, delivered'],
  ['posthog', two, [200, { status: 1, quota_limited: ['events'] }], 'rejected, rejected'],
  ['posthog', two, [200, { status: 1, quota_limited: [] }], 'delivered, delivered'],
  ['posthog', two, [200, { status: 1, quota_limited: ['recordings'] }], 'delivered, delivered'],
  ['posthog', two, [200, { status: 1, quota_limited: ['recordings', 'events'] }], 'rejected, rejected'],
  ['posthog', two, [200, { status: 1, quota_limited: 'events' }], 'rejected, rejected'],
  ['posthog', two, [200, { status: 1, quota_limited: null }], 'delivered, delivered'],
  ['posthog', one, [200, { status: 1, quota_limited: ['events'] }], 'rejected'],
  ['posthog person', one, [200, { status: 1, quota_limited: ['events'] }], 'rejected'],
  ['posthog', ['a', 'b', 'c'], [400, 'event submitted with an empty distinct_id'], 'split, split, split'],
  ['posthog', one, [400, 'event submitted with an empty distinct_id'], 'rejected'],
  ['posthog', two, [401], 'unauthorized, unauthorized'],
  ['posthog', two, [413], 'split, split'],
  ['posthog', two, [429, 'billing limit'], 'retry, retry', 'pause'],
  ['posthog', two, [503, 'transient error, please retry'], 'retry, retry', 'pause'],

  ['slack', one, [200, 'ok'], 'delivered'],
  ['slack', one, [400, 'invalid_payload'], 'rejected'],
  ['slack', one, [403, 'action_prohibited'], 'rejected'],
  ['slack', one, [403, 'invalid_token'], 'rejected'],
  ['slack', one, [404, 'channel_not_found'], 'rejected'],
  ['slack', one, [410, 'channel_is_archived'], 'rejected'],
  ['slack', one, [500, 'rollup_error'], 'retry'],
  ['slack', one, [429, '', { 'Retry-After': '30' }], 'retry+30', 'pause'],

  ['webhook', one, [200], 'delivered'],
  ['webhook', one, [302], 'rejected'],
  ['webhook', one, [501], 'rejected'],
  ['webhook', one, [503, '', { 'Retry-After': 'Sun, 06 Nov 1994 08:50:37 GMT', Date: date }], 'retry+60', 'pause'],
  ['webhook', one, [408], 'retry'],
  ['webhook', one, [410, 'gone'], 'rejected'],
  ['webhook', one, [401], 'unauthorized'],
  ['webhook', two, [400], 'split, split'],
  ['webhook', two, [307], 'rejected, rejected'],
  ['webhook', two, [0], 'retry, retry'],

  ['own', ['u1', 'u2', 'u3'], [200, { accepted: 3 }], 'delivered, delivered, delivered'],
  [
    'own',
    ['u1', 'u2', 'u3'],
    [207, { failed: [{ index: 1, field: 'name', reason: 'unknown event' }] }],
    'delivered, rejected at name, delivered',
  ],
  ['own', ['u1', 'u2', 'u3'], [207, { failed: [{ index: 3, field: 'name' }] }], 'split, split, split'],
  ['own', ['u1', 'u2', 'u3'], [207, { failed: [] }], 'delivered, delivered, delivered'],
  ['own', one, [422, { field: 'at' }], 'rejected'],
  ['own', one, [409, { reason: 'busy' }], 'retry+5'],
  ['own', two, [409], 'retry+5, retry+5'],
  ['own', one, [429, '', { 'retry-after': '2' }], 'retry+2', 'pause'],
]

test.for(rows)('%s %j %j: %s %s', ([kind, people, answer, expected, pause]) => {
  const { outcomes, ...rest } = exchange(kind, people, answer)
  expect([outcomes.map(word).join(', '), rest.pause]).toEqual([expected, pause && true])
})

test.each(Object.keys(kinds) as Kind[])('%s: without an answer, sent again', kind => {
  const person = kind.startsWith('klaviyo') ? 'a@x.io' : one
  expect(exchange(kind, person, [0]).outcomes.map(word)).toEqual(['retry'])
})

describe('messages have the words of the vendor', () => {
  test.each<[Kind, string | readonly string[], Answer, message: string]>([
    ['facebook', one, meta400(100, { error_user_title: 'Event Timestamp Too Old' }), 'Event Timestamp Too Old'],
    ['facebook', one, meta400(190), 'answered 400: m'],
    ['facebook', one, [200, { events_received: 0 }], 'no event was received'],
    ['iterable events', ['u1'], [200, { failCount: 1, failedUpdates: { notFoundUserIds: ['u1'] } }], 'notFoundUserIds'],
    ['klaviyo', one, [400, { errors: [{ detail: 'No metric' }] }], 'No metric'],
    ['klaviyo', one, [400, { errors: [{ detail: `no key ${klaviyo.api_key}` }] }], 'no key <redacted api_key>'],
    ['posthog', one, [200, { quota_limited: ['events'] }], 'the quota of the project is used up'],
    ['slack', one, [404, 'channel_not_found'], 'answered 404: channel_not_found'],
    ['webhook', one, [400, { message: 'no' }], 'answered 400: no'],
  ])('%s %j %j: %s', (kind, people, answer, message) => {
    expect(exchange(kind, people, answer).outcomes).toMatchObject([{ message }])
  })
})

test.each([...new Set(Object.values(kinds).map(([slug]) => slug))])(
  '%s says for each action what a repeat does',
  slug => {
    const { actions } = expandedDefinition(slug)
    const silent = Object.entries(actions).filter(([, action]) => !('repeats' in action) && !('$ref' in action))
    expect(silent.map(([key]) => key)).toEqual([])
  },
)

test.each<[Kind, rates: readonly string[]]>([
  ['klaviyo', ['350 requests in 1 s', '3500 requests in 60 s']],
  ['klaviyo consent', ['75 requests in 1 s', '700 requests in 60 s']],
  ['iterable events', ['10 requests in 1 s']],
  ['iterable users', []],
  ['slack', ['1 requests in 1 s']],
])('rates of %s: %j', (kind, expected) => {
  const { rates } = destinationFor(kind)
  const own = rates.filter(({ action }) => kind !== 'own' && action === kinds[kind][2])
  expect(own.map(({ count, of, per }) => `${count} ${of} in ${per} s`)).toEqual(expected)
})
