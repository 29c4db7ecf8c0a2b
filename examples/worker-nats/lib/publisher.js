import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { headers } from '@nats-io/transport-node'
import { choosePartition, eventsSubject, personIn } from './subjects.js'

/** Events on their way at the same time, each of another person. */
const window = 512

/** Milliseconds that an event is tried. The broker drops repeats for twice as long. */
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
    const before = this.#last.get(person) ?? Promise.resolve(true)
    this.#count++
    const own = before.then(isSent => isSent && this.#publish(event, line, bytes))
    this.#last.set(person, own)
    own.then(isSent => {
      this.#count--
      // A failure stays, so that later events find it.
      if (isSent && this.#last.get(person) === own) this.#last.delete(person)
    })
  }

  async finish() {
    await Promise.all(this.#last.values())
  }

  async #publish(event, line, bytes) {
    const subject = eventsSubject(choosePartition(event, this.#broker.partitions))
    const options = { msgID: `${this.#run}.${line}`, headers: headers() }
    if (this.#account !== undefined) options.headers.set('Account', this.#account)
    const end = Date.now() + patience
    for (;;) {
      try {
        await this.#broker.client.publish(subject, bytes, options)
        return true
      } catch (error) {
        const isHopeless = /max.*payload/i.test(error.message)
        if (isHopeless || Date.now() > end) {
          this.failures.push({ line, message: error.message })
          return false
        }
        await wait(200)
      }
    }
  }
}
