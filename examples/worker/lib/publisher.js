import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { personIn } from './person.js'

/** Events on their way at the same time, each of another person. */
const window = 512

/** Milliseconds that an event is tried. */
const patience = 60_000

/**
 * Publishes events. The next event of a person is sent when the broker has the one before; after an error, no later event
 * of that person is sent.
 */
export class Publisher {
  #broker
  #account
  #run = randomUUID()
  /** The last event on its way of each person. */
  #last = new Map()
  /** People whose event failed. */
  #stopped = new Set()
  #count = 0
  failures = []

  constructor(broker, account) {
    this.#broker = broker
    this.#account = account
  }

  /** Adds an event. Resolves when there is room for another. */
  async add(event, line, bytes) {
    while (this.#count >= window) await Promise.race(this.#last.values())
    const person = personIn(event)
    this.#count++
    const own = this.#publishAfter(this.#last.get(person), person, { line, bytes }).then(() => {
      this.#count--
      if (this.#last.get(person) === own) this.#last.delete(person)
    })
    this.#last.set(person, own)
  }

  async finish() {
    await Promise.all(this.#last.values())
  }

  async #publishAfter(before, person, { line, bytes }) {
    await before
    if (this.#stopped.has(person)) return
    if (!(await this.#publish(person, line, bytes))) this.#stopped.add(person)
  }

  async #publish(person, line, bytes) {
    const id = `${this.#run}.${line}`
    const end = Date.now() + patience
    for (;;) {
      try {
        await this.#broker.publish({ id, person, account: this.#account, bytes })
        return true
      } catch (error) {
        if (error.isTooLarge || Date.now() > end) {
          this.failures.push({ line, message: error.message })
          return false
        }
        await wait(200)
      }
    }
  }
}
