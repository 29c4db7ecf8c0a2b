import { expect, test } from 'vitest'
import { cpuTime } from '../../test/cpuTime.ts'
import { findDoubts } from './doubts.ts'

const uuid = '4f0a1b52-7a7e-4c2e-9d5e-0c3b8f6f1a01'

test.each([
  ...[uuid, uuid.toUpperCase(), '92734232-2342423423-973945', '1234', '97980cfea0067', '5f7c8ec7c33c6c004bbafe82'],
  ...['auth0|5f7c8ec7c33c6c004bbafe82', '01HV4T9F3X6Q2Z8N5M7K1J0RWE', 'sqsv42VjV1e2d8ha2SHxM6', 'a.b@example.co.uk'],
  ...['user_12345678', '2JhVQ7mXb9sKf3LpT8wZ4Rc6Nd1'],
])('the event name `%s` looks like an ID', event => {
  expect(findDoubts({ type: 'track', event })).toEqual([
    expect.stringContaining(`the event name \`${event}\` looks like an ID`),
  ])
  expect(findDoubts({ type: 'page', name: event, userId: 'u' })).toEqual([])
})

test.each([
  ...[
    'Signed Up',
    'signed_up',
    'order-completed',
    'checkout_step_1_of_3',
    '404',
    'v2',
    'Q3',
    'step-1-2-3',
    'add',
    'decade',
  ],
  ...[
    'Report Delivery Event',
    'button.click.2024',
    'iPhone15ProMaxPurchased',
    'Bought at shop@home',
    'facade-feed-beef',
    '',
  ],
])('the event name `%s` is accepted', event => {
  expect(findDoubts({ type: 'track', event })).toEqual([])
})

test.each<[unknown, unknown, boolean]>([
  [uuid, 'u_2917', true],
  ['92734232-2342423423-973945', '1234', true],
  [uuid, 'a@b.co', true],
  ['u_2917', uuid, false],
  [uuid, '1b0a1b52-7a7e-4c2e-9d5e-0c3b8f6f1a02', false],
  ['u_2917', 'u_old', false],
  [5, 'u', false],
  [undefined, undefined, false],
])('an alias of %s from %s: %s', (userId, previousId, expected) => {
  const found = findDoubts({ type: 'alias', userId, previousId } as never)
  expect(found).toEqual(expected ? [expect.stringContaining('another order')] : [])
})

test('long names cost nothing', () => {
  const started = cpuTime()
  findDoubts({ type: 'track', event: 'a1'.repeat(1e6) })
  findDoubts({ type: 'track', event: `${'a1'.repeat(63)}!` })
  expect(cpuTime() - started).toBeLessThan(50)
})
