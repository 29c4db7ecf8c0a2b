import { charge, cost, parseIso } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3110 } from '../runtime/errorKinds.ts'
import type { Run } from '../runtime/run.ts'
import { formatMillis } from './formatMillis.ts'
import { parseMillis } from './parseMillis.ts'

/** Functions of the language for times, with and without a clock. */

/** Start of the evaluation, in milliseconds. */
export const millis = (run: Run): number => run.time.getTime()

export const now = (run: Run, picture?: string, zone?: string): string =>
  formatMillis(run.time.getTime(), picture, zone)!

/** Parses a time. Parts of the date that the picture lacks are today's. */
export function toMillis(run: Run, text: string | undefined, picture?: string): number | undefined {
  if (text === undefined) return undefined
  return picture === undefined ? parseIsoTime(text) : parseMillis(text, picture, run.time)
}

/** Parses a time without a clock and without the zone of the host. A time without a zone is UTC. */
export function toMillisUtc(text: string | undefined, picture?: string): number | undefined {
  if (text === undefined) return undefined
  if (picture !== undefined) return parseMillis(text, picture)
  charge(cost.time)
  const moment = isoUtc.test(text) ? parseIso(text) : undefined
  if (moment) return moment.seconds * 1000 + Math.floor(moment.nanos / 1_000_000)
  return parseIsoTime(isoLocal.test(text) ? `${text}Z` : text)
}

const isoUtc = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?Z$/
const isoLocal = /T\d\d:\d\d:\d\d(\.\d+)?$/
const iso = /^\d{4}(?:-[01]\d)?(?:-[0-3]\d)?(?:T[0-2]\d:[0-5]\d:[0-5]\d)?(?:\.\d+)?(?:[+-][0-2]\d:?[0-5]\d|Z)?$/

/** Parses what the engine reads of ISO 8601; a time without a zone is in that of the host. */
function parseIsoTime(text: string): number {
  charge(cost.time + text.length * cost.item)
  if (!iso.test(text)) throw new JsonataError(D3110, { value: text })
  return Date.parse(text)
}
