import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Destination, JsonObject, Settings } from '../../src/api/index.ts'
import { type Body, bundled, send, takingPayloads } from './sent.ts'

const account = { pixelId: '1234', accessToken: 'token-1' }
const facebook = bundled('facebook-conversions', account)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hash = sha256('ann@example.com')
const base = { type: 'track', messageId: 'm-1', timestamp: '2026-01-02T03:04:05.678Z', userId: 'u1' }
const context = { userAgent: 'Mozilla/5.0' }
const fixed = { action_source: 'app', event_time: '2026-01-02T03:04:05.678Z' }

const destinations = new Map<string, Destination>()

function sentFrom(action: string, payload: JsonObject, settings: Settings) {
  const name = JSON.stringify([action, settings])
  const known = destinations.get(name)
  const destination = known ?? takingPayloads('facebook-conversions', action, { ...account, ...settings })
  destinations.set(name, destination)
  return send(destination, { ...base, properties: { ...fixed, ...payload } })[0]!
}

function sentBy(action: string, payload: JsonObject, settings: Settings = {}): Body {
  const { error, requests } = sentFrom(action, payload, settings)
  expect(error).toBeUndefined()
  return requests![0]!.body
}

/** User data that is sent for a user who also has a cookie. */
function userOf(user_data: JsonObject): Body {
  const { fbp, ...user } = sentBy('pageView', { user_data: { fbp: 'fb.1.1', ...user_data } }).data[0].user_data
  return user
}

describe('user data', () => {
  test.for<[field: string, given: string, key: string, sent: string | undefined]>([
    ['email', ' Ann@Example.com', 'em', hash],
    ['email', hash, 'em', hash],
    ['email', hash.toUpperCase(), 'em', hash],
    ['phone', '+1 (415) 555-0123', 'ph', sha256('14155550123')],
    ['phone', hash, 'ph', hash],
    ['phone', 'none', 'ph', undefined],
    ['gender', 'Male', 'ge', sha256('m')],
    ['gender', 'FEMALE ', 'ge', sha256('f')],
    ['gender', 'Other', 'ge', sha256('other')],
    ['dateOfBirth', '19900506', 'db', sha256('19900506')],
    ['lastName', 'van Lee', 'ln', sha256('vanlee')],
    ['firstName', 'Zoë', 'fn', sha256('zoë')],
    ['city', 'New York', 'ct', sha256('newyork')],
    ['state', 'New York', 'st', sha256('ny')],
    ['state', 'ca', 'st', sha256('ca')],
    ['state', 'constructor', 'st', sha256('constructor')],
    ['state', hash, 'st', hash],
    ['zip', 'SW1A 1AA', 'zp', sha256('sw1a1aa')],
    ['country', 'Germany', 'country', sha256('de')],
    ['country', 'DE', 'country', sha256('de')],
    ['country', 'Atlantis', 'country', sha256('atlantis')],
    ['country', '__proto__', 'country', sha256('__proto__')],
    ['country', hash, 'country', hash],
  ])('%s %j is sent as %s', ([field, given, key, sent]) => {
    expect(userOf({ [field]: given })).toEqual(sent === undefined ? {} : { [key]: sent })
  })

  test('external IDs are a list of hashes', () => {
    expect(userOf({ externalId: ['U 1', hash] })).toEqual({ external_id: [sha256('u1'), hash] })
    expect(userOf({ externalId: 'U1' })).toEqual({ external_id: [sha256('u1')] })
    expect(userOf({ externalId: [] })).toEqual({})
  })

  test('the other fields stay unchanged', () => {
    expect(userOf({ client_ip_address: '::1', fbc: 'c', leadID: '7', fbLoginID: 8, subscriptionID: 's' })).toEqual({
      client_ip_address: '::1',
      fbc: 'c',
      lead_id: 7,
      fb_login_id: 8,
      subscription_id: 's',
    })
  })
})

describe('an event', () => {
  const user_data = { email: 'ann@example.com' }

  test('prefers the fields of its action to custom data', () => {
    const custom_data = { currency: 'USD', value: 1, order: 'o-1' }
    expect(sentBy('addToCart', { user_data, custom_data, value: 5 }).data[0].custom_data).toEqual({
      value: 5,
      order: 'o-1',
    })
    expect(sentBy('custom', { user_data, custom_data, event_name: 'E' }).data[0]).toMatchObject({
      event_name: 'E',
      custom_data,
    })
    expect(sentBy('pageView', { user_data, custom_data }).data[0]).not.toHaveProperty('custom_data')
  })

  test('has app data on request', () => {
    const app = { version: 'i2', osVersion: '17.4', width: 390, application_tracking_enabled: true, madId: 'AD-1' }
    const appOf = (app_data_field: JsonObject) => sentBy('pageView', { user_data, app_data_field }).data[0].app_data
    expect(appOf(app)).toBeUndefined()
    expect(appOf({ ...app, use_app_data: true })).toEqual({
      advertiser_tracking_enabled: 0,
      application_tracking_enabled: 1,
      madid: 'AD-1',
      extinfo: ['i2', '', '', '', '17.4', '', '', '', '', '390', '', '', '', '', '', ''],
    })
  })

  test.for<[mapping: JsonObject, sent: object]>([
    [{}, {}],
    [{ data_processing_options: false, data_processing_options_state: 1000 }, {}],
    [
      { data_processing_options: true },
      { data_processing_options: ['LDU'], data_processing_options_country: 0, data_processing_options_state: 0 },
    ],
    [
      { data_processing_options: true, data_processing_options_country: 1, data_processing_options_state: 1000 },
      { data_processing_options: ['LDU'], data_processing_options_country: 1, data_processing_options_state: 1000 },
    ],
  ])('has limited data use with %j', ([mapping, sent]) => {
    const {
      event_name,
      event_time,
      action_source,
      user_data: _,
      ...rest
    } = sentBy('pageView', { user_data, ...mapping }).data[0]
    expect(rest).toEqual(sent)
  })

  test('prefers the test code of a mapping to the test code of the account', () => {
    const settings = { testEventCode: 'T1' }
    expect(sentBy('pageView', { user_data }).test_event_code).toBeUndefined()
    expect(sentBy('pageView', { user_data }, settings).test_event_code).toBe('T1')
    expect(sentBy('pageView', { user_data, test_event_code: 'T2' }, settings).test_event_code).toBe('T2')
  })

  test.for<[delivery_category: null | string]>([[null], ['']])(
    'contents may be delivered in no known way: %j',
    ([delivery_category]) => {
      const contents = [{ id: 'p', delivery_category }]
      expect(sentBy('addToCart', { user_data, contents }).data[0].custom_data.contents).toEqual([
        { id: 'p', delivery_category: '' },
      ])
    },
  )

  test.for<[action: string, mapping: JsonObject, message: string]>([
    ['pageView', {}, '`user_data`'],
    ['pageView', { user_data, action_source: 'website' }, 'user agent'],
    ['pageView', { user_data, action_source: 'billboard' }, 'billboard'],
    ['purchase', { user_data, value: 5 }, '`currency`'],
    ['purchase', { user_data, value: 5, currency: 'Euro' }, 'ISO 4217'],
    ['search', { user_data, currency: 'Euro' }, 'ISO 4217'],
    ['addToCart', { user_data, contents: [{ quantity: 1 }] }, '`id`'],
    ['addToCart', { user_data, contents: [{ id: 'p', delivery_category: 'drone' }] }, 'drone'],
    ['purchase2', { user_data, value: 5, currency: 'EUR', __segment_internal_sync_mode: 'delete' }, 'delete'],
  ])('%s fails with %j', ([action, mapping, message]) => {
    expect(sentFrom(action, mapping, {}).error).toContain(message)
  })

  test('a custom website event needs no user agent', () => {
    expect(sentBy('custom', { user_data, event_name: 'E', action_source: 'website' }).data).toHaveLength(1)
  })

  test('the second versions send the same requests as the first', () => {
    for (const action of ['purchase', 'initiateCheckout', 'addToCart', 'viewContent', 'search', 'pageView', 'custom']) {
      const all = { user_data, currency: 'EUR', value: 5, event_name: 'E', content_ids: ['p'], search_string: 'mug' }
      const sync = { __segment_internal_sync_mode: 'add' }
      expect(sentBy(`${action}2`, { ...all, ...sync })).toEqual(sentBy(action, all))
    }
  })
})

describe('differences from the published destination', () => {
  test.for(['+49 151 123', '0049 (151) 123', '(00)49151123'])('F-a: %s loses its leading zeros', phone => {
    expect(userOf({ phone })).toEqual({ ph: sha256('49151123') })
  })

  test('F-b: blank strings are absent', () => {
    expect(userOf({ dateOfBirth: ' ', externalId: [' ', 'u1', ''], firstName: '\t', fbc: 'x' })).toEqual({
      external_id: [sha256('u1')],
      fbc: 'x',
    })
  })

  test.for<[field: string, given: string, code: string]>([
    ['country', 'Russia', 'ru'],
    ['country', 'USA', 'us'],
    ['country', 'Côte d’Ivoire', 'ci'],
    ['country', 'Republic of the Congo', 'cg'],
    ['state', 'District of Columbia', 'dc'],
  ])('F-c: %s %s is %s', ([field, given, code]) => {
    expect(Object.values(userOf({ [field]: given }))).toEqual([sha256(code)])
  })

  test.for(['SLE', 'VED', 'XCG', 'ZWG', 'ZWL'])('F-d: %s is a currency', currency => {
    const event = { ...base, event: 'Order Completed', context, properties: { currency, revenue: 5 } }
    expect(send(facebook, event)).toMatchObject([{ subscription: 'Purchase', requests: [{}] }])
  })
})
