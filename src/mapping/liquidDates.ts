import { charge, cost, parseIso } from '../value/index.ts'
import { printOffset, strftime, type ZonedDate } from './strftime.ts'

type Filter = (value: unknown, ...given: unknown[]) => unknown

/**
 * Date filters of Liquid in UTC. The library's own filters use the host's time zone, and cannot print an hour that its
 * daylight saving time skips. A value that is not a date stays unchanged.
 */
export const dateFilters: { readonly [name: string]: Filter } = {
  date: (value, format, zone) => {
    const pattern = format === undefined || format === null ? '%A, %B %-e, %Y at %-l:%M %P %z' : String(format)
    return formatDate(value, pattern, zone)
  },
  date_to_xmlschema: value => formatDate(value, '%Y-%m-%dT%H:%M:%S%:z'),
  date_to_rfc822: value => formatDate(value, '%a, %d %b %Y %H:%M:%S %z'),
  date_to_string: (value, type, style) => formatDate(value, dayPattern('%b', type, style)),
  date_to_long_string: (value, type, style) => formatDate(value, dayPattern('%B', type, style)),
}

function dayPattern(month: string, type: unknown, style: unknown): string {
  if (type !== 'ordinal') return `%d ${month} %Y`
  return style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`
}

function formatDate(value: unknown, format: string, zone?: unknown): unknown {
  const time = readTime(value)
  return Number.isNaN(time) ? value : strftime(inZone(time, zone), format)
}

/** Converts a value to milliseconds since 1970. A string without a zone is in UTC. */
function readTime(value: unknown): number {
  if (typeof value === 'number') return new Date(value * 1000).getTime()
  if (typeof value !== 'string') return Number.NaN
  if (value === 'now' || value === 'today') throw new Error(`\`${value}\` would read the clock`)
  if (value.length > longest) return Number.NaN
  if (/^\d+$/.test(value)) return new Date(Number(value) * 1000).getTime()
  const iso = parseIso(value)
  if (iso) return iso.seconds * 1000 + Math.floor(iso.nanos / 1_000_000)
  return Date.parse(namesZone.test(value) ? value : `${value} UTC`)
}

/** Longer strings are not dates. */
const longest = 100

/** `GMT`, `EST` or `+0200` at the end, with an optional comment; `PM` is not a zone. */
const namesZone = /(?:[+-]\d\d:?\d\d|\d ?(?!AM|PM)[A-Z]{1,4})(?: \([^)]*\))?$/i

/** Converts a time to a zone. As in Liquid, a number is minutes west of UTC, and a string the name of a zone. */
function inZone(time: number, zone: unknown): ZonedDate {
  const offset = typeof zone === 'number' ? -zone : typeof zone === 'string' ? findOffset(zone, time) : 0
  const name = typeof zone === 'string' ? zone : offset === 0 ? 'UTC' : printOffset(offset, '')
  return { clock: new Date(time + offset * 60_000), offset, zone: name }
}

function findOffset(timeZone: string, time: number): number {
  charge(cost.dateFormat)
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(time).find(part => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}
