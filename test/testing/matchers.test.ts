import { describe, expect, test } from 'vitest'
import { compile, type Definition, type Json } from '../../src/api/index.ts'
import { describeMappings, matchers } from '../../src/testing/index.ts'

const definition: Definition = {
  slug: 'own',
  name: 'Own',
  actions: {
    track: {
      fields: {
        id: { type: 'string', required: true, default: { '@path': '$.userId' } },
        total: { type: 'number', default: { '@jsonata': '$number(properties.total)' } },
      },
    },
  },
  subscriptions: [
    { name: 'orders', action: 'track', trigger: 'type = "track" and event = "Order Completed"' },
    { name: 'german', action: 'track', trigger: 'type = "track" and context.location.country = "DE"' },
  ],
}
const destination = compile(definition)
const order = (properties: Json) => ({ type: 'track', event: 'Order Completed', userId: 'u', properties })

test('matchers pass', () => {
  const result = destination.map(order({ total: '12.5' }))
  expect(result).toSend('track', { total: 12.5 })
  expect(result).toSend('track', { total: { $close: [12, 1] }, id: { $is: 'string' } })
  expect(result).not.toSend('track', { total: 1 })
  expect(result).toSkip('german')
  expect(result).not.toSkip('orders')
  const report = destination.explain(order({ total: '12.5' }))
  expect(report).toSend('track', { total: 12.5 })
  expect(report).toSkip('german', 'missing:context.location.country')
  expect(report).not.toSkip('german', 'trigger-false')
  expect(report).not.toSkip('misspelt')
  expect(destination.map(order({ total: '12x' }))).toFail('orders', 'CM902', '/total')
  expect(destination.explain(order({ total: '12x' }))).toFail('orders')
  expect(result).not.toFail('orders')
  expect(definition).toCompile()
  expect({ ...definition, subscriptions: [{ action: 'trakc', trigger: 'type = "track"' }] }).not.toCompile()
})

describe('matchers fail with the reason', () => {
  const result = destination.map(order({ total: '12.5' }))
  const report = destination.explain(order({ total: '12.5' }))
  const cases: readonly (readonly [() => void, string])[] = [
    [() => expect(result).toSend('track', { total: 1 }), '/total: expected 1, received 12.5'],
    [() => expect(result).toSend('page'), 'expected `page` to be sent, but:\ntrack is sent'],
    [() => expect(destination.map({})).toSend('track'), 'nothing is sent'],
    [
      () => expect(report).toSkip('german', 'trigger-false'),
      'missing:context.location.country: context.location.country',
    ],
    [() => expect(report).toSkip('gremlin'), 'there is no such subscription'],
    [() => expect(result).toSkip('german', 'filtered'), 'expect(destination.explain(event))'],
    [() => expect(report).toFail('orders', 'CM902'), 'expected `orders` to fail with CM902, but:\nit does not'],
    [() => expect({ ...definition, actoins: {} }).toCompile(), 'error[CM102]: `actoins`'],
    [() => expect(5).toSend('track'), 'expected the result of `destination.map(event)`'],
    [() => expect(result).not.toSend('track'), 'expected `track` not to be sent'],
  ]
  test.each(cases)('%s', (assert, message) => expect(assert).toThrow(message))

  test('every matcher has a failing case', () => {
    expect(Object.keys(matchers).filter(name => !cases.some(([assert]) => `${assert}`.includes(name)))).toEqual([])
  })
})

describe('describeMappings', () => {
  describeMappings('destinations/{posthog,slack}/destination.test.json')

  test('refuses a glob without a match', () => {
    expect(() => describeMappings('nowhere/*.test.json')).toThrow('nowhere/*.test.json')
  })
})
