import { charge, cost, parseTime, sha256Hex } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i

/** UUIDs of the versions whose last 20 digits are random. */
const randomUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Digits of Crockford's base 32. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const ulid: PureFunction = {
  name: 'ulid',
  summary:
    'ULID of an ID and a time, the same for the same arguments. An ID that is a ULID already stays. Reads times as `$isoTime` does.',
  signature: '<s-j?:s>',
  examples: [
    { expression: "$ulid('ajs-next-17', '2024-05-01T12:34:56.789Z')", result: '01HWT2D74NDX6KGWQ55ZF9M2JA' },
    { expression: "$ulid('ajs-next-17', 1714566896)", result: '01HWT2D6C0DX6KGWQ55ZF9M2JA' },
    {
      expression: "$ulid('3f0e9a52-6b1f-4c0d-9c3e-1a7d5b2c8e06', '2024-05-01T12:34:56.789Z')",
      result: '01HWT2D74N9G6SRFGTFNDJS3G6',
    },
    { expression: "$ulid('01HWTGMYVNYT8X8Z0PJ5RT5B6K')", result: '01HWTGMYVNYT8X8Z0PJ5RT5B6K' },
    { expression: "$ulid('ajs-next-17', 'soon')", note: 'absent without a time' },
    { expression: "$ulid(' ', '2024-05-01')", note: 'a blank ID identifies nothing' },
  ],
  implementation: $ulid,
}

/**
 * ULID whose random part is the end of a random UUID, or the start of a SHA-256; `undefined` without an ID or a time that
 * a ULID can hold. A hash takes longer than the rest of an event, and most libraries give UUIDs.
 */
export function $ulid(id: string | undefined, time?: unknown): string | undefined {
  if (id === undefined) return undefined
  charge(cost.time + cost.hash + id.length * cost.hashedCharacter + (typeof time === 'string' ? time.length : 0))
  if (id.trim() === '') return undefined
  if (ulidPattern.test(id)) return id
  const moment = parseTime(time)
  const millis = moment ? moment.seconds * 1000 + Math.floor(moment.nanos / 1_000_000) : Number.NaN
  if (!(millis >= 0 && millis < 2 ** 48)) return undefined
  const random = randomUuid.test(id) ? id.slice(14, 18) + id.slice(19, 23) + id.slice(24) : sha256Hex(id).slice(0, 20)
  let text = base32(Math.floor(millis / 2 ** 25), 5) + base32(millis % 2 ** 25, 5)
  for (let i = 0; i < 20; i += 5) text += base32(Number.parseInt(random.slice(i, i + 5), 16), 4)
  return text
}

/** Prints a whole number below 2^30 with a fixed number of digits. */
function base32(value: number, length: number): string {
  let text = ''
  for (let shift = 5 * (length - 1); shift >= 0; shift -= 5) text += digits[(value >> shift) & 31]
  return text
}
