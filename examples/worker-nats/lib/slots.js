import { setImmediate as nextTurn } from 'node:timers/promises'

/** Lets a limited number of tasks run at the same time, in the order of their arrival. */
export class Slots {
  #free
  #waiting = []

  constructor(count) {
    this.#free = count
  }

  async run(task) {
    if (this.#free > 0) this.#free--
    else await new Promise(resolve => this.#waiting.push(resolve))
    try {
      await nextTurn()
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
