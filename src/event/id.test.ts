import { expect, it } from 'vitest'
import { exactId } from './id.ts'

it.each<[number, string | undefined]>([
  [0, '0'],
  [-7, '-7'],
  [2 ** 53 - 1, '9007199254740991'],
  [2 ** 53, undefined],
  [1e21, undefined],
  [1.5, '1.5'],
  [1.5e-7, '1.5e-7'],
  [0.123456789012345, '0.123456789012345'],
  [0.1234567890123456, undefined],
  [1.23456789012345, '1.23456789012345'],
  [1.234567890123456, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [Number.NaN, undefined],
])('%d is the ID %j', (value, expected) => {
  expect(exactId(value)).toBe(expected)
})
