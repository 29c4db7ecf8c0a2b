import { JsonataError } from '../runtime/error.ts'
import { D1012 } from '../runtime/errorKinds.ts'
import { Backtracker, type Found } from './backtrack.ts'
import { degreeOf } from './cost.ts'
import { parsePattern } from './syntax.ts'

/** Upper bound for the steps of JavaScript's matcher, some tenths of a second. */
const mostSteps = 1e7
/** Longest string for which an exponential matcher is fast enough. */
const shortest = 20
/** Cost of a step of the counting matcher, in units of `Run.spend`. */
const stepCost = 4

interface Search {
  /** JavaScript's matcher is fast up to this length. */
  readonly safeLength: number
  readonly bounded: Backtracker | undefined
}

const searches = new WeakMap<RegExp, Search>()

/**
 * Finds the first match of a pattern at `from` or later. Strings that could keep JavaScript's matcher busy go to the
 * counting matcher, so that `spend` can end the search.
 */
export function search(pattern: RegExp, text: string, from: number, spend: (work: number) => void): Found | null {
  const { safeLength, bounded } = searchOf(pattern)
  if (text.length > safeLength) {
    if (bounded === undefined) throw new JsonataError(D1012, { value: pattern.source })
    return bounded.exec(text, from, steps => spend(steps * stepCost))
  }
  pattern.lastIndex = from
  const found = pattern.exec(text)
  return found && { index: found.index, match: found[0], groups: found.slice(1) }
}

function searchOf(pattern: RegExp): Search {
  let known = searches.get(pattern)
  if (known === undefined) {
    known = newSearch(pattern)
    searches.set(pattern, known)
  }
  return known
}

function newSearch({ source, flags }: RegExp): Search {
  const parsed = parsePattern(source)
  if (parsed === undefined) return { safeLength: 1000, bounded: undefined }
  const degree = degreeOf(parsed.pattern)
  const safeLength = degree <= 1 ? Number.POSITIVE_INFINITY : Math.max(shortest, Math.floor(mostSteps ** (1 / degree)))
  return { safeLength, bounded: new Backtracker(parsed.pattern, parsed.groups, flags) }
}
