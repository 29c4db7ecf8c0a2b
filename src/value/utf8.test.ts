import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacter } from '../../test/anyCharacter.ts'
import { runs } from '../../test/seed.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { decodePercent, utf8 } from './utf8.ts'

const anyString = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: fc.constantFrom('a', 'é', '€', '🎈', '\ud800', '\udc00') }),
)

test('UTF-8 is that of `TextEncoder`', () => {
  const encoder = new TextEncoder()
  fc.assert(
    fc.property(anyString, text => {
      expect([...utf8(text)]).toEqual([...encoder.encode(text)])
    }),
  )
})

test('percent-encoded bytes of any kind decode as in `TextDecoder`', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const edge = fc.constantFrom(0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff, 0xbb) // biome-ignore format: a table
  const bytes = fc.array(fc.oneof(edge, fc.nat(255)), { maxLength: 12 })
  const isEqual = (given: number[]) => {
    const encoded = given.map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
    expect(decodePercent(encoded)).toBe(decoder.decode(Uint8Array.from(given)))
  }
  fc.assert(fc.property(bytes, isEqual), { numRuns: runs(20_000) })
  expect(decodePercent('a%é%2%zz%41')).toBe('a%é%2%zzA')
})

test('base64 of any bytes is that of `btoa`, and decodes as in `atob`', () => {
  const isEqual = (bytes: Uint8Array) => {
    const encoded = encodeBase64(bytes)
    expect(encoded).toBe(btoa(String.fromCharCode(...bytes)))
    expect(String.fromCharCode(...decodeBase64(encoded))).toBe(atob(encoded))
  }
  fc.assert(fc.property(fc.uint8Array(), isEqual))
})
