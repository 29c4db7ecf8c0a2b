import { JsonataError } from '../runtime/error.ts'
import { Backtracker, type Found } from './backtrack.ts'
import { degreeOf } from './cost.ts'
import { parsePattern } from './syntax.ts'

/** The steps that JavaScript's own matcher may take at worst, some tenths of a second. */
const mostSteps = 1e7
/** The texts for which a matcher with exponentially many ways is quick enough. */
const shortest = 20
/** A step of the counting matcher, in the units of `Run.spend`. */
const stepCost = 4

interface Search {
  /** Up to this length JavaScript's own matcher cannot take long. */
  readonly safeLength: number
  readonly bounded: Backtracker | undefined
}

const searches = new WeakMap<RegExp, Search>()

/**
 * The first match of a pattern at `from` or behind. A text that could keep JavaScript's matcher busy for long goes
 * to one that counts its steps, so that `spend` can end it.
 */
export function search(pattern: RegExp, text: string, from: number, spend: (work: number) => void): Found | null {
  const { safeLength, bounded } = searchOf(pattern)
  if (text.length > safeLength) {
    if (bounded === undefined) throw new JsonataError('D1012', { value: pattern.source })
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
