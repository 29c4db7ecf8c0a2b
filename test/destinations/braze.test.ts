import { describe, expect, test } from 'vitest'
import { compile, type JsonObject } from '../../src/index.ts'
import { type Body, bundled, decode, definitionOf, send } from './sent.ts'

const settings = { api_key: 'key-1', endpoint: 'https://rest.fra-01.braze.eu' }
const event = { type: 'track', event: 'E', userId: 'u', receivedAt: '2026-01-02T03:04:05.678Z' }

/** What an action sends for an event, with fields mapped otherwise than by default, or why it does not. */
function sent(action: string, overrides: JsonObject, of: object = event): Body {
  const destination = compile(definitionOf('braze'), {
    settings,
    subscriptions: [{ action, trigger: 'type != null', overrides }],
  })
  const [{ requests, error } = {}] = send(destination, of)
  return error ?? requests!.map(({ body }) => body)
}

const profile = (overrides: JsonObject) => sent('updateUserProfile', overrides)[0].attributes[0]

describe('a user', () => {
  test.for([
    [{ external_id: null }, 'identifies nobody'],
    [{ external_id: null, user_alias: { alias_name: 'n' } }, 'identifies nobody'],
  ] as const)('%j: %s', ([overrides, message]) => expect(sent('trackEvent', overrides)).toContain(message))

  test('is named by an alias with its label, and by no other', () => {
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

  test('custom attributes never stand in for fields', () => {
    const custom_attributes = { email: 'a@b.co', phone: '1', firstName: 'A', plan: 'pro', products: [] }
    expect(profile({ custom_attributes, current_location: {}, subscription_groups: [] })).toEqual({
      external_id: 'u',
      plan: 'pro',
      _update_existing_only: false,
    })
  })
})

describe('a purchase', () => {
  test('is one for each product', () => {
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

  test('of nothing sends nothing', () => {
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

test('an alias without a user makes one', () => {
  expect(sent('createAlias', { external_id: null, alias_name: 'n', alias_label: 'l' })).toEqual([
    { user_aliases: [{ alias_name: 'n', alias_label: 'l' }] },
  ])
})

describe('the second version of identifying', () => {
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

test('events are sent together, 75 at most', () => {
  const destination = bundled('braze', settings)
  const actions = Array.from({ length: 80 }, (_, i) => destination.map({ ...event, event: `E ${i}` }).actions).flat()
  const requests = destination.requests(actions).map(decode)
  expect(requests.map(({ headers, body }) => [headers['x-braze-batch'], body.events.length])).toEqual([
    ['true', 75],
    ['true', 5],
  ])
  expect(requests[1]!.body.events[4].name).toBe('E 79')
})
