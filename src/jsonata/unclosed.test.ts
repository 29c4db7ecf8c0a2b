import { expect, test } from 'vitest'
import { unclosedBrackets } from './unclosed.ts'

test.each([
  ['$sum(a.b', ')', [4]],
  ['[1, { "a": (2', ')}]', [11, 4, 0]],
  ['(a)', '', []],
  ['a)', '', []],
  ['"(" & \'[\' & `{`', '', []],
  ['"\\"(" & (', ')', [8]],
  ['/* ( */ [', ']', [8]],
])('%s', (text, missing, places) => {
  const found = unclosedBrackets(text)
  expect(found.map(({ closing }) => closing).join('')).toBe(missing)
  expect(found.map(({ index }) => index)).toEqual(places)
})
