import type { Verdict } from '../engine/index.ts'
import { findKind, type Json } from '../value/index.ts'

/** Reason why a subscription was not evaluated or did not match, as tests and `map --include skipped` write it. */
export interface SkipReason {
  /** `trigger-false`, `missing:` and the path that the event lacks, `filtered`, `disabled`, or `check`. */
  readonly reason: string
  /** Clause of the trigger that decided it. */
  readonly clause?: string
  /** Value that the clause tested, if it is a scalar. */
  readonly got?: Json
  /** `check`: the reason, which is the definition's unless the whole event is skipped. */
  readonly message?: string
}

/** Returns `undefined` for a subscription that sent something, or failed. */
export function skipReason({ verdict, reason, clauses = [] }: Verdict): SkipReason | undefined {
  if (verdict === 'filtered' || verdict === 'disabled') return { reason: verdict }
  if (verdict === 'skipped') return { reason: 'check', message: reason }
  if (verdict !== 'unmatched') return undefined
  const [clause] = clauses
  if (clause === undefined) return { reason: 'trigger-false' }
  const { text, actual, missing } = clause
  const [path] = missing
  if (path !== undefined) return { reason: `missing:${path}`, clause: text }
  const isScalar = actual !== undefined && !['array', 'object'].includes(findKind(actual))
  return { reason: 'trigger-false', clause: text, ...(isScalar && { got: actual }) }
}
