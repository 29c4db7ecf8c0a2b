/** Milliseconds between two looks. */
const interval = 100

/** Two clocks: one stops while a machine sleeps, the other can be set. */
const clocks = () => [performance.now(), Date.now()]

/** Notices that the process was stopped, or busy, for so long that its partitions may belong to another worker. */
export class Clock {
  #last = clocks()
  #limit
  #onJump
  #timer

  /** `limit`: milliseconds. */
  constructor(limit, onJump) {
    this.#limit = limit
    this.#onJump = onJump
    this.#timer = setInterval(() => this.look(), interval)
  }

  /** Calls `onJump` if the last look was too long ago. Called before every request, because timers may come later. */
  look() {
    const now = clocks()
    const elapsed = Math.max(...now.map((time, index) => time - this.#last[index]))
    this.#last = now
    if (elapsed > this.#limit) this.#onJump()
  }

  close() {
    clearInterval(this.#timer)
  }
}
