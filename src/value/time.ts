/** A moment: seconds since 1970 UTC, and nanoseconds beyond them. From `parseIso`, nanos are 0 to 999999999. */
export interface Moment {
  readonly seconds: number
  readonly nanos: number
}

const form =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?$/

/**
 * Reads an ISO 8601 date or time: up to nanoseconds, with an offset or without. Without one it is UTC, never
 * the zone of the host. Days that no calendar has (February 30) and hours past 23:59:59 are `undefined`; a
 * leap second (`:60`) is the second after it, as in Unix time.
 *
 * @example parseIso('2024-02-29T12:00:00.5+01:00') // { seconds: 1709204400, nanos: 500000000 }
 */
export function parseIso(text: string): Moment | undefined {
  const found = form.exec(text)
  if (!found) return undefined
  const part = (index: number) => Number(found[index] ?? 0)
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)]
  const [offsetHour, offsetMinute] = [part(10), part(11)]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined
  const offset = (found[9] === '-' ? -60 : 60) * (offsetHour * 60 + offsetMinute)
  // `Date.UTC` reads the years 0 to 99 as those of the last century; `setUTCFullYear` does not.
  const days = new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000
  return {
    seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset,
    nanos: Number((found[7] ?? '').padEnd(9, '0')),
  }
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * A moment in ISO 8601, UTC: milliseconds always, more digits where there is more. `undefined` before the year
 * 0 and after 9999, which four digits cannot say.
 *
 * @example printIso({ seconds: 1709204400, nanos: 500000000 }) // '2024-02-29T11:00:00.500Z'
 */
export function printIso(moment: Moment): string | undefined {
  const carry = Math.floor(moment.nanos / 1e9)
  const seconds = moment.seconds + carry
  if (!(seconds >= firstSecond && seconds <= lastSecond)) return undefined
  const text = new Date(seconds * 1000).toISOString().slice(0, -4)
  const fraction = String(moment.nanos - carry * 1e9).padStart(9, '0')
  return `${text}${fraction.replace(/0{1,6}$/, '')}Z`
}

const firstSecond = -62_167_219_200
const lastSecond = 253_402_300_799
