import { charge, cost } from '../../value/index.ts'
import { execute, type Found, type Meter } from './backtrack.ts'
import { StepBound } from './bound.ts'
import { compilePattern, type Program } from './program.ts'

/** Steps of JavaScript's matcher that need no closer look. */
const cheap = 1000

/** Searches strings for a pattern. */
export class Search {
  readonly #pattern: RegExp
  #compiled: { readonly program: Program; readonly bound: StepBound } | undefined

  constructor(pattern: RegExp) {
    this.#pattern = pattern
  }

  /** Compiled on first use: most patterns of a definition are not used for an event. */
  get #parts(): { readonly program: Program; readonly bound: StepBound } {
    if (this.#compiled === undefined) {
      const program = compilePattern(this.#pattern)
      this.#compiled = { program, bound: new StepBound(program) }
    }
    return this.#compiled
  }

  /**
   * Finds the first match at `from` or later. JavaScript's matcher runs only where its steps are bounded, and is paid
   * before; elsewhere the counting matcher runs. `spend` pays for what takes time with the length of the string.
   *
   * @throws PatternError for a pattern that `compilePattern` refuses
   */
  find(text: string, from: number, spend: (units: number) => void): Found | null {
    const { program, bound } = this.#parts
    charge(cost.call + program.groups * cost.kept)
    const { linear = Number.POSITIVE_INFINITY } = bound
    let steps: number | undefined = linear * (Math.max(0, text.length - from) + 2)
    if (steps > cheap) steps = bound.measure(text, from, spend)
    if (steps === undefined) return execute(program, text, from, meter(spend))
    charge(steps * cost.nativeStep)
    this.#pattern.lastIndex = from
    const found = this.#pattern.exec(text)
    return found && { index: found.index, match: found[0], groups: found.slice(1) }
  }
}

function meter(spend: (units: number) => void): Meter {
  return {
    steps: count => spend(count * cost.matcherStep),
    remembered: count => spend(count * cost.kept),
  }
}
