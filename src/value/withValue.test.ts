import { expect, test } from 'vitest'
import type { Json } from './json.ts'
import { withValue } from './withValue.ts'

const event = { a: { b: [1, 2, 3] }, 'x/y': 1 }

test.each<[string | readonly string[], Json | undefined, Json]>([
  ['/a/b/1', 9, { a: { b: [1, 9, 3] }, 'x/y': 1 }],
  ['/a/b/-', 4, { a: { b: [1, 2, 3, 4] }, 'x/y': 1 }],
  ['/a/b/0', undefined, { a: { b: [2, 3] }, 'x/y': 1 }],
  ['/a/b/no', 9, event],
  ['/x~1y', null, { a: event.a, 'x/y': null }],
  ['/a/b', undefined, { a: {}, 'x/y': 1 }],
  ['/c/d/e', 1, { ...event, c: { d: { e: 1 } } }],
  ['/c/d', undefined, event],
  ['/x~1y/z', 1, { a: event.a, 'x/y': { z: 1 } }],
  [['x/y'], 2, { a: event.a, 'x/y': 2 }],
  ['', 5, 5],
])('%j = %j', (at, value, expected) => {
  const before = structuredClone(event)
  expect(withValue(event, at, value)).toEqual(expected)
  expect(event).toEqual(before)
})

test('a key called __proto__ is a key', () => {
  const made = withValue({}, '/__proto__/polluted', true) as object
  expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
  expect(Object.hasOwn(made, '__proto__')).toBe(true)
})
