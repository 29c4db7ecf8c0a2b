import { hash, parseTime } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i

/** Letters of Crockford's base 32, in the order of the digits from 10. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ'

export const ulid: PureFunction = {
  name: 'ulid',
  summary:
    'ULID of an ID and a time, the same for the same arguments. An ID that is a ULID already stays. Reads times as `$isoTime` does.',
  signature: '<s-j?:s>',
  examples: [
    { expression: "$ulid('ajs-next-17', '2024-05-01T12:34:56.789Z')", result: '01HWT2D74NDX6KGWQ55ZF9M2JA' },
    { expression: "$ulid('ajs-next-17', 1714566896)", result: '01HWT2D6C0DX6KGWQ55ZF9M2JA' },
    { expression: "$ulid('01HWTGMYVNYT8X8Z0PJ5RT5B6K')", result: '01HWTGMYVNYT8X8Z0PJ5RT5B6K' },
    { expression: "$ulid('ajs-next-17', 'soon')", note: 'absent without a time' },
    { expression: "$ulid(' ', '2024-05-01')", note: 'a blank ID identifies nothing' },
  ],
  implementation: $ulid,
}

/** ULID whose random part is the start of a SHA-256; `undefined` without an ID or a time that a ULID can hold. */
export function $ulid(id: string | undefined, time?: unknown): string | undefined {
  if (id === undefined || id.trim() === '') return undefined
  if (ulidPattern.test(id)) return id
  const moment = parseTime(time)
  const millis = moment ? moment.seconds * 1000 + Math.floor(moment.nanos / 1_000_000) : Number.NaN
  if (!(millis >= 0 && millis < 2 ** 48)) return undefined
  const random = hash(id, 'sha256', 'hex').slice(0, 20)
  const digits = millis.toString(32).padStart(10, '0') + random.replace(/.{5}/g, toBase32)
  return digits.replace(/[a-v]/g, digit => letters[Number.parseInt(digit, 32) - 10]!)
}

/** Converts 20 bits from five hexadecimal digits to four of base 32. */
function toBase32(hex: string): string {
  return Number.parseInt(hex, 16).toString(32).padStart(4, '0')
}
