import { charge, cost } from '../../value/index.ts'
import { execute, type Found, type Meter } from './backtrack.ts'
import { StepBound } from './bound.ts'
import { compilePattern, type Program } from './program.ts'

/** Steps of JavaScript's matcher that need no closer look. */
const cheap = 1000

interface Parts {
  readonly program: Program
  readonly bound: StepBound
  /** Steps of JavaScript's matcher for each character. */
  readonly linear: number
  /** Units of a search besides its steps. */
  readonly fixed: number
}

/** Searches strings for a pattern. */
export class Search {
  readonly #pattern: RegExp
  #compiled: Parts | undefined

  constructor(pattern: RegExp) {
    this.#pattern = pattern
  }

  /** Compiled on first use: most patterns of a definition are not used for an event. */
  #compile(): Parts {
    const program = compilePattern(this.#pattern)
    const bound = new StepBound(program)
    const { linear = Number.POSITIVE_INFINITY } = bound
    return { program, bound, linear, fixed: cost.call + program.groups * cost.kept }
  }

  /**
   * Finds the first match at `from` or later. JavaScript's matcher runs only where its steps are bounded, and is paid
   * before; elsewhere the counting matcher runs. `spend` pays for what takes time with the length of the string.
   *
   * @throws PatternError for a pattern that `compilePattern` refuses
   */
  find(text: string, from: number, spend: (units: number) => void): Found | null {
    this.#compiled ??= this.#compile()
    const { program, bound, linear, fixed } = this.#compiled
    let steps: number | undefined = linear * (Math.max(0, text.length - from) + 2)
    if (steps > cheap) steps = bound.measure(text, from, spend)
    charge(fixed + (steps ?? 0) * cost.nativeStep)
    if (steps === undefined) return execute(program, text, from, meter(spend))
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
