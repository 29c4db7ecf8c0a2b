import { built, charge, chargeSearch, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3010, D3011, D3012, D3020, D3040 } from '../runtime/errorKinds.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import { firstMatch, type Match, nextMatch } from '../runtime/matcher.ts'
import type { Run } from '../runtime/run.ts'
import { asSequence } from '../runtime/sequence.ts'

/** Functions of the language that search a string for a regular expression, or for a function in its place. */

type Text = string | undefined
type Pattern = string | FunctionValue

export function contains(run: Run, text: Text, token: Pattern | undefined): boolean | undefined {
  if (text === undefined || token === undefined) return undefined
  if (typeof token === 'string') {
    chargeSearch(text, token)
    return text.includes(token)
  }
  return Boolean(firstMatch(run, token, text))
}

export function match(run: Run, text: Text, pattern: FunctionValue, limit?: number): unknown {
  if (text === undefined) return undefined
  if (limit !== undefined && limit < 0) throw new JsonataError(D3040, { value: limit, index: 3 })
  const found: unknown[] = []
  eachMatch(run, pattern, text, limit, ({ match, start, groups }) => {
    charge(cost.object + cost.member)
    found.push({ match, index: start, groups })
  })
  return asSequence(found)
}

export function split(run: Run, text: Text, separator: Pattern, limit?: number): string[] | undefined {
  if (text === undefined) return undefined
  if (limit !== undefined && limit < 0) throw new JsonataError(D3020, { value: limit, index: 3 })
  if (typeof separator !== 'function') {
    const parts = splitText(text, separator, limit)
    run.checkLength(parts.length)
    return parts
  }
  const parts: string[] = []
  let from = 0
  eachMatch(run, separator, text, limit, ({ start, end }) => {
    charge(cost.kept)
    parts.push(text.slice(from, start))
    from = end
  })
  if (limit === undefined || parts.length < limit) parts.push(text.slice(from))
  return parts
}

/** Equals `text.split(separator, limit)`, and pays for each part before it is made. */
function splitText(text: string, separator: string, limit: number | undefined): string[] {
  // JavaScript converts a limit to a whole number below 2^32.
  const most = limit === undefined ? text.length + 1 : limit >>> 0
  if (separator === '') {
    charge(Math.min(text.length, most) * cost.kept)
    return text.split('', most)
  }
  chargeSearch(text, separator)
  const parts: string[] = []
  let from = 0
  for (let at = text.indexOf(separator); at !== -1 && parts.length < most; at = text.indexOf(separator, from)) {
    charge(cost.kept)
    parts.push(text.slice(from, at))
    from = at + separator.length
  }
  if (parts.length < most) parts.push(text.slice(from))
  return parts
}

export function replace(
  run: Run,
  text: Text,
  pattern: Pattern,
  replacement: Pattern,
  limit?: number,
): string | undefined {
  if (text === undefined) return undefined
  if (pattern === '') throw new JsonataError(D3010, { value: pattern, index: 2 })
  if (limit !== undefined && limit < 0) throw new JsonataError(D3011, { value: limit, index: 4 })
  if (typeof pattern !== 'function') return replaceText(text, pattern, replacement, limit)
  let result = ''
  let from = 0
  eachMatch(run, pattern, text, limit, found => {
    const by =
      typeof replacement === 'string' ? expand(replacement, found) : run.resolve(replacement.call(null, found), null)
    if (typeof by !== 'string') throw new JsonataError(D3012, { value: by })
    charge(cost.call)
    result += built(text.slice(from, found.start)) + built(by)
    from = found.start + found.match.length
  })
  return result + built(text.slice(from))
}

function replaceText(text: string, pattern: string, by: Pattern, limit: number | undefined): string {
  chargeSearch(text, pattern)
  let result = ''
  let from = 0
  let at = text.indexOf(pattern)
  for (let count = 0; at !== -1 && (limit === undefined || count < limit); count++) {
    charge(cost.kept + by.length)
    result += text.slice(from, at) + by
    from = at + pattern.length
    at = text.indexOf(pattern, from)
  }
  return result + text.slice(from)
}

/** Expands `$1`, `$0` and `$$` in a replacement. Without a group 12, `$12` is group 1 and a 2. */
function expand(replacement: string, { match, groups }: Match): string {
  charge(replacement.length)
  if (!replacement.includes('$')) return replacement
  charge(replacement.length * cost.rewrittenCharacter)
  return replacement.replace(/\$(\$|\d+)?/g, (whole, mark: string | undefined) => {
    if (mark === undefined) return whole
    if (mark === '$') return '$'
    if (mark.startsWith('0')) return match + mark.slice(1)
    const longest = groups.length === 0 ? 1 : String(groups.length).length
    let digits = mark.slice(0, longest)
    if (longest > 1 && Number(digits) > groups.length) digits = digits.slice(0, -1)
    return (groups[Number(digits) - 1] ?? '') + mark.slice(digits.length)
  })
}

/** Calls `use` with each match of a pattern, and stops searching after the last one wanted. */
function eachMatch(
  run: Run,
  pattern: FunctionValue,
  text: string,
  limit = Number.POSITIVE_INFINITY,
  use: (found: Match) => void,
): void {
  let count = 0
  let found = limit > 0 ? firstMatch(run, pattern, text) : undefined
  while (found) {
    use(found)
    found = ++count < limit ? nextMatch(run, found) : undefined
  }
}
