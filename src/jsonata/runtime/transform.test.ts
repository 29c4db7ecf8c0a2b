import { expect, test } from 'vitest'
import { compileJsonata } from '../compile.ts'

test.each<[string, unknown, unknown]>([
  ['$ ~> |a|{"k": 9}|', { a: { b: 1 } }, { a: { b: 1, k: 9 } }],
  ['$ ~> |a|{"0": 9}|', { a: [[1], [2]] }, { a: [[9], [9]] }],
  ['$ ~> |a|{}, "b"|', { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
  ['$ ~> |a|missing, $type($) = "null" ? "x"|', { a: null }, { a: null }],
  ['$ ~> |a{"k": 1}|{"z": 1}, "z"|', { c: true }, { c: true }],
])('%s of %j', (text, input, expected) => {
  expect(compileJsonata(text)(input)).toEqual(expected)
})

test('a transform computes deletions after the update, even in an object that the pattern creates', () => {
  expect(() => compileJsonata('$$ ~> |a{"k": 1}|{"c": false}, c|')({})).toThrow(
    expect.objectContaining({ code: 'T2012' }),
  )
})
