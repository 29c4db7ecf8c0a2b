import type { Action, Failure, Skipped } from '../engine/index.ts'
import type { Delivered, Rejected } from '../response/index.ts'
import { isObject } from '../value/index.ts'

/**
 * The end of an action. `action` is its index in the given list. `done`, if there are any: parts of a rejected or failed
 * action that were delivered, without which it can be sent again.
 */
export type ActionOutcome = { readonly action: number } & (
  | Delivered
  | SkippedAction
  | ((FailedAction | Omit<Rejected, 'items'>) & Partial<Pick<Undelivered, 'done'>>)
)

/** An action that makes no request, on purpose. */
export interface SkippedAction extends Pick<Skipped, 'at' | 'message'> {
  readonly outcome: 'skipped'
}

/** An action that cannot be made into requests. */
export interface FailedAction extends Pick<Failure, 'code' | 'at' | 'message' | 'template'> {
  readonly outcome: 'failed'
}

/** An action of which parts are delivered already. */
export interface Undelivered {
  readonly action: Action
  /** Delivered parts, which are not sent again: numbers as in `parts` of a request. */
  readonly done: readonly number[]
  /** The first refusal of the vendor, and all refused parts, which are not sent again either. */
  readonly rejected?: Omit<Rejected, 'items'> & { readonly parts: readonly number[] }
}

/** An action that is not settled. */
export interface Left extends Undelivered {
  /** Index in the given list. */
  readonly index: number
  readonly reason: 'unauthorized' | 'too old' | 'stopped'
  readonly message: string
}

/** Reason why requests stop. */
export type Stop = Pick<Left, 'reason' | 'message'>

/** True for an action with its delivered parts, also one that was stored as JSON. */
export function isUndelivered(given: Action | Undelivered): given is Undelivered {
  return isObject(given) && 'action' in given && isObject(given.action) && 'done' in given && Array.isArray(given.done)
}
