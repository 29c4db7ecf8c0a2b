import { randomUUID } from 'node:crypto'
import { leaseSeconds } from './limits.js'

/** The part of a lease that its owner uses. The rest is for clocks that do not run at the same rate, and for the way. */
const usedPart = 0.75

/** The right to act for a key, for some seconds. Expires in the broker, and earlier by the local clock. */
export class Lease {
  #broker
  #key
  #owner = randomUUID()
  #revision
  #renewedAt
  /** The last write to the broker. */
  #writing
  /** Time of the broker at which it expires there, in milliseconds. */
  #until

  constructor(broker, key) {
    this.#broker = broker
    this.#key = key
  }

  /** Takes a lease. Returns undefined if another worker has it. */
  static async take(broker, key) {
    const lease = new Lease(broker, key)
    try {
      await lease.#stamp(() => broker.leases.create(key, lease.#owner))
    } catch (error) {
      if (isConflict(error)) return undefined
      throw error
    }
    return lease
  }

  /** True for as long as no other worker can have it. Asks no one. */
  get isHeld() {
    return this.#revision !== undefined && !isOver(this.#renewedAt)
  }

  /** The lease without later renewals: when it expires in the broker, and whether it would still be held. */
  get term() {
    const renewedAt = this.#renewedAt
    return { until: this.#until, isOver: () => isOver(renewedAt) }
  }

  async renew() {
    // Without a revision, a write would take the lease from its next owner.
    if (this.#revision === undefined) return
    const { leases } = this.#broker
    try {
      await this.#stamp(() => leases.update(this.#key, this.#owner, this.#revision, leaseSeconds * 500))
    } catch (error) {
      if (!isConflict(error)) throw error
      // The broker may have had the last renewal, and only its answer was lost.
      const found = await leases.get(this.#key)
      this.#revision = found?.string() === this.#owner ? found.revision : undefined
    }
  }

  async release() {
    await this.#writing?.catch(() => undefined)
    if (!this.isHeld) return
    const revision = this.#revision
    this.#revision = undefined
    await this.#broker.manager.streams.deleteMessage('KV_leases', revision, false)
  }

  #stamp(write) {
    this.#writing = this.#write(write)
    return this.#writing
  }

  async #write(write) {
    // The lease counts from the moment before the request, because the broker counts from a later one.
    const before = clocks()
    this.#revision = await write()
    const { time } = await this.#broker.manager.streams.getMessage('KV_leases', { seq: this.#revision })
    this.#until = time.getTime() + leaseSeconds * 1000
    this.#renewedAt = before
  }
}

/** Two clocks: one stops while a machine sleeps, the other can be set back. */
const clocks = () => [performance.now(), Date.now()]

function isOver(since) {
  const elapsed = Math.max(...clocks().map((now, index) => now - since[index]))
  return elapsed >= leaseSeconds * usedPart * 1000
}

/** True if the broker refuses a write because the key has changed. */
export function isConflict(error) {
  return error?.code === 10071 || error?.code === 10164
}
