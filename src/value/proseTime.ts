import { type Moment, parseIso } from './time.ts'

/** `Fri, 02 Jan 2026 03:04:05 GMT`: e-mail and HTTP (RFC 5322), and `Date.toUTCString`. */
const mail =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d(?::\d\d)?) (?:GMT|UTC|UT|Z|([+-]\d{4}))$/

/** `Fri Jan 02 2026 03:04:05 GMT+0100 (CET)`: `Date.toString`. */
const script = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})(?: \([^()]{1,60}\))?$/

/** `2026-01-02 03:04:05 UTC`, `… +0000`: warehouses and Ruby. */
const warehouse = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) (?:UTC|([+-]\d\d:?\d\d))$/

/** `20260102`: a day without hyphens. As Unix seconds it would be in 1970. */
const compactDay = /^((?:19|20)\d\d)(\d\d)(\d\d)$/

/** `20260102T030405Z`: the basic format of ISO 8601. */
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)([.,]\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d)?)?$/

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Parses a time as e-mail, JavaScript and warehouses write it, or in the basic format of ISO 8601. Ambiguous formats such
 * as `01/02/2026` are not parsed.
 */
export function parseProse(text: string): Moment | undefined {
  const inMail = mail.exec(text)
  if (inMail) return moment(inMail[3]!, inMail[2]!, inMail[1]!, inMail[4]!, inMail[5])
  const inScript = script.exec(text)
  if (inScript) return moment(inScript[3]!, inScript[1]!, inScript[2]!, inScript[4]!, inScript[5])
  const inWarehouse = warehouse.exec(text)
  if (inWarehouse) return parseIso(`${inWarehouse[1]}T${inWarehouse[2]}${inWarehouse[3] ?? 'Z'}`)
  const inBasic = basic.exec(text)
  if (inBasic) return parseBasic(inBasic)
  const day = compactDay.exec(text)
  return day ? parseIso(`${day[1]}-${day[2]}-${day[3]}`) : undefined
}

function moment(year: string, month: string, day: string, time: string, offset = 'Z'): Moment | undefined {
  const number = String(months.indexOf(month) + 1).padStart(2, '0')
  return parseIso(`${year}-${number}-${day.padStart(2, '0')}T${time}${offset}`)
}

function parseBasic([, year, month, day, hour, minute, second = '00', fraction = '', zone = '']: readonly string[]) {
  const offset = zone.length === 3 ? `${zone}00` : zone
  return parseIso(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`)
}
