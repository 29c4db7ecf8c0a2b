import { DeliverPolicy } from '@nats-io/jetstream'
import { readEntry } from './entry.js'
import { eventsSubject } from './subjects.js'

/** Reads the events of a partition in their order, without acknowledgements. */
export class EventReader {
  #messages
  #buffer = []
  #limit
  #wakeReader = () => {}
  #wakeWriter = () => {}
  #error
  /** Events in the broker after the last that was read. */
  #pending = 0

  constructor(messages, limit) {
    this.#messages = messages
    this.#limit = limit
    this.#fill()
  }

  /** Opens a consumer that starts after an event. The client creates it again, at its place, after a lost message. */
  static async open(client, partition, after, limit) {
    const consumer = await client.consumers.get('events', {
      filter_subjects: eventsSubject(partition),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: after + 1,
    })
    return new EventReader(
      await consumer.consume({ max_messages: 2 * limit, idle_heartbeat: 2000, expires: 10_000 }),
      limit,
    )
  }

  /** Takes up to a batch of events, and waits for the first. Returns none if the signal aborts. */
  async next(signal) {
    while (this.#buffer.length === 0 && !signal.aborted) {
      if (this.#error) throw this.#error
      await new Promise(resolve => {
        this.#wakeReader = resolve
        signal.addEventListener('abort', resolve, { once: true })
      })
    }
    if (signal.aborted) return []
    const taken = this.#buffer.splice(0, this.#limit)
    this.#wakeWriter()
    return taken
  }

  /** Events that are not taken yet. */
  get lag() {
    return this.#pending + this.#buffer.length
  }

  async close() {
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
        if (this.#buffer.length >= this.#limit) await new Promise(resolve => (this.#wakeWriter = resolve))
      }
      this.#error = new Error('the consumer ended')
    } catch (error) {
      this.#error = error
    }
    this.#wakeReader()
  }
}
