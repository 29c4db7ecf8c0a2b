import { expect, it } from 'vitest'
import { isIn } from './operators.ts'

it.each<[unknown, unknown, boolean]>([
  [1, [1, 2], true],
  [2, [1, 2], true],
  [3, [1, 2], false],
  ['1', [1, 2], false],
  [1, [], false],
  [1, 1, true],
  [1, '1', false],
  [null, [null], true],
  [null, undefined, false],
  [undefined, [undefined], false],
  [undefined, undefined, false],
])('%j in %j is %j', (value, list, expected) => {
  expect(isIn(value, list)).toBe(expected)
})
