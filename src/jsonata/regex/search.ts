import { cost } from '../../value/index.ts'
import type { Pay } from './automaton.ts'
import { execute, type Meter } from './backtrack.ts'
import { StepBound } from './bound.ts'
import { execNative, type Found, payForSearch } from './native.ts'
import { compilePattern, type Program } from './program.ts'
import { type Proof, ProvenBound } from './proof.ts'

/** Finds the first match at `from` or later. `pay` pays for what takes time with the length of the string. */
export type Find = (text: string, from: number, pay: Pay) => Found | null

/**
 * A search for any pattern. JavaScript's matcher runs only where its steps are bounded, and is paid before; elsewhere the
 * counting matcher runs.
 *
 * @throws PatternError on first use, for a pattern that `compilePattern` refuses
 */
export function searchAny(pattern: RegExp): Find {
  // Compiled on first use: most patterns of a definition are not used for an event.
  let compiled: { readonly program: Program; readonly bound: StepBound } | undefined
  return (text, from, pay) => {
    if (compiled === undefined) {
      const program = compilePattern(pattern)
      compiled = { program, bound: new StepBound(program) }
    }
    const { program, bound } = compiled
    return payForSearch(bound, text, from, pay)
      ? execNative(pattern, text, from)
      : execute(program, text, from, meter(pay))
  }
}

/** A search for a pattern that is proven to take linear time. */
export function searchProven(pattern: RegExp, proof: Proof): Find {
  let bound: ProvenBound | undefined
  return (text, from, pay) => {
    bound ??= new ProvenBound(proof)
    payForSearch(bound, text, from, pay)
    return execNative(pattern, text, from)
  }
}

/** Proves that searches for a pattern take linear time, if they do and the proof is short. */
export function proveSearch(pattern: RegExp): Proof | undefined {
  return new StepBound(compilePattern(pattern)).proof()
}

function meter(pay: Pay): Meter {
  return {
    steps: count => pay(count * cost.matcherStep),
    remembered: count => pay(count * cost.kept),
  }
}
