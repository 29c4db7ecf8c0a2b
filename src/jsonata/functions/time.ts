import { parseIso } from '../../value/index.ts'
import { natives } from '../package.ts'
import { JsonataError } from '../runtime/error.ts'
import type { Run } from '../runtime/run.ts'

/** Functions of the language for times, with and without a clock. */

const found = natives(['toMillis', 'fromMillis'])
const parseTime = found.get('toMillis')!.implementation as (
  this: { readonly environment: { readonly timestamp: Date } } | undefined,
  text: string | undefined,
  picture: string | undefined,
) => number | undefined

/** Formats a moment with a picture, in UTC unless a zone is given (`+0100`). */
export const formatMillis = found.get('fromMillis')!.implementation as (
  millis: number,
  picture?: string,
  zone?: string,
) => string

/** Start of the evaluation, in milliseconds. */
export const millis = (run: Run): number => run.time.getTime()

export const now = (run: Run, picture?: string, zone?: string): string =>
  formatMillis(run.time.getTime(), picture, zone)

/** Parses a time. Parts of the date that the picture lacks are today's. */
export function toMillis(run: Run, text: string | undefined, picture?: string): number | undefined {
  return parseTime.call({ environment: { timestamp: run.time } }, text, picture)
}

/** Replaces an absent clock: a picture that needs today's date cannot be parsed. */
const noClock = new Proxy(new Date(0), {
  get() {
    throw new JsonataError('D3136')
  },
})

/** The usual form of times; the package parses the others. */
const isoUtc = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?Z$/

/** Parses a time without a clock and without the zone of the host. A time without a zone is UTC. */
export function toMillisUtc(text: string | undefined, picture?: string): number | undefined {
  if (text !== undefined && picture === undefined && isoUtc.test(text)) {
    const moment = parseIso(text)
    return moment ? moment.seconds * 1000 + Math.floor(moment.nanos / 1_000_000) : Date.parse(text)
  }
  const isLocal = text !== undefined && picture === undefined && /T\d\d:\d\d:\d\d(\.\d+)?$/.test(text)
  return parseTime.call({ environment: { timestamp: noClock } }, isLocal ? `${text}Z` : text, picture)
}
