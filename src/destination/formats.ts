import * as value from '../value/index.ts'
import { charge, cost } from '../value/index.ts'

/** Tests of strings by format. */
export type FormatTests = { readonly [format: string]: (text: string) => boolean }

/** `2024`, `2024-05`, `20240501`, `2024/5/1 12:30`: parsed by dayjs, but not by `Date.parse`. */
const lenient = /^\d{4}[-/]?\d{0,2}[-/]?\d{0,2}[Tt\s]*\d{0,2}(?::\d{1,2}){0,2}(?:[.:]\d+)?$/

/** Longest string that a test of a format reads. URIs may be longer, because their tests take linear time. */
const longest = 2000

/** Makes a test of a format pay for what it reads. */
function paid(test: (text: string) => boolean, most = longest): (text: string) => boolean {
  return text => {
    if (text.length > most) return false
    charge(text.length * cost.formatCharacter)
    return test(text)
  }
}

export const isDate = paid(value.isDate)
export const isDateTime = paid(value.isDateTime)
export const isEmail = paid(value.isEmail)
export const isHostname = paid(value.isHostname)
export const isIpv4 = paid(value.isIpv4)
export const isIpv6 = paid(value.isIpv6)
export const isTime = paid(value.isTime)
export const isUri = paid(value.isUri, Number.POSITIVE_INFINITY)
export const isUriReference = paid(value.isUriReference, Number.POSITIVE_INFINITY)
export const isUuid = paid(value.isUuid)

/** Last second of a JavaScript date. */
const latest = 8.64e12

/** Tests the format `date-like` of `datetime` fields: dates that published destinations accept, or a number. */
export function isDateLike(text: string): boolean {
  if (text.length > 100) return false
  if (!Number.isNaN(Date.parse(text)) || lenient.test(text)) return true
  const number = Number(text)
  return Math.abs(number) <= latest && String(number) === text
}

/** Tests of all formats that a field may have, by the names under which programs import them. */
export const formatImports: { readonly [format: string]: FormatTests } = {
  date: { isDate },
  'date-like': { isDateLike },
  'date-time': { isDateTime },
  email: { isEmail },
  hostname: { isHostname },
  ipv4: { isIpv4 },
  ipv6: { isIpv6 },
  time: { isTime },
  uri: { isUri },
  'uri-reference': { isUriReference },
  uuid: { isUuid },
}

/** The same by format. Every string has the formats `text` and `password`. */
export const formatTests: FormatTests = Object.fromEntries(
  Object.entries(formatImports).map(([format, named]) => [format, Object.values(named)[0]!]),
)
