import type { Site } from './runtime/error.ts'

/** Span of a token, from its end. The position of a call is the end of its parenthesis. */
export function siteOf(text: string, position: number | undefined, token: string | undefined): Site {
  // Nodes that the parser adds have no position.
  if (position === undefined) return { start: 0, end: text.length, token }
  const end = Math.max(0, Math.min(position, text.length))
  if (token === undefined || token === '') return { start: Math.max(0, end - 1), end }
  const stop = text[end - 1] === '(' && token !== '(' ? text.slice(0, end - 1).trimEnd().length : end
  const start = text.startsWith(token, stop - token.length) ? stop - token.length : text.lastIndexOf(token, stop)
  const isNear = start >= 0 && stop - start <= token.length + farthest
  return isNear ? { start, end: start + token.length, token } : { start: Math.max(0, end - 1), end, token }
}

/** The farthest that a token may be before the position reported for it. */
const farthest = 40
