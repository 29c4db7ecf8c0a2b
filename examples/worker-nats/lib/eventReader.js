import { DeliverPolicy } from '@nats-io/jetstream'
import { readEntry } from '../../worker/lib/entry.js'
import { eventsSubject } from './subjects.js'

/** Reads the events of a partition in their order, without acknowledgements. */
export class EventReader {
  #messages
  #buffer = []
  #limit
  #signal
  #wakeReader = () => {}
  #wakeWriter = () => {}
  #error
  #isClosed = false
  /** Events in the broker after the last that was read. */
  #pending = 0

  constructor(messages, limit, signal) {
    this.#messages = messages
    this.#limit = limit
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wakeReader())
    this.#fill()
  }

  /** Opens a consumer that starts after an event. The client creates it again, at its place, after a lost message. */
  static async open(client, partition, after, { limit, signal }) {
    const consumer = await client.consumers.get('events', {
      filter_subjects: eventsSubject(partition),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: after + 1,
    })
    const messages = await consumer.consume({ max_messages: 2 * limit, idle_heartbeat: 2000, expires: 10_000 })
    return new EventReader(messages, limit, signal)
  }

  /** Takes up to a batch of events, and waits for the first. Returns none if the signal aborts. */
  async next() {
    while (this.#buffer.length === 0 && !this.#signal.aborted) {
      if (this.#error) throw this.#error
      await new Promise(resolve => {
        this.#wakeReader = resolve
      })
    }
    if (this.#signal.aborted) return []
    const taken = this.#buffer.splice(0, this.#limit)
    this.#wakeWriter()
    return taken
  }

  /** Events that are not taken yet. */
  get lag() {
    return this.#pending + this.#buffer.length
  }

  async close() {
    this.#isClosed = true
    this.#wakeWriter()
    await this.#messages.close()
  }

  async #fill() {
    try {
      for await (const message of this.#messages) {
        const { streamSequence, timestampNanos, pending } = message.info
        const receivedAt = new Date(timestampNanos / 1e6).toISOString()
        const entry = readEntry(message.data, streamSequence, receivedAt)
        this.#buffer.push({ ...entry, receivedAt, account: message.headers?.get('Account') || undefined })
        this.#pending = pending
        this.#wakeReader()
        if (this.#buffer.length >= this.#limit) {
          await new Promise(resolve => {
            this.#wakeWriter = resolve
          })
        }
        if (this.#isClosed) return
      }
      this.#error = new Error('the consumer ended')
    } catch (error) {
      this.#error = error
    }
    this.#wakeReader()
  }
}
