/** Formats of strings, as JSON Schema names them. Each test equals that of `ajv-formats`, in linear time. */

const date = /^(\d\d\d\d)-(\d\d)-(\d\d)$/
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Tests a `full-date` of RFC 3339: `2024-02-29`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (date.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0)
  return day >= 1 && day <= days
}

const time = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i

/** Tests a `full-time` of RFC 3339, leap seconds included: `12:34:56.789Z`. The offset may be `+01:00`, `+0100` or `+01`. */
export function isTime(text: string): boolean {
  const match = time.exec(text)
  if (match === null) return false
  const [hour = 0, minute = 0, second = 0, offsetHours = 0, offsetMinutes = 0] = [1, 2, 3, 5, 6].map(i =>
    Number(match[i] ?? 0),
  )
  if (offsetHours > 23 || offsetMinutes > 59) return false
  if (hour <= 23 && minute <= 59 && second < 60) return true
  const sign = match[4] === '-' ? -1 : 1
  const utcMinute = minute - sign * offsetMinutes
  const utcHour = hour - sign * offsetHours - (utcMinute < 0 ? 1 : 0)
  return (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1) && second < 61
}

/** Tests a `date-time` of RFC 3339: `2024-02-29T12:34:56Z`. White space may separate the two. */
export function isDateTime(text: string): boolean {
  return /[t\s]/i.test(text.charAt(10)) && isDate(text.slice(0, 10)) && isTime(text.slice(11))
}

const email =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

/** Longer than any address (RFC 5321). Strings of millions of characters would exhaust the stack of the expression. */
const longestEmail = 10_000

/** Tests an email address whose domain has two parts or more. */
export function isEmail(text: string): boolean {
  return text.length <= longestEmail && email.test(text)
}

const hostname = /^(?=.{1,253}\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.?$/i

export function isHostname(text: string): boolean {
  return hostname.test(text)
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

export function isIpv4(text: string): boolean {
  return ipv4.test(text)
}

/** Tests an IPv6 address, which may end in an IPv4 address: `::ffff:192.0.2.1`. */
export function isIpv6(text: string): boolean {
  return isIpv6Ending(text, isIpv4)
}

const hexGroup = /^[0-9a-f]{1,4}$/i

function isIpv6Ending(text: string, isEnd: (text: string) => boolean): boolean {
  if (text.length > 45) return false
  const sides = text.split('::')
  const groups = sides.flatMap(side => (side === '' ? [] : side.split(':')))
  const endsInIpv4 = sides.at(-1) !== '' && isEnd(groups.at(-1)!)
  const hex = endsInIpv4 ? groups.slice(0, -1) : groups
  const length = hex.length + (endsInIpv4 ? 2 : 0)
  const isComplete = sides.length === 1 ? length === 8 : sides.length === 2 && length < 8
  return isComplete && hex.every(group => hexGroup.test(group))
}

const uuid = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export function isUuid(text: string): boolean {
  return uuid.test(text)
}

const absolute = /^[a-z][a-z0-9+\-.]*:[^?#]/i

/** Tests an absolute URI (RFC 3986), of any scheme: `https://example.com/`, `mailto:ann@example.com`. */
export function isUri(text: string): boolean {
  return absolute.test(text) && !text.includes('"') && isUriReference(text)
}

/** A character that a URI cannot contain, or `%` without two digits. References may contain `"`. */
const outsideUri = /[^a-z0-9\-._~!$&'"()*+,;=:@/?#%]|%(?![0-9a-f]{2})/i

/** A URI whose host is an address in brackets: what precedes it, the address, and what follows its port. */
const bracketedHost = /^((?:[a-z][a-z0-9+\-.]*:)?\/?\/(?:[^"/?#@]*@)?)\[([^\]]*)\](?::\d*)?((?:[/?#].*)?)$/is

/** Tests an absolute or relative URI. Every string of allowed characters is one; only brackets have a fixed place. */
export function isUriReference(text: string): boolean {
  if (text.indexOf('#') !== text.lastIndexOf('#')) return false
  if (!outsideUri.test(text)) return true
  const [, before, address, after] = bracketedHost.exec(text) ?? []
  return before !== undefined && !outsideUri.test(before) && isHostAddress(address!) && !outsideUri.test(after!)
}

const futureAddress = /^v[0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+$/i
const lenientIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)(?:\.(?!$)|$)){4}$/

function isHostAddress(text: string): boolean {
  return isIpv6Ending(text, end => lenientIpv4.test(end)) || futureAddress.test(text)
}
