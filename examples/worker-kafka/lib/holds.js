import { platform } from 'callmap/delivery'
import { log } from '../../worker/lib/log.js'

/** Accounts that hold a partition, because their vendors do not take its events, or they have no valid mappings file. */
export class Holds {
  #partition
  #maxAge
  /** Times since which accounts hold the partition, by name. */
  #since = new Map()

  constructor(partition, maxAge) {
    this.#partition = partition
    this.#maxAge = maxAge
  }

  get count() {
    return this.#since.size
  }

  /** True if the others have waited for the account for long enough. */
  isTooLong(account) {
    return platform.now() - (this.#since.get(account.name) ?? Number.POSITIVE_INFINITY) > this.#maxAge
  }

  /** Takes note of a round. An account whose vendor takes nothing for long goes on as it was, with one try an event. */
  note({ name }, { isLeft, reason, answered }) {
    const isHeld = this.#since.has(name)
    if (isHeld && (answered > 0 || (!isLeft && !this.isTooLong({ name })))) {
      this.#since.delete(name)
      if (!isLeft) log('info', 'partition-goes-on', { partition: this.#partition, account: name })
    }
    if (!isLeft || this.#since.has(name)) return
    this.#since.set(name, platform.now())
    if (!isHeld) log('warn', 'partition-held', { partition: this.#partition, account: name, reason })
  }
}
