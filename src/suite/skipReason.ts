import type { Verdict } from '../engine/index.ts'
import { type Json, kindOf } from '../value/index.ts'

/** Why a subscription was not tried, or did not match, in the words of tests and of `map --include skipped`. */
export interface SkipReason {
  /** `trigger-false`, `missing:` and the path that the event lacks, `filtered`, `disabled`, or `check`. */
  readonly reason: string
  /** The clause of the trigger that decided it. */
  readonly clause?: string
  /** What the clause was asked of, where that is a scalar. */
  readonly got?: Json
  /** `check`: the reason that the definition gives. */
  readonly message?: string
}

/** `undefined` for a subscription that sends something, or tried to. */
export function skipReason({ verdict, reason, clauses = [] }: Verdict): SkipReason | undefined {
  if (verdict === 'filtered' || verdict === 'disabled') return { reason: verdict }
  if (verdict === 'skipped') return { reason: 'check', message: reason }
  if (verdict !== 'unmatched') return undefined
  const [clause] = clauses
  if (clause === undefined) return { reason: 'trigger-false' }
  const { text, actual, missing } = clause
  const [path] = missing
  if (path !== undefined) return { reason: `missing:${path}`, clause: text }
  const isScalar = actual !== undefined && !['array', 'object'].includes(kindOf(actual))
  return { reason: 'trigger-false', clause: text, ...(isScalar && { got: actual }) }
}
