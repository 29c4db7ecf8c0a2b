import type { Destination } from '../engine/index.ts'
import type { Limiter } from './limiter.ts'
import type { ActionOutcome, Left, Undelivered } from './outcome.ts'
import type { Platform } from './platform.ts'
import type { TokenStore } from './tokens.ts'

/** A destination of `compile`, or of a built module. */
export type Deliverable = Pick<Destination, 'requests' | 'outcomes' | 'tokenRequest' | 'token'>

export interface DeliverOptions extends Platform {
  /** Tokens of the account, for a destination that declares some. */
  readonly tokens?: TokenStore
  /** Rates of the account. Without it, only the pauses that the vendor asks for are kept. */
  readonly limiter?: Limiter
  /** Aborted: no request begins, those on their way are settled, and the rest is given back in `left`. */
  readonly signal?: AbortSignal
  /** Asked right before every request. `false` has the effect of an aborted signal. */
  readonly mayStart?: () => boolean
  /**
   * Called when parts of an action are settled, with its index and all that is known of it, before its next request. Stored at
   * once, this survives a kill: a later `deliver` takes it in place of the action, and sends nothing of it again.
   */
  readonly onSettled?: (index: number, progress: Undelivered) => void
  /** Seconds until actions that are not settled are given back. Default: 4 hours. */
  readonly maxAge?: number
  /** Requests on their way at the same time. Default: 8. */
  readonly concurrency?: number
  /** Seconds until an answer counts as absent. Default: 30. */
  readonly timeout?: number
  /** Bytes of an answer's body that are read. Default: 1 MiB. */
  readonly maxAnswerBytes?: number
}

/** Result of `deliver`. Each action is in exactly one of the two lists. */
export interface Delivery {
  readonly outcomes: readonly ActionOutcome[]
  /** Actions that are not settled, as JSON that a later `deliver` takes. */
  readonly left: readonly Left[]
}

/** A number of the options. In place of anything else, such as NaN of an empty variable, the default counts. */
export function numberOr(otherwise: number, given: number | undefined): number {
  return typeof given === 'number' && !Number.isNaN(given) ? given : otherwise
}
