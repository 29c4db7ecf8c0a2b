import { isDeepStrictEqual } from 'node:util'
import { waitForAccount } from '../../worker/lib/backoff.js'
import { log } from '../../worker/lib/log.js'
import { runRound } from '../../worker/lib/round.js'
import { HeldEvents } from './heldEvents.js'
import { Record } from './record.js'
import { toToken } from './subjects.js'
import { Suspects } from './suspects.js'

/**
 * The events of one account in one partition while they wait. All later events of the account go after them, until none
 * is left. Its record has the number of the last event before the first that is not settled, and the progress of those
 * after it.
 */
export class Lane {
  #partition
  #account
  #events
  #record
  #onEmpty
  /** All events of the lane, as long as they are few and it delivers. Absent: they are read from the broker. */
  #queue
  /** The last `hold`, and the number of those that are not over. */
  #held
  #holding = 0
  #suspects

  /** `onEmpty` is called at a moment at which nothing is held or about to be. */
  constructor(partition, account, { queue, onEmpty }) {
    this.#queue = queue
    this.#onEmpty = onEmpty
    this.#suspects = new Suspects(account, partition.maxAge)
    this.#partition = partition
    this.#account = account
    this.#events = new HeldEvents(partition.broker, account.name, partition.number)
  }

  /** Puts events into the broker. */
  async hold(entries) {
    this.#partition.checkLease()
    this.#holding++
    this.#held = this.#events.append(entries, this.#partition.lease)
    await this.#held
    this.#holding--
    this.#queue?.push(...entries)
    if (this.#queue?.length > 2 * this.#partition.batch) this.#queue = undefined
  }

  /** Delivers the events until none is left or the partition ends. `running` is a delivery that is not over yet. */
  async drain(entries, running) {
    const { broker, number, signal } = this.#partition
    running?.catch(() => undefined)
    // The next owner would lose its partition, if this record is taken from it.
    this.#partition.checkLease()
    const key = `${toToken(this.#account.name)}.${number}`
    this.#record = await Record.take(broker.lanes, key, { after: 0, progress: {} })
    if (running) {
      await running
      await this.#write(entries)
    }
    for (let attempt = 0; !signal.aborted; ) {
      const { isEmpty, settled } = await this.#round()
      if (isEmpty) return
      // The other lanes of the account need not wait any longer either.
      if (settled > 0 && attempt > 0) this.#account.wake()
      attempt = settled > 0 ? 0 : attempt + 1
      if (attempt === 0) continue
      this.#queue = undefined
      await waitForAccount(this.#account, attempt, signal)
    }
  }

  async #round() {
    const { broker, batch, slots } = this.#partition
    const account = this.#account
    const held = this.#held
    const isSame = () => this.#holding === 0 && this.#held === held
    const read = this.#queue?.slice(0, batch) ?? (await this.#events.read(this.#record.value.after, batch))
    if (read.length < batch && isSame()) this.#queue ??= [...read]
    if (read.length === 0) {
      const isEmpty = isSame()
      if (isEmpty) this.#onEmpty()
      else await this.#held
      return { isEmpty, settled: 1 }
    }
    for (const entry of read) this.#recall(entry)
    const open = read.filter(({ isSettled }) => !isSettled)
    const { tried, last } = this.#suspects.choose(open)
    const { reason, buried } = await slots.run(() => runRound(broker, account, tried, this.#partition, { last }))
    const settled = tried.filter(({ isSettled }) => isSettled).length
    this.#suspects.note({ settled, buried })
    await this.#write(read)
    if (reason === 'unauthorized') log('warn', 'account-waits', { account: account.name, reason })
    return { settled }
  }

  #recall(entry) {
    const known = this.#record.value.progress[entry.heldSeq]
    if (known === true) entry.isSettled = true
    else if (known) entry.progress = known
  }

  /** Writes the progress of events, and removes those before the first that is not settled. */
  async #write(entries) {
    this.#partition.checkLease()
    const first = entries.findIndex(({ isSettled }) => !isSettled)
    const [before, rest] = first < 0 ? [entries, []] : [entries.slice(0, first), entries.slice(first)]
    const after = before.at(-1)?.heldSeq ?? this.#record.value.after
    const progress = Object.fromEntries(
      rest
        .filter(({ isSettled, progress }) => isSettled || Object.keys(progress).length > 0)
        .map(({ heldSeq, isSettled, progress }) => [heldSeq, isSettled || progress]),
    )
    const value = { after, progress }
    if (isDeepStrictEqual(value, this.#record.value)) return
    await this.#record.write(value)
    this.#queue?.splice(0, before.length)
    if (before.length > 0) await this.#events.remove(after)
  }
}
