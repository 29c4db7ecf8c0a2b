import { expect, test } from 'vitest'
import { findForeign, isJson } from './foreign.ts'

const cycle: Record<string, unknown> = {}
cycle.self = { list: [cycle] }
const shared = { a: 1 }

test.each<[string, unknown, string | undefined]>([
  ['plain data', { a: [1, 'x', null, true, undefined, { b: {} }] }, undefined],
  ['an object that occurs twice', { a: shared, b: [shared] }, undefined],
  ['a Date', { at: new Date(0) }, undefined],
  ['an invalid Date', { at: new Date(Number.NaN) }, '/at: an invalid Date'],
  [
    'an instance of a class',
    {
      a: new (class Plan {
        name = 'pro'
      })(),
    },
    undefined,
  ],
  [
    'an instance of a class with a function',
    {
      a: new (class Plan {
        name = () => 1
      })(),
    },
    '/a/name: a function',
  ],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), undefined],
  ['a Map', { m: new Map([['a', 1]]) }, '/m: a Map'],
  ['a Set', [new Set([1])], '/0: a Set'],
  ['a typed array', { b: new Uint8Array(2) }, '/b: a Uint8Array'],
  ['a Buffer', { b: Buffer.from('x') }, '/b: a Uint8Array'],
  ['a regular expression', { r: /x/ }, '/r: a RegExp'],
  ['an error', { e: new Error('x') }, '/e: an Error'],
  ['a key called toJSON', { toJSON: 'x' }, undefined],
  ['a BigInt', { a: [{ n: 5n }] }, '/a/0/n: a BigInt'],
  ['a function', { f: () => 1 }, '/f: a function'],
  ['a symbol', { s: Symbol('s') }, '/s: a symbol'],
  ['NaN', { n: Number.NaN }, '/n: NaN'],
  ['infinity', [Number.POSITIVE_INFINITY], '/0: Infinity'],
  ['a cycle', cycle, '/self/list/0: a value that holds itself'],
  [
    'a toJSON that throws',
    {
      a: {
        toJSON() {
          throw new Error('no')
        },
      },
    },
    '/a: an object that cannot be read',
  ],
  ['a toJSON that returns a BigInt', { a: { toJSON: () => 1n } }, '/a: a BigInt'],
])('%s', (_, value, expected) => {
  const found = findForeign(value)
  expect(found && `${found.at}: ${found.what}`).toBe(expected)
  const holds = () => {
    try {
      return isJson(value)
    } catch {
      return false
    }
  }
  expect(holds()).toBe(expected === undefined)
})

test('does not search a value deeper than the stack', () => {
  let deep: unknown = 1
  for (let i = 0; i < 100_000; i++) deep = [deep]
  expect(findForeign(deep)).toBe(undefined)
})
