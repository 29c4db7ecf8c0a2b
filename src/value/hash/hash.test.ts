import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hash, hmac, sha256Hex } from './index.ts'

const algorithms = ['sha256', 'sha1', 'md5'] as const
const encodings = ['hex', 'base64'] as const

it.each(['', 'a', 'é🎈', 'x'.repeat(1000)])('hashes of %j equal those of Node', text => {
  for (const algorithm of algorithms) {
    for (const encoding of encodings) {
      expect(hash(text, algorithm, encoding)).toBe(createHash(algorithm).update(text).digest(encoding))
    }
  }
})

it('hashes of every length up to three blocks equal those of Node', () => {
  for (let length = 0; length <= 192; length++) {
    const text = 'x'.repeat(length)
    for (const algorithm of algorithms) {
      expect(hash(text, algorithm, 'hex')).toBe(createHash(algorithm).update(text).digest('hex'))
      expect(hmac('text', text, algorithm, 'hex')).toBe(createHmac(algorithm, text).update('text').digest('hex'))
    }
  }
})

it('hashes of any string equal those of Node', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(
    fc.property(text, text, fc.constantFrom(...algorithms), (text, secret, algorithm) => {
      expect(hash(text, algorithm, 'hex')).toBe(createHash(algorithm).update(text).digest('hex'))
      expect(hmac(text, secret, algorithm, 'base64')).toBe(createHmac(algorithm, secret).update(text).digest('base64'))
      expect(sha256Hex(text)).toBe(hash(text, 'sha256', 'hex'))
    }),
  )
})
