import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from './base64.ts'

test('encodes and decodes any bytes, as Node does', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Array.from({ length }, (_, index) => (index * 37 + length * 11) % 256)
    const text = encodeBase64(bytes)
    expect(text).toBe(Buffer.from(bytes).toString('base64'))
    expect(decodeBase64(text)).toEqual(bytes)
  }
})

test.each(['', '=', 'a', 'ab', 'abc', 'abcd', 'ab==cd', 'a-_b', 'a b\nc', 'ab!cd', 'abcde'])(
  'decodes %j as Node does',
  text => {
    expect(decodeBase64(text)).toEqual([...Buffer.from(text, 'base64')])
  },
)
