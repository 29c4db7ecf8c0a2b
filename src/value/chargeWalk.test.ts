import { expect, test } from 'vitest'
import { chargeWalk } from './chargeWalk.ts'

const nested = (levels: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(levels)}1${close.repeat(levels)}`)

test.each([
  ['[', ']'],
  ['{"a":', '}'],
])('a value in a thousand of %s is walked, and one level more is refused', (open, close) => {
  expect(() => chargeWalk(nested(1000, open, close))).not.toThrow()
  expect(() => chargeWalk(nested(1001, open, close))).toThrow(RangeError)
})
