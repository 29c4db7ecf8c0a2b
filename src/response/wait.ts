import type { ReadAnswer } from './answer.ts'

/** Finds the seconds to wait in the headers of an answer. Dates and epochs are measured from its own `Date`. */
export function findWait({ headers, status }: ReadAnswer): number | undefined {
  const found = readNumber(headers['retry-after'], headers) ?? until(dateMillis(headers['retry-after']), headers)
  if (found !== undefined || (status !== 429 && status !== 503)) return found
  return (
    readNumber(headers['x-ratelimit-retry-after'], headers) ??
    readNumber(headers['ratelimit-reset'], headers) ??
    readNumber(headers['x-ratelimit-reset'], headers)
  )
}

/** Longer strings are neither numbers nor dates. */
const longest = 40

/** Least epochs in seconds and in milliseconds. Smaller numbers are seconds: vendors use all three in one header. */
const epoch = { seconds: 1e8, millis: 1e11, end: 1e14 }

function readNumber(text: string | undefined, headers: ReadAnswer['headers']): number | undefined {
  if (text === undefined || text.length > longest || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return undefined
  const number = Number(text)
  if (number < epoch.seconds) return number
  if (number < epoch.millis) return until(number * 1000, headers)
  return number < epoch.end ? until(number, headers) : undefined
}

/** Reads a date of HTTP, `Sun, 06 Nov 1994 08:49:37 GMT`, or of ISO 8601. */
function dateMillis(text: string | undefined): number | undefined {
  // A date without a zone would be one of the host's, and `Date.parse` makes a date of almost anything.
  if (text === undefined || text.length > longest || !/^(?:[A-Z][a-z]+, .+ (?:GMT|UTC)|\d{4}-.+Z)$/.test(text))
    return undefined
  const millis = Date.parse(text)
  return Number.isNaN(millis) ? undefined : millis
}

function until(millis: number | undefined, headers: ReadAnswer['headers']): number | undefined {
  const now = dateMillis(headers.date)
  return millis === undefined || now === undefined ? undefined : Math.max(0, (millis - now) / 1000)
}
