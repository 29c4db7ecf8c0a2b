import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacter } from '../../../test/anyCharacter.ts'
import { decodeBase64, encodeBase64 } from '../../value/index.ts'
import { base64decode, base64encode } from './base64.ts'

test('functions of the platform agree with those of engines that lack them', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ABab01+/-_= é€😀') })
  fc.assert(
    fc.property(fc.oneof(letters, fc.string({ unit: anyCharacter })), text => {
      const codes = text.split('').map(char => char.charCodeAt(0) & 0xff)
      expect(base64encode(text)).toBe(encodeBase64(codes))
      const bytes = decodeBase64(text)
      expect(base64decode(text)).toBe(bytes.map(byte => String.fromCharCode(byte)).join(''))
    }),
    { numRuns: 2000 },
  )
})
