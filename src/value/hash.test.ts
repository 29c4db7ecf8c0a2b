import { createHash, createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../../test/seed.ts'
import { hash, hmac } from './hash.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', minLength: 50, maxLength: 70 }),
  // Around the ends of blocks, where the padding needs one more.
  fc.nat({ max: 200 }).map(length => 'x'.repeat(length)),
)
const algorithm = fc.constantFrom('sha256', 'sha1', 'md5')
const encoding = fc.constantFrom('hex', 'base64')

it('hashes equal those of Node', () => {
  const property = fc.property(text, algorithm, encoding, (text, algorithm, encoding) => {
    expect(hash(text, algorithm, encoding)).toBe(createHash(algorithm).update(text).digest(encoding))
  })
  fc.assert(property, { numRuns: runs(1000) })
})

it('keyed hashes equal those of Node', () => {
  const property = fc.property(text, text, algorithm, encoding, (text, secret, algorithm, encoding) => {
    expect(hmac(text, secret, algorithm, encoding)).toBe(createHmac(algorithm, secret).update(text).digest(encoding))
  })
  fc.assert(property, { numRuns: runs(1000) })
})
