import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hash } from './hash.ts'

it.each(['', 'a', 'é🎈', 'x'.repeat(1000)])('hashes of %j equal those of Node', text => {
  for (const algorithm of ['sha256', 'sha1', 'md5'] as const) {
    for (const encoding of ['hex', 'base64'] as const) {
      expect(hash(text, algorithm, encoding)).toBe(createHash(algorithm).update(text).digest(encoding))
    }
  }
})
