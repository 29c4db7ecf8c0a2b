import type { Code } from '../../diagnostics/index.ts'
import type { Json, JsonObject, Pointer } from '../../value/index.ts'

/** One action for a destination to perform. */
export interface Action<Name extends string = string, Payload extends JsonObject = JsonObject> {
  /** The destination's slug. */
  readonly destination: string
  /** The subscription's name. */
  readonly subscription: string
  /** The action's key in the definition. */
  readonly action: Name
  /** May share values with the event. */
  readonly payload: Payload
  /** The event's `messageId`. */
  readonly messageId?: string
  /**
   * Ids of the call: `userId`, `anonymousId`, and `previousId` of an alias. Requests of the same id keep their order.
   */
  readonly subject: readonly string[]
}

/** An action that makes no request on purpose. Hosts settle it as done. */
export interface Skipped {
  /** Index of the action in the given list. */
  readonly index: number
  /** Place in the payload that decided it; empty if it is not one place. */
  readonly at: Pointer
  readonly message: string
}

/**
 * Reason why a subscription that matched sends nothing. Without a subscription, the failure concerns the whole input.
 */
export interface Failure {
  readonly subscription?: string
  readonly action?: string
  readonly code: Code
  /** CM904: name of the check that refuses the payload. */
  readonly check?: string
  /** Place in the payload. */
  readonly at: Pointer
  readonly message: string
  /** For `requests`: place in the definition of the part of the request that failed; absent if no part did. */
  readonly template?: Pointer
  /** For `requests`: index of the action in the given list. */
  readonly index?: number
  /** CM707: name of the token that is to be had first. */
  readonly token?: string
}

/** A result under construction. */
export interface Result {
  actions: Action[]
  readonly failures: Failure[]
}

export interface MapResult<Actions extends Action = Action> {
  readonly actions: readonly Actions[]
  readonly failures: readonly Failure[]
}

/** Verdicts of all subscriptions on one event. */
export interface Report {
  readonly destination: string
  readonly verdicts: readonly Verdict[]
}

export interface Verdict {
  readonly subscription: string
  readonly action: string
  readonly verdict: 'sent' | 'unmatched' | 'filtered' | 'disabled' | 'skipped' | 'invalid' | 'failed'
  /** One sentence. */
  readonly reason: string
  /** `unmatched`: the clauses that decided it. */
  readonly clauses?: readonly Clause[]
  /** Payload of the action, if `map` returns one: for `sent`, and if its requests are skipped or fail. */
  readonly payload?: JsonObject
  /** `invalid` and `failed`: the failures, each with the event paths that its value was computed from. */
  readonly failures?: readonly (Failure & { readonly from: readonly string[] })[]
  /** `sent`: absent fields, with the event paths that were read for them. */
  readonly absent?: readonly { readonly at: Pointer; readonly from: readonly string[] }[]
  /** `sent`: values that the vendor accepts and then ignores or drops, and doubtful parts of the call. */
  readonly warnings?: readonly string[]
}

/** One comparison of a trigger, which was false. */
export interface Clause {
  readonly text: string
  readonly expected: Json
  /** Absent if the event lacks the path. */
  readonly actual?: Json
  /** Event paths that the event lacks. */
  readonly missing: readonly string[]
}
