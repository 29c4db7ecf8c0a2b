import type { ReadAnswer } from './answer.ts'

/** Finds the seconds to wait in the headers of an answer. Dates and epochs are measured from its own `Date`. */
export function findWait({ headers, status }: ReadAnswer): number | undefined {
  const found = seconds(headers['retry-after']) ?? until(dateMillis(headers['retry-after']), headers)
  if (found !== undefined || (status !== 429 && status !== 503)) return found
  return (
    seconds(headers['x-ratelimit-retry-after']) ??
    seconds(headers['ratelimit-reset']) ??
    until(epochMillis(headers['x-ratelimit-reset']), headers)
  )
}

/** Longer strings are neither numbers nor dates. */
const longest = 40

function seconds(text: string | undefined): number | undefined {
  if (text === undefined || text.length > longest || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return undefined
  return Number(text)
}

function epochMillis(text: string | undefined): number | undefined {
  const epoch = seconds(text)
  return epoch === undefined ? undefined : epoch * 1000
}

/** Reads a date of HTTP, `Sun, 06 Nov 1994 08:49:37 GMT`. */
function dateMillis(text: string | undefined): number | undefined {
  // A date without a zone would be one of the host's.
  if (text === undefined || text.length > longest || !/(?:GMT|UTC|Z)$/.test(text)) return undefined
  const millis = Date.parse(text)
  return Number.isNaN(millis) ? undefined : millis
}

function until(millis: number | undefined, headers: ReadAnswer['headers']): number | undefined {
  const now = dateMillis(headers.date)
  return millis === undefined || now === undefined ? undefined : Math.max(0, (millis - now) / 1000)
}
