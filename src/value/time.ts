/** A point in time: seconds since 1970 UTC, plus nanoseconds. `parseIso` gives 0 to 999999999 nanoseconds. */
export interface Moment {
  readonly seconds: number
  readonly nanos: number
}

const form = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/

/**
 * Parses an ISO 8601 date or time with up to nine fraction digits. Without an offset it is UTC, never the time zone of
 * the host. Impossible days (February 30) and times past 23:59:59 are `undefined`; a leap second (`:60`) is the second
 * after it, as in Unix time.
 *
 * @example parseIso('2024-02-29T12:00:00.5+01:00') // { seconds: 1709204400, nanos: 500000000 }
 */
export function parseIso(text: string): Moment | undefined {
  // Most strings are not times; the position of the first hyphen rejects them quickly.
  if (text.charCodeAt(4) !== hyphen || !form.test(text)) return undefined
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  const midnight = daysSince1970(year, month, day) * 86_400
  if (text.length === 10) return { seconds: midnight, nanos: 0 }

  const hasSeconds = text.charCodeAt(16) === colon
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = hasSeconds ? two(text, 17) : 0
  if (hour > 23 || minute > 59 || second > 60) return undefined
  let end = hasSeconds ? 19 : 16
  let nanos = 0
  if (text[end] === '.' || text[end] === ',') {
    const first = ++end
    for (; isDigit(text.charCodeAt(end)); end++) nanos = nanos * 10 + text.charCodeAt(end) - 48
    for (let missing = 9 - (end - first); missing > 0; missing--) nanos *= 10
  }

  const offset = parseOffset(text, end)
  return offset === undefined ? undefined : { seconds: midnight + hour * 3600 + minute * 60 + second - offset, nanos }
}

const hyphen = 45
const colon = 58

/** Parses an offset such as `+02:00` to seconds; `Z` and no offset are 0. */
function parseOffset(text: string, at: number): number | undefined {
  const sign = text[at]
  if (sign !== '+' && sign !== '-') return 0
  const [hour, minute] = [two(text, at + 1), two(text, text.length - 2)]
  if (hour > 23 || minute > 59) return undefined
  return (sign === '-' ? -60 : 60) * (hour * 60 + minute)
}

/** Parses two digits. */
function two(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Days in the proleptic Gregorian calendar. Years start in March here, so that the leap day is the last day. */
function daysSince1970(year: number, month: number, day: number): number {
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9]
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leapDays + Math.floor((m * 153 + 2) / 5) + day - 719_469
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * Prints a moment in ISO 8601, UTC, with milliseconds, and with more digits if it is more precise. `undefined` before the
 * year 0 and after 9999, because the year has four digits.
 *
 * @example printIso({ seconds: 1709204400, nanos: 500000000 }) // '2024-02-29T11:00:00.500Z'
 */
export function printIso(moment: Moment): string | undefined {
  const carry = Math.floor(moment.nanos / 1e9)
  const seconds = moment.seconds + carry
  if (!(seconds >= firstSecond && seconds <= lastSecond)) return undefined
  const nanos = moment.nanos - carry * 1e9
  const text = new Date(seconds * 1000 + Math.floor(nanos / 1e6)).toISOString()
  if (nanos % 1e6 === 0) return text
  return `${text.slice(0, -4)}${String(nanos)
    .padStart(9, '0')
    .replace(/0{1,6}$/, '')}Z`
}

const firstSecond = -62_167_219_200
const lastSecond = 253_402_300_799
