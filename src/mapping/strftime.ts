import { charge, cost } from '../value/index.ts'

/** A point in time on the wall clock of a zone. */
export interface ZonedDate {
  /** Date whose UTC getters return the local time. */
  readonly clock: Date
  /** Offset in minutes east of UTC. */
  readonly offset: number
  readonly zone: string
}

/** Width has at most two digits, because authors and events choose it. */
const conversion = /%([-_0^#:]*)(\d{0,2})[EO]?(.)/g

/**
 * Formats a date as `strftime` does, in English.
 *
 * @example strftime({ clock: new Date(0), offset: 0, zone: 'UTC' }, '%-d %B %Y') // '1 January 1970'
 */
export function strftime(date: ZonedDate, format: string): string {
  return format.replace(conversion, (whole, flags: string, width: string, letter: string) => {
    const convert = conversions.get(letter)
    if (convert === undefined) return whole
    charge(localized.has(letter) ? cost.dateFormat : cost.conversion)
    const text = changeCase(String(convert(date, flags, Number(width))), flags)
    if (flags.includes('-')) return text
    const isSpaced = flags.includes('_') || (spaced.has(letter) && !flags.includes('0'))
    return text.padStart(Number(width) || (widths.get(letter) ?? 0), isSpaced ? ' ' : '0')
  })
}

const spaced = new Set('aAbBceklpP')
/** Conversions with the formats of a locale. */
const localized = new Set('cxX')
const widths = new Map([...[...'CdeHIklmMSUWy'].map(letter => [letter, 2] as const), ['j', 3], ['L', 3], ['Y', 4]])

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

type Convert = (date: ZonedDate, flags: string, width: number) => string | number

const conversions: ReadonlyMap<string, Convert> = new Map<string, Convert>([
  ['a', ({ clock }) => days[clock.getUTCDay()]!.slice(0, 3)],
  ['A', ({ clock }) => days[clock.getUTCDay()]!],
  ['b', ({ clock }) => months[clock.getUTCMonth()]!.slice(0, 3)],
  ['B', ({ clock }) => months[clock.getUTCMonth()]!],
  ['h', ({ clock }) => months[clock.getUTCMonth()]!.slice(0, 3)],
  ['c', ({ clock }) => clock.toLocaleString('en-US', { timeZone: 'UTC' })],
  ['x', ({ clock }) => clock.toLocaleDateString('en-US', { timeZone: 'UTC' })],
  ['X', ({ clock }) => clock.toLocaleTimeString('en-US', { timeZone: 'UTC' })],
  ['C', ({ clock }) => Math.floor(clock.getUTCFullYear() / 100)],
  ['y', ({ clock }) => ((clock.getUTCFullYear() % 100) + 100) % 100],
  ['Y', ({ clock }) => clock.getUTCFullYear()],
  ['m', ({ clock }) => clock.getUTCMonth() + 1],
  ['d', ({ clock }) => clock.getUTCDate()],
  ['e', ({ clock }) => clock.getUTCDate()],
  ['j', ({ clock }) => dayOfYear(clock)],
  ['U', ({ clock }) => weekOfYear(clock, 0)],
  ['W', ({ clock }) => weekOfYear(clock, 1)],
  ['u', ({ clock }) => clock.getUTCDay() || 7],
  ['w', ({ clock }) => clock.getUTCDay()],
  ['q', ({ clock }) => ordinal(clock.getUTCDate())],
  ['H', ({ clock }) => clock.getUTCHours()],
  ['k', ({ clock }) => clock.getUTCHours()],
  ['I', ({ clock }) => clock.getUTCHours() % 12 || 12],
  ['l', ({ clock }) => clock.getUTCHours() % 12 || 12],
  ['M', ({ clock }) => clock.getUTCMinutes()],
  ['S', ({ clock }) => clock.getUTCSeconds()],
  ['L', ({ clock }) => clock.getUTCMilliseconds()],
  ['N', ({ clock }, _, width) => fraction(clock, width || 9)],
  ['p', ({ clock }) => (clock.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['P', ({ clock }) => (clock.getUTCHours() < 12 ? 'am' : 'pm')],
  ['s', ({ clock, offset }) => Math.floor(clock.getTime() / 1000) - offset * 60],
  ['z', ({ offset }, flags) => printOffset(offset, flags.includes(':') ? ':' : '')],
  ['Z', ({ zone }) => zone],
  ['t', () => '\t'],
  ['n', () => '\n'],
  ['%', () => '%'],
])

export function printOffset(minutes: number, separator: string): string {
  const size = Math.abs(minutes)
  const digits = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60))}${separator}${digits(size % 60)}`
}

function dayOfYear(clock: Date): number {
  return Math.floor((clock.getTime() - new Date(clock).setUTCMonth(0, 0)) / 86_400_000)
}

/** Computes the week number. Days before the first `firstDay` of a year are in week 0. */
function weekOfYear(clock: Date, firstDay: number): number {
  const daysIntoWeek = (clock.getUTCDay() - firstDay + 7) % 7
  return Math.floor((dayOfYear(clock) - 1 - daysIntoWeek + 7) / 7)
}

function ordinal(day: number): string {
  if (day > 10 && day < 14) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

function fraction(clock: Date, digits: number): string {
  return String(clock.getUTCMilliseconds()).padStart(3, '0').slice(0, digits).padEnd(digits, '0')
}

function changeCase(text: string, flags: string): string {
  if (flags.includes('^')) return text.toUpperCase()
  if (!flags.includes('#')) return text
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()
}
