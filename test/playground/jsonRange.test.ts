import { expect, test } from 'vitest'
import { findJson } from '../../src/playground/jsonRange.ts'

const text = '{ "a": { "b/c": [1, { "d": "x" }] }, /* e */ "f": null, "a": 2 }'

test.each<[string, string, string]>([
  ['', text, text],
  ['/a', '{ "b/c": [1, { "d": "x" }] }', '"a": { "b/c": [1, { "d": "x" }] }'],
  ['/a/b~1c/0', '1', '1'],
  ['/a/b~1c/1/d', '"x"', '"d": "x"'],
  ['/f', 'null', '"f": null'],
])('%s', (pointer, value, member) => {
  const found = findJson(text, pointer)!
  expect([found.value, found.member].map(({ from, to }) => text.slice(from, to))).toEqual([value, member])
})

test.each(['/g', '/a/x', '/a/b~1c/2', '/a/b~1c/x', '/f/a', '/a/b~1c/0/y'])('%s is not there', pointer => {
  expect(findJson(text, pointer)).toBeUndefined()
})

test('unfinished text is read as far as it goes', () => {
  const cut = '{ "type": "track", "properties": { "total": 5, '
  const { from, to } = findJson(cut, '/properties/total')!.value
  expect(cut.slice(from, to)).toBe('5')
})
