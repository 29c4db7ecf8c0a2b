import { chargeWalk, cost } from '../../value/index.ts'
import type { Proof } from '../regex/proof.ts'
import { type Find, searchAny, searchProven } from '../regex/search.ts'
import { JsonataError } from './error.ts'
import { D1004, T1010 } from './errorKinds.ts'
import type { FunctionValue } from './functionValue.ts'
import type { Run } from './run.ts'

/** One match, as a regular expression or a function in its place returns it. */
export interface Match {
  readonly match: string
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
  readonly next: FunctionValue
}

/** A regular expression as a function value, which returns the first match in a string. */
export function regexMatcher(run: Run, pattern: RegExp): FunctionValue {
  return matcher(run, pattern, searchAny(pattern))
}

/** The same for a pattern that is proven to take linear time. A built module needs no other matcher than JavaScript's. */
export function provenMatcher(run: Run, pattern: RegExp, proof: Proof): FunctionValue {
  return matcher(run, pattern, searchProven(pattern, proof))
}

function matcher(run: Run, pattern: RegExp, find: Find): FunctionValue {
  const spend = (units: number) => run.spend(units / cost.item)
  const matchFrom = (text: string, from: number): Match | undefined => {
    const found = find(text, from, spend)
    if (found === null) return undefined
    const { match, index: start, groups } = found
    const end = start + match.length
    return {
      match,
      start,
      end,
      groups,
      next: () => {
        if (end >= text.length) return undefined
        const next = matchFrom(text, end)
        if (next?.match === '') throw new JsonataError(D1004, { value: pattern.source })
        return next
      },
    }
  }
  // The arity matters: `$map` passes two arguments to a function of two parameters.
  return (text: unknown, from: unknown) => {
    if (typeof text !== 'string') chargeWalk(text)
    return matchFrom(String(text), typeof from === 'number' ? Math.max(0, Math.trunc(from) || 0) : 0)
  }
}

/** Finds the first match of a matcher in a string. */
export function firstMatch(run: Run, find: FunctionValue, text: string): Match | undefined {
  return check(run, run.resolve(find.call(null, text), null))
}

/** Finds the next match. */
export function nextMatch(run: Run, found: Match): Match | undefined {
  return check(run, run.resolve(found.next.call(null), null))
}

function check(run: Run, found: unknown): Match | undefined {
  if (found === undefined || found === null) return undefined
  run.spend(1)
  const { start, end, groups, next } = found as Partial<Match>
  const isMatch =
    typeof start === 'number' || typeof end === 'number' || Array.isArray(groups) || typeof next === 'function'
  if (found && !isMatch) throw new JsonataError(T1010)
  return found as Match
}
