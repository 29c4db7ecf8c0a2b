import { headers } from '@nats-io/transport-node'
import { readEntry } from '../../worker/lib/entry.js'
import { countHeld } from '../../worker/lib/metrics.js'
import { fromToken, heldSubject } from './subjects.js'

const encoder = new TextEncoder()

/** Events of one account in one partition that wait in the broker, in their order. */
export class HeldEvents {
  #broker
  #subject

  constructor(broker, account, partition) {
    this.#broker = broker
    this.#subject = heldSubject(account, partition)
  }

  /** Names of the accounts that have events in a partition. */
  static async listAccounts(broker, partition) {
    const { state } = await broker.manager.streams.info('held', { subjects_filter: `held.*.${partition}` })
    return Object.keys(state.subjects ?? {}).map(subject => fromToken(subject.split('.')[1]))
  }

  /** Appends events. When it resolves, the broker has all of them, and `read` finds them. */
  async append(entries, lease) {
    const { until, isOver } = lease.term
    // Acknowledgements may overlap: messages of one connection keep their order.
    const acks = entries.map(({ seq, raw, receivedAt }) => {
      const options = { headers: headers() }
      for (const [name, value] of Object.entries({ Seq: seq, Until: until, Received: receivedAt })) {
        options.headers.set(name, String(value))
      }
      return this.#broker.client.publish(this.#subject, encoder.encode(JSON.stringify(raw)), options)
    })
    countHeld(entries.length)
    for (const [index, { seq }] of (await Promise.all(acks)).entries()) entries[index].heldSeq = seq
    // A broker that was stopped for a while may have got them after `Until`, even if the lease was renewed meanwhile.
    if (isOver()) throw new Error('the lease has ended')
  }

  /** Reads up to `count` events after a number. */
  async read(after, count) {
    const entries = []
    for (let seq = after + 1; entries.length < count; ) {
      // The leader of the stream answers. A replica may not have the last ones yet.
      const message = await this.#broker.manager.streams.getMessage('held', { seq, next_by_subj: this.#subject })
      if (message === null) break
      seq = message.seq + 1
      // A worker whose lease had ended wrote this one. The next owner has dealt with the event.
      if (message.time.getTime() > Number(message.header.get('Until'))) continue
      const received = message.header.get('Received')
      const entry = readEntry(message.data, Number(message.header.get('Seq')), received)
      entries.push({ ...entry, receivedAt: received, heldSeq: message.seq })
    }
    return entries
  }

  /** Removes the events up to a number. */
  async remove(last) {
    await this.#broker.manager.streams.purge('held', { filter: this.#subject, seq: last + 1 })
  }
}
