import type { Action } from '../engine/index.ts'
import type { Outcome, Rejected } from '../response/index.ts'
import type { ActionOutcome, Left, NotSent, Stop } from './outcome.ts'

/** An action on its way. */
export class Progress {
  readonly action: Action
  readonly #done: Set<number>
  #rejected: Rejected | undefined
  #notSent: NotSent | undefined
  #stop: Stop | undefined

  constructor(action: Action, done: readonly number[], rejected?: Rejected) {
    this.action = action
    this.#done = new Set(done)
    this.#rejected = rejected
  }

  /** Settled parts. */
  get done(): readonly number[] {
    return [...this.#done]
  }

  /** Takes note of the outcome of parts. Returns false if they are not settled. */
  record(outcome: Outcome, parts: readonly number[]): boolean {
    if (outcome.outcome === 'retry' || outcome.outcome === 'unauthorized') return false
    for (const part of parts) this.#done.add(part)
    if (outcome.outcome === 'rejected') {
      const { at, message } = outcome
      this.#rejected ??= { outcome: 'rejected', ...(at !== undefined && { at }), message }
    }
    return true
  }

  /** Ends an action that makes no request. An action is also skipped if all its parts are settled. */
  end(notSent: NotSent): void {
    if (notSent.outcome === 'failed' || this.#done.size === 0) this.#notSent = notSent
  }

  /** Gives the action back. */
  leave(stop: Stop): void {
    this.#stop ??= stop
  }

  outcome(action: number): ActionOutcome | undefined {
    if (this.#stop) return undefined
    return { action, ...(this.#rejected ?? this.#notSent ?? { outcome: 'delivered' }) }
  }

  left(index: number): Left | undefined {
    const rejected = this.#rejected
    return this.#stop && { index, action: this.action, done: this.done, ...(rejected && { rejected }), ...this.#stop }
  }
}
