import { isDateLike } from './dateLike.ts'
import {
  isDate,
  isDateTime,
  isEmail,
  isHostname,
  isIpv4,
  isIpv6,
  isTime,
  isUri,
  isUriReference,
  isUuid,
} from './paidFormats.ts'

/** Tests of strings by format. */
export type FormatTests = { readonly [format: string]: (text: string) => boolean }

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
