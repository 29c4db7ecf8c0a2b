/** The host's clock, in seconds, as one that is never set back, and by which time that was waited for has passed. */
export class Clock {
  readonly #host: () => number
  #last = 0
  #ahead = 0

  constructor(host: () => number) {
    this.#host = host
  }

  now(): number {
    const now = this.#host() + this.#ahead
    if (now >= this.#last) this.#last = now
    // NaN is neither: no time has passed.
    else if (now < this.#last) this.#ahead += this.#last - now
    return this.#last
  }

  /** Takes note that a wait until then is over. */
  reach(time: number): void {
    this.#last = Math.max(this.#last, time)
  }
}
