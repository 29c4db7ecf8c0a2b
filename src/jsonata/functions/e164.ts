import parsePhoneNumber, { isSupportedCountry } from 'libphonenumber-js/max'
import { charge, cost } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const e164: PureFunction = {
  name: 'e164',
  summary:
    'Formats a phone number in E.164, `+14155550123`. A number without a calling code belongs to the given country, such as `US`.',
  signature: '<x-s?:s>',
  examples: [
    { expression: "$e164('+14155550123')", result: '+14155550123' },
    { expression: "$e164('(415) 555-0123', 'US')", result: '+14155550123' },
    {
      expression: "$e164('020 7946 0018', 'GB')",
      result: '+442079460018',
      note: 'the 0 is dialled inside Britain only',
    },
    { expression: "$e164('0044 20 7946 0018', 'GB')", result: '+442079460018' },
    { expression: "$e164('+33 6 12 34 56 78', 'US')", result: '+33612345678', note: 'the calling code decides' },
    { expression: "$e164('020 7946 0018')", note: 'absent without a country' },
    { expression: "$e164('＋８１９０１２３４５６７８')", result: '+819012345678', note: 'in any script and width' },
    { expression: "$e164('12', 'US')", note: 'absent if the country has no such number' },
    { expression: "$e164('555-0123', 'US')", note: 'absent for a local number' },
  ],
  implementation: $e164,
}

export function $e164(value: unknown, country?: string): string | undefined {
  if (typeof value !== 'string' || value.length > longest) return undefined
  if (/^\+[1-9]\d{1,14}$/.test(value)) return value
  charge(cost.phoneNumber + value.length * cost.phoneCharacter)
  const phone = parsePhoneNumber(plain(value), country && isSupportedCountry(country) ? country : undefined)
  return phone?.isValid() ? phone.number : undefined
}

/** Longer strings are not phone numbers. */
const longest = 64

/** Converts digits and signs of other scripts and widths to ASCII, and removes invisible marks. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Dash}/gu, '-')
    .replace(/\p{Nd}/gu, digit => String(digitOf(digit.codePointAt(0)!)))
}

/** Unicode lists the ten digits of a script in a row. */
function digitOf(codePoint: number): number {
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) value++
  return value
}
