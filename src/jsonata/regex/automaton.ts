import { cost } from '../../value/index.ts'
import { ascii, isSpaceBeyondAscii } from './character.ts'

/** Most states that one search meets. */
export const mostStates = 150
/** Searches with more steps for each character are not measured to their end. */
export const mostSteps = 200
/** Characters are paid for so many at a time. */
const together = 64

/** All ways in which a matcher may have come to a place of a string. */
export interface State {
  /** Number of ways. */
  readonly count: number
  /** True if more ways begin at the next place: no match is sure yet. */
  readonly restarts: boolean
  /** States after the next character, by its kind, and the steps to them. */
  readonly next: (State | undefined)[]
  readonly steps: number[]
  /** Work to find a state after this one. */
  readonly work: number
  /** Number of the last search that met this state. */
  search: number
}

/** The state at the start of a search, and the steps to it. */
export interface Begin<S extends State = State> {
  readonly state: S
  readonly steps: number
}

/** Pays for units before they are used. */
export type Pay = (units: number) => void

/** Counts the steps of JavaScript's own matcher for all places of a string together. */
export interface Automaton<S extends State = State> {
  /** Kind of each ASCII character. Beyond ASCII, white space is of kind 1, and all else of kind 0. */
  readonly kinds: Uint8Array
  /** Finds a state that no search has met yet; `undefined` if there are too many ways. */
  readonly follow?: (state: S, kind: number) => State | undefined
  /** Number of the search in progress. */
  searches: number
}

/**
 * Most steps of a search in a string, or `undefined` if there are too many to tell. Reads the string as far as a search
 * does.
 */
export function measureSteps<S extends State>(
  automaton: Automaton<S>,
  begin: Begin<S>,
  text: string,
  from: number,
  pay: Pay,
): number | undefined {
  const search = ++automaton.searches
  let { state, steps }: Begin = begin
  let met = 0
  for (let at = from; at < text.length && (state.restarts || state.count > 0); at++) {
    if ((at - from) % together === 0) pay(cost.measuredCharacter * Math.min(together, text.length - at))
    if (state.search !== search) {
      if (++met > mostStates) return undefined
      pay(cost.item * state.work)
      state.search = search
    }
    const unit = text.charCodeAt(at)
    const kind = unit < ascii ? automaton.kinds[unit]! : Number(isSpaceBeyondAscii(unit))
    const next = state.next[kind] ?? automaton.follow?.(state as S, kind)
    steps += state.steps[kind]!
    if (next === undefined || steps > mostSteps * (at - from + together)) return undefined
    state = next
  }
  return steps + state.count
}
