import { platform } from 'callmap/delivery'
import { log } from '../../worker/lib/log.js'

/** Accounts that hold a partition, because their vendors do not take its events, or they have no valid mappings file. */
export class Holds {
  #partition
  #maxAge
  /** The times since which accounts hold the partition, and the last reasons, by name. */
  #held = new Map()

  constructor(partition, maxAge) {
    this.#partition = partition
    this.#maxAge = maxAge
  }

  get count() {
    return this.#held.size
  }

  /** True if the others have waited for the account for long enough. */
  isTooLong(account) {
    return platform.now() - (this.#held.get(account.name)?.since ?? Number.POSITIVE_INFINITY) > this.#maxAge
  }

  /** Takes note of a round. An account whose vendor takes nothing for long goes on as it was, with one try an event. */
  note({ name }, { isLeft, answered, ...round }) {
    // The events are as old as one round.
    const reason = round.reason === 'too old' ? 'not-taken' : round.reason
    const held = this.#held.get(name)
    const where = { partition: this.#partition, account: name }
    if (held && (answered || (!isLeft && !this.isTooLong({ name })))) this.#held.delete(name)
    if (held && !isLeft && !this.#held.has(name)) log('info', 'partition-goes-on', where)
    if (!isLeft) return
    const since = this.#held.get(name)?.since ?? platform.now()
    this.#held.set(name, { since, reason })
    if (reason !== held?.reason) log('warn', 'partition-held', { ...where, reason })
  }
}
