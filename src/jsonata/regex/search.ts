import { charge, cost } from '../../value/index.ts'
import { execute, type Found, type Meter } from './backtrack.ts'
import { type Bound, boundSteps, findBound } from './bound.ts'
import { compilePattern, type Program } from './program.ts'

/** JavaScript's matcher is asked at once where its steps cost at most this much. */
const cheap = 4000

/** A search of the counting matcher has taken longer than JavaScript's matcher could. */
class TooLong extends Error {}

/** Searches strings for a pattern. */
export class Search {
  readonly #pattern: RegExp
  #compiled: { readonly program: Program; readonly bound: Bound } | undefined

  constructor(pattern: RegExp) {
    this.#pattern = pattern
  }

  /** Found on first use: most patterns of a definition are not used for an event. */
  get #parts(): { readonly program: Program; readonly bound: Bound } {
    if (this.#compiled === undefined) {
      const program = compilePattern(this.#pattern)
      this.#compiled = { program, bound: findBound(program) }
    }
    return this.#compiled
  }

  /**
   * Finds the first match at `from` or later. JavaScript's matcher runs only where its steps are bounded, and is paid
   * before. Where that is not cheap, the counting matcher tries first for as much, because most searches end early: the
   * many searches of `$split(text, /,/)` together take as long as one. `spend` pays for its steps.
   *
   * @throws PatternError for a pattern that `compilePattern` refuses
   */
  find(text: string, from: number, spend: (units: number) => void): Found | null {
    const { program, bound } = this.#parts
    const native = boundSteps(bound, text.length - from) * cost.nativeStep
    const fixed = cost.call + program.groups * cost.kept
    if (native > cheap) {
      charge(fixed)
      const found = this.#count(program, text, from, native, spend)
      if (found !== undefined) return found
    }
    charge(fixed + native)
    this.#pattern.lastIndex = from
    const found = this.#pattern.exec(text)
    return found && { index: found.index, match: found[0], groups: found.slice(1) }
  }

  /** Asks the counting matcher. Returns `undefined` if it takes more than `most` units. */
  #count(
    program: Program,
    text: string,
    from: number,
    most: number,
    spend: (units: number) => void,
  ): Found | null | undefined {
    let left = most
    const pay = (units: number) => {
      left -= units
      if (left < 0) throw new TooLong()
      spend(units)
    }
    const meter: Meter = {
      steps: count => pay(count * cost.matcherStep),
      remembered: count => pay(count * cost.kept),
    }
    try {
      return execute(program, text, from, meter)
    } catch (error) {
      if (error instanceof TooLong) return undefined
      throw error
    }
  }
}
