import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Destination, JsonObject, Settings } from '../../src/api/index.ts'
import { deepFrozen, hostileEvent } from '../property/hostile.ts'
import { runs } from '../seed.ts'
import { type Body, bundled, send, takingPayloads } from './sent.ts'

const account = { measurementId: 'G-1', firebaseAppId: 'F-1', apiSecret: 'secret-1' }
const google = bundled('google-analytics-4', account)
const base = { type: 'track', messageId: 'm-1', timestamp: '2026-01-02T03:04:05.678Z', userId: 'u1', event: 'E' }
const web = { client_id: 'c1' }

const destinations = new Map<string, Destination>()

function sent(action: string, payload: JsonObject, settings: Settings = account) {
  const name = JSON.stringify([action, settings])
  const destination = destinations.get(name) ?? takingPayloads('google-analytics-4', action, settings)
  destinations.set(name, destination)
  return send(destination, { ...base, properties: payload })[0]!
}

function bodyOf(action: string, mapping: JsonObject): Body {
  const { error, requests } = sent(action, mapping)
  expect(error).toBeUndefined()
  return requests![0]!.body
}

const eventOf = (action: string, mapping: JsonObject) => bodyOf(action, mapping).events[0]
const custom = (mapping: JsonObject) => bodyOf('customEvent', { clientId: 'c1', name: 'E', ...mapping })

describe('streams', () => {
  test.for<[mapping: JsonObject, query: string, body: object]>([
    [web, 'api_secret=secret-1&measurement_id=G-1', { client_id: 'c1' }],
    [{ ...web, app_instance_id: 'a1' }, 'api_secret=secret-1&measurement_id=G-1', { client_id: 'c1' }],
    [
      { ...web, data_stream_type: 'Mobile App', app_instance_id: 'a1' },
      'api_secret=secret-1&firebase_app_id=F-1',
      { app_instance_id: 'a1' },
    ],
  ])('%j', ([mapping, query, body]) => {
    expect(sent('login', mapping).requests).toEqual([
      {
        method: 'POST',
        url: `https://www.google-analytics.com/mp/collect?${query}`,
        headers: { 'content-type': 'application/json' },
        body: { ...body, events: [{ name: 'login', params: {} }] },
      },
    ])
  })

  test.for<[mapping: JsonObject, settings: object, message: string]>([
    [{}, account, 'needs a client ID'],
    [{ client_id: [''] }, account, 'needs a client ID'],
    [{ app_instance_id: [''], data_stream_type: 'Mobile App' }, account, 'app instance ID'],
    [web, { apiSecret: 's' }, '`measurementId`'],
    [{ ...web, data_stream_type: 'Mobile App' }, account, 'app instance ID'],
    [{ app_instance_id: 'a1', data_stream_type: 'Mobile App' }, { apiSecret: 's' }, '`firebaseAppId`'],
    [{ ...web, data_stream_type: 'Paper' }, account, 'Paper'],
  ])('%j with %j is refused', ([mapping, settings, message]) => {
    expect(sent('login', mapping, settings as Settings).error).toContain(message)
  })
})

describe('an event', () => {
  test.for([
    [' Course  Started\t', 'Course__Started'],
    ['A\nB', 'A_B'],
    ['', undefined],
  ])('%j is called %j', ([name, written]) => {
    if (written) expect(custom({ name: name! }).events[0].name).toBe(written)
    else expect(sent('customEvent', { clientId: 'c1', name: name! }).error).toContain('`name`')
  })

  test('may have a lower-case name', () => {
    expect(custom({ name: 'Course Started', lowercase: true }).events[0].name).toBe('course_started')
  })

  test('prefers `params` to its fields', () => {
    expect(
      eventOf('search', { ...web, search_term: 'mug', params: { search_term: 'cup', extra: true } }).params,
    ).toEqual({
      search_term: 'cup',
      extra: true,
    })
  })

  test.for<[properties: JsonObject | undefined, sent: object | undefined]>([
    [undefined, undefined],
    [{}, {}],
    [
      { plan: 'pro', seats: 0, gone: null },
      { plan: { value: 'pro' }, seats: { value: 0 }, gone: { value: null } },
    ],
  ])('user properties %j', ([properties, sent]) => {
    expect(custom(properties ? { user_properties: properties } : {}).user_properties).toEqual(sent)
  })

  test.for<[mapping: JsonObject, consent: object | undefined]>([
    [{}, undefined],
    [{ ad_user_data_consent: 'GRANTED' }, { ad_user_data: 'GRANTED' }],
    [
      { ad_user_data_consent: 'DENIED', ad_personalization_consent: 'DENIED' },
      { ad_user_data: 'DENIED', ad_personalization: 'DENIED' },
    ],
  ])('consent %j', ([mapping, consent]) => expect(custom(mapping).consent).toEqual(consent))

  test('has an empty list of optional items', () => {
    expect(eventOf('selectPromotion', web).params).toEqual({ items: [] })
    expect(eventOf('refund', { ...web, transaction_id: 'o', currency: 'EUR' }).params.items).toEqual([])
  })

  const items = [{ item_id: 'p' }]
  test.for<[action: string, mapping: JsonObject, message: string]>([
    ['login', { params: { a: [1] } }, 'parameter'],
    ['login', { params: { a: { b: 1 } } }, 'parameter'],
    ['login', { params: { items: {} } }, 'parameter'],
    ['login', { user_properties: { a: [] } }, 'user property'],
    ['login', { user_properties: { items: [] } }, 'user property'],
    ['purchase', { transaction_id: 'o', items, currency: 'Euro' }, 'ISO 4217'],
    ['purchase', { transaction_id: 'o', items: [{ price: 1 }], currency: 'EUR' }, 'neither an ID nor a name'],
    ['purchase', { transaction_id: 'o', items: [{ item_id: 'p', currency: 'Euro' }], currency: 'EUR' }, 'of an item'],
    ['generateLead', { value: 5 }, 'a value needs a currency'],
    ['viewCart', { items, value: 5 }, 'a value needs a currency'],
    ['addToWishlist', { items }, 'needs a currency'],
    ['addToWishlist', { items: [{ item_id: 'p', currency: '' }] }, 'needs a currency'],
    ['addPaymentInfo', { items }, 'needs a currency'],
    ['addPaymentInfo', { items: [], currency: 'EUR' }, 'at least one item'],
  ])('%s fails with %j', ([action, mapping, message]) => {
    expect(sent(action, { ...web, ...mapping }).error).toContain(message)
  })

  test.for<[action: string, mapping: JsonObject]>([
    ['login', { params: { items } }],
    ['generateLead', { value: 0 }],
    ['addToCart', { items, value: 5 }],
    ['viewCart', { items: [{ item_id: 'p', currency: 'eur' }] }],
    ['viewItem', { items: [], currency: 'eur' }],
    ['addPaymentInfo', { items: [{ item_id: 'p', currency: '' }] }],
  ])('%s is sent with %j', ([action, mapping]) => {
    expect(sent(action, { ...web, ...mapping }).requests).toHaveLength(1)
  })
})

describe('differences from the published destination', () => {
  test.for<[time: string, micros: number | undefined]>([
    ['2026-01-02T03:04:05.678Z', 1767323045678000],
    ['2026-01-02T03:04:05.678901234Z', 1767323045678901],
    ['2026-01-02T03:04:05', 1767323045000000],
    ['1767323045678901', 1767323045678901],
    ['0', 0],
    ['soon', undefined],
    ['Fri, 02 Jan 2026 03:04:05 GMT', 1767323045000000],
    ['1767323045.678', 1767323045678000],
    ['9'.repeat(400), undefined],
  ])('G-a: %s is %s', ([timestamp_micros, micros]) => {
    expect(custom({ timestamp_micros }).timestamp_micros).toBe(micros)
  })

  test('G-b: secrets and IDs are encoded in the URL', () => {
    const settings = { measurementId: 'G&x=1', apiSecret: 's#1' }
    expect(sent('login', web, settings).requests![0]!.url).toMatch(/\?api_secret=s%231&measurement_id=G%26x%3D1$/)
  })

  test.for(['SLE', 'ved', 'XCG', 'ZWG', 'ZWL'])('G-c: %s is a currency', currency => {
    expect(eventOf('generateLead', { ...web, currency }).params).toEqual({ currency })
  })
})

test('G-d: an order with a null product fails', () => {
  const properties = { order_id: 'o', currency: 'EUR', products: [null, { name: 'Mug' }] }
  const [{ error } = {}] = send(google, { ...base, event: 'Order Completed', properties })
  expect(error).toContain('neither an ID nor a name')
})

test('the default subscriptions send an order once', () => {
  const event = {
    ...base,
    event: 'Order Completed',
    properties: { order_id: 'o', currency: 'EUR', products: [{ name: 'Mug' }] },
  }
  expect(send(google, event).map(({ action }) => action)).toEqual(['purchase'])
  expect(send(google, base).map(({ action }) => action)).toEqual(['customEvent'])
})

test('random events give requests or failures', () => {
  fc.assert(
    fc.property(hostileEvent, event => {
      const { actions } = google.map(deepFrozen(event))
      expect(google.requests(actions).failures).toEqual([])
    }),
    { numRuns: runs(200) },
  )
})
