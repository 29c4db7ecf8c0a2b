import type { Code } from '../diagnostics/index.ts'
import type { Json, JsonObject, Pointer } from '../value/index.ts'

/** What a destination is to do for one event. */
export interface Action {
  /** The destination's slug. */
  readonly destination: string
  /** The subscription's name. */
  readonly subscription: string
  /** The action's key in the definition. */
  readonly action: string
  /** May share values with the event. */
  readonly payload: JsonObject
  /** Who made the call: its user id, anonymous id, and of an alias the previous id. */
  readonly by?: readonly string[]
}

/** Why a subscription that matched sends nothing. */
export interface Failure {
  readonly subscription: string
  readonly action: string
  readonly code: Code
  /** The place in the payload. */
  readonly at: Pointer
  readonly message: string
  /** Of `requests`: the action that it is about, by its index in the list that was given. */
  readonly index?: number
}

export interface MapResult {
  readonly actions: readonly Action[]
  readonly failures: readonly Failure[]
}

/** What every subscription made of one event, and why. */
export interface Report {
  readonly destination: string
  readonly verdicts: readonly Verdict[]
}

export interface Verdict {
  readonly subscription: string
  readonly action: string
  readonly verdict: 'sent' | 'unmatched' | 'filtered' | 'disabled' | 'invalid' | 'failed'
  /** One sentence. */
  readonly reason: string
  /** `unmatched`: the clauses of the trigger that decided it. */
  readonly clauses?: readonly Clause[]
  /** `sent`, and `invalid` as far as it came. */
  readonly payload?: JsonObject
  /** `invalid` and `failed`: what is wrong, each with the event paths that its value was made from. */
  readonly failures?: readonly (Failure & { readonly from: readonly string[] })[]
  /** `sent`: fields whose value is absent, with the paths that were looked for. */
  readonly absent?: readonly { readonly at: Pointer; readonly from: readonly string[] }[]
  /** `sent`: what the vendor accepts and then ignores or drops. */
  readonly warnings?: readonly string[]
}

/** One comparison of a trigger that was false. */
export interface Clause {
  readonly text: string
  readonly expected: Json
  /** Absent when the event does not have the path. */
  readonly actual?: Json
  /** Event paths that the event does not have. */
  readonly missing: readonly string[]
}
