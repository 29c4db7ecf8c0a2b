import { charge, cost } from '../../value/index.ts'
import type { Pay } from './automaton.ts'

/** A match: its start, the whole of it, and its groups. */
export interface Found {
  readonly index: number
  readonly match: string
  readonly groups: (string | undefined)[]
}

/** An upper bound for the steps of JavaScript's own matcher with a pattern. */
export interface Bound {
  /** Most steps for each character of any string, if that is a constant. */
  readonly linear: number | undefined
  /** Number of groups of the pattern. */
  readonly groups: number
  /** Most steps of a search in a string, or `undefined` if there are too many to tell. */
  measure(text: string, from: number, pay: Pay): number | undefined
}

/** Steps of JavaScript's matcher that need no closer look. */
const cheap = 1000

/** Pays for a search at `from` or later. False if JavaScript's matcher may take too many steps. */
export function payForSearch(bound: Bound, text: string, from: number, pay: Pay): boolean {
  let steps = bound.linear === undefined ? undefined : bound.linear * (Math.max(0, text.length - from) + 2)
  if (steps === undefined || steps > cheap) steps = bound.measure(text, from, pay)
  charge(cost.call + bound.groups * cost.kept + (steps ?? 0) * cost.nativeStep)
  return steps !== undefined
}

/** The first match of JavaScript's own matcher at `from` or later. */
export function execNative(pattern: RegExp, text: string, from: number): Found | null {
  pattern.lastIndex = from
  const found = pattern.exec(text)
  return found && { index: found.index, match: found[0], groups: found.slice(1) }
}
