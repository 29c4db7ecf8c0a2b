import { platform } from 'callmap/delivery'

/** Seconds in which a vendor that took an event still counts as working. */
const recently = 60

/**
 * Finds an event that its vendor neither takes nor refuses, and so keeps those after it. If nothing has moved for long,
 * although the vendor takes other events of the account, events are tried one at a time.
 */
export class Suspects {
  #account
  #maxAge
  #movedAt = platform.now()
  #left = 0

  constructor(account, maxAge) {
    this.#account = account
    this.#maxAge = maxAge
  }

  /** Chooses the events to try. `last`: those that are dead letters if the vendor does not take them now either. */
  choose(entries) {
    if (!this.#account.destination) return { tried: entries }
    const now = platform.now()
    const isStuck = now - this.#movedAt > this.#maxAge && now - this.#account.acceptedAt < recently
    if (isStuck) this.#left = entries.length
    return this.#left > 0 ? { tried: entries.slice(0, 1), last: entries.slice(0, 1) } : { tried: entries }
  }

  /** Takes note of a try. */
  note({ settled, buried }) {
    if (settled > 0) this.#movedAt = platform.now()
    if (buried > 0) this.#left = 0
    else if (settled > 0 && this.#left > 0) this.#left--
  }
}
