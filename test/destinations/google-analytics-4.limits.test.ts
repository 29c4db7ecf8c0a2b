import { expect, test } from 'vitest'
import { lint } from '../../src/api/analysis.ts'
import { normalize } from '../../src/api/index.ts'
import { accounts, type Case, keys, list, long, testLimits } from './limits.ts'
import { definitionOf } from './sent.ts'

testLimits('google-analytics-4', [
  ...['session_start', 'first_visit', 'ga_x', 'firebase_x', 'google_x', 'click', 'error'].map(
    (name): Case => ['customEvent', { clientId: 'c' }, { name: `my_${name}` }, { name }, 'is reserved'],
  ),
  ...['1st', 'Café', 'a-b', 'Ж'].map(
    (name): Case => ['customEvent', { clientId: 'c' }, { name: 'A 1' }, { name }, 'does not begin with a letter'],
  ),
  ['customEvent', { clientId: 'c' }, { name: long(40) }, { name: long(41) }, 'more than 40 characters'],
  [
    'customEvent',
    { data_stream_type: 'Mobile App', app_instance_id: 'i' },
    { name: 'click' },
    { name: 'first_open' },
    'is reserved',
  ],
  ...(
    [
      [{ params: keys(22) }, { params: keys(26) }, 'more than 25 parameters'],
      [{ params: { z_google: 1 } }, { params: { google_z: 1 } }, 'are reserved'],
      [{ params: { [long(40)]: 1 } }, { params: { [long(41)]: 1 } }, 'a parameter name has more'],
      [{ params: { a_1: 1 } }, { params: { '1_a': 1 } }, 'a parameter name has more'],
      [{ params: { a: long(100) } }, { params: { a: long(101) } }, 'a parameter has more characters'],
      [{ params: { page_title: long(300) } }, { params: { page_title: long(301) } }, 'a parameter has more'],
      [{ user_properties: keys(25) }, { user_properties: keys(26) }, 'more than 25 user properties'],
      [{ user_properties: { [long(24)]: 1 } }, { user_properties: { [long(25)]: 1 } }, 'user property name'],
      [{ user_properties: { plan: 1 } }, { user_properties: { first_open_time: 1 } }, 'user property name is reserved'],
      [{ user_properties: { a: long(36) } }, { user_properties: { a: long(37) } }, 'more than 36 characters'],
      [{ user_id: long(256) }, { user_id: long(257) }, 'more than 256 characters'],
    ] as const
  ).flatMap(([within, over, warning]): Case[] => [
    ['customEvent', { clientId: 'c', name: 'E' }, within, over, warning],
    ['pageView', { clientId: 'c' }, within, over, warning],
    ['signUp', { client_id: 'c' }, within, over, warning],
    ['purchase', { client_id: 'c', currency: 'EUR', transaction_id: 't', items: [] }, within, over, warning],
    ['refund', { client_id: 'c', currency: 'EUR', transaction_id: 't', items: [] }, within, over, warning],
  ]),
  [
    'viewItemList',
    { client_id: 'c' },
    { items: list(200).map(() => ({ item_id: 'i' })) },
    { items: list(201).map(() => ({ item_id: 'i' })) },
    'more than 200 items',
  ],
  [
    'addToCart',
    { client_id: 'c' },
    { items: [{ item_id: 'i', ...keys(27) }] },
    { items: [{ item_id: 'i', ...keys(28) }] },
    'more than 27 custom parameters',
  ],
  [
    'viewItemList',
    { client_id: 'c' },
    { items: [{ item_id: long(129_000) }] },
    { items: [{ item_id: long(130_000) }] },
    "over the vendor's limit of 130000",
  ],
])

test('lint checks sample events against the limits', () => {
  const definition = definitionOf('google-analytics-4')
  const { events } = normalize({
    batch: ['Song Played', 'session_start', 'first_visit'].map((event, i) => ({
      ...{ type: 'track', userId: 'u', event, messageId: `m-${i}`, timestamp: '2026-01-02T03:04:05Z' },
    })),
  })
  const subscriptions = [{ action: 'customEvent', trigger: 'type = "track"' }]
  const settings = accounts['google-analytics-4']!
  expect(lint(definition, { settings, subscriptions, events })).toEqual([
    expect.objectContaining({
      code: 'CM305',
      severity: 'warning',
      at: '/subscriptions/0',
      message: expect.stringContaining('2 of 3 sample events: the event name'),
      note: 'the first of them is "m-1"',
    }),
  ])
})
