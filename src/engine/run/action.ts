import type { Code } from '../../diagnostics/index.ts'
import { type Json, type JsonObject, own, type Pointer } from '../../value/index.ts'

/** What a destination is to do for one event. */
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
  /** The ids of the event's call: `userId`, `anonymousId`, of an alias also `previousId`. Requests keep their order. */
  readonly subject: readonly string[]
}

/** Collects the ids of a call: what an action is about, whatever its mapping makes of it. */
export function callIds(event: JsonObject): string[] {
  const ids: string[] = []
  addId(own(event, 'userId'), ids)
  addId(own(event, 'anonymousId'), ids)
  if (event.type === 'alias') addId(own(event, 'previousId'), ids)
  return ids
}

function addId(id: unknown, ids: string[]): void {
  if (typeof id === 'number' || (typeof id === 'string' && id !== '')) ids.push(String(id))
}

/** An action that makes no request on purpose, so that a worker can settle it. */
export interface Skipped {
  /** The action, by its index in the list that was given. */
  readonly index: number
  /** The place in the payload that decided it; empty where it is not one place. */
  readonly at: Pointer
  readonly message: string
}

/** Why a subscription that matched sends nothing. Without a subscription it is about the input as a whole. */
export interface Failure {
  readonly subscription?: string
  readonly action?: string
  readonly code: Code
  /** The place in the payload. */
  readonly at: Pointer
  readonly message: string
  /** Of `requests`: the action that it is about, by its index in the list that was given. */
  readonly index?: number
}

export interface MapResult<Actions extends Action = Action> {
  readonly actions: readonly Actions[]
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
  readonly verdict: 'sent' | 'unmatched' | 'filtered' | 'disabled' | 'skipped' | 'invalid' | 'failed'
  /** One sentence. */
  readonly reason: string
  /** `unmatched`: the clauses of the trigger that decided it. */
  readonly clauses?: readonly Clause[]
  /** The payload of the action, where `map` returns one: `sent`, and where its requests are skipped or fail. */
  readonly payload?: JsonObject
  /** `invalid` and `failed`: what is wrong, each with the event paths that its value was made from. */
  readonly failures?: readonly (Failure & { readonly from: readonly string[] })[]
  /** `sent`: fields whose value is absent, with the paths that were looked for. */
  readonly absent?: readonly { readonly at: Pointer; readonly from: readonly string[] }[]
  /** `sent`: what the vendor accepts and then ignores or drops, and what looks wrong with the call. */
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
