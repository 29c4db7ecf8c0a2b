import type { Action, Failure } from '../engine/index.ts'
import type { Delivered, Rejected } from '../response/index.ts'
import { isObject } from '../value/index.ts'

/** The end of an action. `action` is its index in the given list. */
export type ActionOutcome = { readonly action: number } & (Delivered | Rejected | NotSent)

/** An action that makes no request: on purpose, or because it cannot. */
export type NotSent =
  | { readonly outcome: 'skipped'; readonly at: string; readonly message: string }
  | ({ readonly outcome: 'failed' } & Pick<Failure, 'code' | 'at' | 'message'>)

/** An action that is not settled. */
export interface Left {
  /** Index in the given list. */
  readonly index: number
  readonly action: Action
  /** Parts that are settled, which are not sent again: numbers as in `parts` of a request. */
  readonly done: readonly number[]
  /** The worst outcome of the settled parts, if the vendor refused one. */
  readonly rejected?: Rejected
  readonly reason: 'unauthorized' | 'too old' | 'stopped'
  readonly message: string
}

/** The reason that requests stop. */
export type Stop = Pick<Left, 'reason' | 'message'>

/** True for an action that an earlier delivery gave back, also one that was stored as JSON. */
export function isLeft(given: Action | Left): given is Left {
  return isObject(given) && 'action' in given && isObject(given.action) && 'done' in given && Array.isArray(given.done)
}
