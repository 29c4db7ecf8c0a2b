import { phonePlans } from './phonePlans.ts'
import type { PureFunction } from './pureFunction.ts'

export const e164: PureFunction = {
  name: 'e164',
  summary: 'A phone number in E.164, `+14155550123`; one without a calling code is of the country, given as `US`.',
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
    { expression: "$e164('020 7946 0018')", note: 'without a country there is no telling' },
    { expression: "$e164('12', 'US')", note: 'what is too short or too long for the country is no number of it' },
  ],
  implementation(value: unknown, country?: string): string | undefined {
    if (typeof value !== 'string' || value.length > longest) return undefined
    if (/^\+[1-9]\d{1,14}$/.test(value)) return value
    const plan = phonePlans.get(country ?? '')
    const found = /^(\+|00)?([\d\s().\-/]+)$/.exec(value.trim())
    if (plan === undefined || found === null) return undefined
    const digits = found[2]!.replace(/\D/g, '')
    const { code, trunk, least, most } = plan
    const prefixes = found[1] ? [code] : [trunk, '', code]
    const national = prefixes
      .filter(prefix => digits.startsWith(prefix))
      .map(prefix => digits.slice(prefix.length))
      .find(rest => rest.length >= least && rest.length <= most)
    return national === undefined ? undefined : `+${code}${national}`
  },
}

/** Longer texts are no phone numbers. */
const longest = 64
