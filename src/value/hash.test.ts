import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hash, sha256Hex } from './hash.ts'
import { sha256 } from './sha256.ts'

it.each(['', 'a', 'é🎈', 'x'.repeat(1000)])('hashes of %j equal those of Node', text => {
  for (const algorithm of ['sha256', 'sha1', 'md5'] as const) {
    for (const encoding of ['hex', 'base64'] as const) {
      expect(hash(text, algorithm, encoding)).toBe(createHash(algorithm).update(text).digest(encoding))
    }
  }
})

it.each([0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1_000_000])(
  'SHA-256 of %i bytes equals that of Node',
  size => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 31)
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  },
)

it('SHA-256 of any string equals that of Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }),
  )
})
