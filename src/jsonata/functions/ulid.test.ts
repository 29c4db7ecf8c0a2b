import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/seed.ts'
import { $ulid } from './ulid.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const latest = 2 ** 48 - 1

/** The value of a ULID as an integer of 128 bits. */
const decode = (ulid: string) => [...ulid].reduce((value, digit) => value * 32n + BigInt(alphabet.indexOf(digit)), 0n)

test('a ULID has the milliseconds, then the start of the hash', () => {
  const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter(id => id.trim() !== ''),
      time,
      (id, time) => {
        const ulid = $ulid(id, time.toISOString())!
        expect(ulid).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
        expect(decode(ulid) >> 80n).toBe(BigInt(time.getTime()))
        const hex = createHash('sha256').update(id).digest('hex').slice(0, 20)
        expect(decode(ulid) & (2n ** 80n - 1n)).toBe(BigInt(`0x${hex}`))
        expect($ulid(id, time.toISOString())).toBe(ulid)
        expect($ulid(ulid)).toBe(ulid)
      },
    ),
    { numRuns: runs(200) },
  )
})

test.each<[id: string, time: unknown, result?: string]>([
  ['01hwtgmyvnyt8x8z0pj5rt5b6k', undefined, '01hwtgmyvnyt8x8z0pj5rt5b6k'],
  ['m', latest, `7ZZZZZZZZZ${$ulid('m', 0)!.slice(10)}`],
  ['m', latest + 1],
  ['m', -1],
  ['m', undefined],
  ['m', null],
  ['m', Number.NaN],
  ['m', {}],
  ['', 0],
])('$ulid of %j and %j', (id, time, result) => {
  expect($ulid(id, time)).toBe(result)
})

test('an ID that is almost a ULID is hashed', () => {
  for (const id of ['81HWTGMYVNYT8X8Z0PJ5RT5B6K', '01HWTGMYVNYT8X8Z0PJ5RT5B6', '01HWTGMYVNYT8X8Z0PJ5RT5B6U']) {
    expect($ulid(id, 0)).toMatch(/^0{10}/)
  }
})
