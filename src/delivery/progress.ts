import type { Action } from '../engine/index.ts'
import type { Delivered, Outcome, Rejected } from '../response/index.ts'
import {
  type ActionOutcome,
  type FailedAction,
  isUndelivered,
  type Left,
  type SkippedAction,
  type Stop,
  type Undelivered,
} from './outcome.ts'

/** An action on its way. */
export class Progress {
  readonly action: Action
  readonly #delivered: Set<number>
  readonly #refused: Set<number>
  /** The first refusal. */
  #rejected: Omit<Rejected, 'items'> | undefined
  #failed: FailedAction | undefined
  #skipped: SkippedAction | undefined
  #stop: Stop | undefined
  /** Reason why the vendor's last answer settles nothing. */
  #retry: string | undefined

  constructor(given: Action | Undelivered) {
    const { action, done, rejected }: Undelivered = isUndelivered(given) ? given : { action: given, done: [] }
    this.action = action
    this.#delivered = new Set(done)
    this.#refused = new Set(rejected?.parts)
    this.#rejected = rejected && toRejected(rejected)
  }

  /** Settled parts. */
  get settled(): readonly number[] {
    return [...this.#delivered, ...this.#refused]
  }

  /** Takes note of the outcome of parts. */
  record(outcome: Outcome, parts: Iterable<number>): void {
    this.#retry = outcome.outcome === 'retry' ? outcome.message : undefined
    if (!isSettled(outcome)) return
    const isRefused = outcome.outcome === 'rejected'
    const settled = isRefused ? this.#refused : this.#delivered
    for (const part of parts) settled.add(part)
    if (isRefused) this.#rejected ??= toRejected(outcome)
  }

  fail({ code, at, message, template }: Omit<FailedAction, 'outcome'>): void {
    this.#failed = { outcome: 'failed', code, at, message, ...(template !== undefined && { template }) }
  }

  /** Skips the action, unless it makes no request because all its parts are settled. */
  skip({ at, message }: Omit<SkippedAction, 'outcome'>): void {
    if (this.settled.length === 0) this.#skipped = { outcome: 'skipped', at, message }
  }

  /** Gives the action back. */
  leave(stop: Stop): void {
    this.#stop ??= stop
  }

  outcome(action: number): ActionOutcome | undefined {
    if (this.#stop) return undefined
    const failure = this.#rejected ?? this.#failed
    if (failure === undefined) return { action, ...(this.#skipped ?? { outcome: 'delivered' }) }
    return { action, ...failure, ...(this.#delivered.size > 0 && { done: [...this.#delivered] }) }
  }

  /** The action, and its parts that are settled. */
  get undelivered(): Undelivered {
    const rejected = this.#rejected && { ...this.#rejected, parts: [...this.#refused] }
    return { action: this.action, done: [...this.#delivered], ...(rejected && { rejected }) }
  }

  left(index: number): Left | undefined {
    if (this.#stop === undefined) return undefined
    const { reason, message } = this.#stop
    return {
      index,
      ...this.undelivered,
      reason,
      message: this.#retry === undefined ? message : `${message}; the last request: ${this.#retry}`,
    }
  }
}

/** True for an outcome after which the parts are not sent again. */
export function isSettled(outcome: Outcome): outcome is Outcome & (Delivered | Rejected) {
  return outcome.outcome === 'delivered' || outcome.outcome === 'rejected'
}

/** Drops numbers, which have no meaning outside of their request. */
function toRejected({ outcome, at, message }: Rejected): Omit<Rejected, 'items'> {
  return { outcome, ...(at !== undefined && { at }), message }
}
