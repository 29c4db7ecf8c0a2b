import type { Clock } from './clock.ts'
import type { Platform } from './platform.ts'

/** Ends requests that take too long. All of them have the same time, so that the oldest one needs the only timer. */
export class Timeouts {
  readonly #seconds: number
  readonly #clock: Clock
  readonly #wait: Platform['wait']
  readonly #ending = new AbortController()
  /** Times at which requests end, the oldest first, by the function that ends them. */
  readonly #running = new Map<() => void, number>()
  #isWatching = false

  constructor(seconds: number, clock: Clock, wait: Platform['wait']) {
    this.#seconds = seconds
    this.#clock = clock
    this.#wait = wait
  }

  /** Calls `end` when the time is over, unless the returned function is called before. */
  start(end: () => void): () => void {
    this.#running.set(end, this.#clock.now() + this.#seconds)
    if (!this.#isWatching) this.#watch()
    return () => this.#running.delete(end)
  }

  /** Ends the timer. */
  end(): void {
    this.#ending.abort('ended')
  }

  async #watch(): Promise<void> {
    const { signal } = this.#ending
    this.#isWatching = true
    try {
      for (const [end, at] of this.#running) {
        while (at > this.#clock.now() && this.#running.has(end) && !signal.aborted) {
          await this.#wait(at - this.#clock.now(), signal)
        }
        if (this.#running.delete(end)) end()
      }
    } catch {
      // Without a timer, no request may go on for ever.
      for (const end of this.#running.keys()) end()
      this.#running.clear()
    }
    this.#isWatching = false
  }
}
