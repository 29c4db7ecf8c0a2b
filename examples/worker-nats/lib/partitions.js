import { platform } from 'callmap/delivery'
import { describe, log } from '../../worker/lib/log.js'
import { Lease } from './lease.js'
import { drains, leaseSeconds } from './limits.js'
import { Partition } from './partition.js'
import { Slots } from './slots.js'

/** Seconds between two renewals of the leases. */
const beat = leaseSeconds / 8

/** The partitions of this worker. Each worker takes its share of them, and gives up what it has beyond that. */
export class Partitions {
  #broker
  #accounts
  #settings
  #worker
  #slots = new Slots(drains)
  #running = new Map()
  #presence
  #stopping = false
  #knownAt = Number.NEGATIVE_INFINITY
  #beating

  constructor(broker, accounts, { worker, batch, maxAge }) {
    this.#broker = broker
    this.#accounts = accounts
    this.#worker = worker
    this.#settings = { batch, maxAge }
  }

  start() {
    this.#beating = this.#beat()
  }

  /** True if the worker has lately seen who has which partition. */
  get isKnown() {
    return platform.now() - this.#knownAt < leaseSeconds
  }

  get all() {
    return [...this.#running.values()].map(({ partition }) => partition)
  }

  /** Settles what is on its way. Leases are renewed until then. */
  async stop() {
    this.#stopping = true
    for (const { partition } of this.#running.values()) partition.stop()
    await this.#beating
    await this.#presence?.release()
  }

  async #beat() {
    while (!this.#stopping || this.#running.size > 0) {
      const next = platform.wait(beat)
      try {
        await this.#renew()
        if (!this.#stopping) await this.#share()
      } catch (error) {
        log('warn', 'broker-not-reached', describe(error))
      }
      await next
    }
  }

  async #renew() {
    const owned = [...this.#running.values()].map(({ partition }) => partition.lease)
    const leases = this.#presence ? [...owned, this.#presence] : owned
    const results = await Promise.allSettled(leases.map(lease => lease.renew()))
    if (this.#presence && !this.#presence.isHeld) this.#presence = undefined
    for (const { partition } of this.#running.values()) if (!partition.lease.isHeld) partition.stop()
    const failed = results.find(({ status }) => status === 'rejected')
    if (failed) throw failed.reason
  }

  /** Takes free partitions up to this worker's share, or gives some up. */
  async #share() {
    this.#presence ??= await Lease.take(this.#broker, `worker.${this.#worker}`)
    const keys = await this.#readKeys()
    const workers = [...keys].filter(key => key.startsWith('worker.')).length
    const { partitions } = this.#broker
    const share = Math.ceil(partitions / Math.max(1, workers))
    const kept = [...this.#running.values()].filter(({ partition }) => !partition.signal.aborted)
    for (const { partition } of kept.slice(share)) {
      log('info', 'partition-given-up', { partition: partition.number })
      partition.stop()
    }
    const free = Array.from({ length: partitions }, (_, number) => number).filter(
      number => !keys.has(`partition.${number}`) && !this.#running.has(number),
    )
    for (const number of free.slice(0, Math.max(0, share - this.#running.size))) await this.#take(number)
    this.#accounts.share = Math.max(1, this.#running.size) / partitions
    this.#knownAt = platform.now()
  }

  async #readKeys() {
    const { state } = await this.#broker.manager.streams.info('KV_leases', { subjects_filter: '$KV.leases.>' })
    return new Set(Object.keys(state.subjects ?? {}).map(subject => subject.slice('$KV.leases.'.length)))
  }

  async #take(number) {
    const lease = await Lease.take(this.#broker, `partition.${number}`)
    if (!lease || this.#stopping) return lease?.release()
    log('info', 'partition-taken', { partition: number })
    const [broker, accounts, slots] = [this.#broker, this.#accounts, this.#slots]
    const partition = new Partition({ number, broker, accounts, lease, slots, ...this.#settings })
    const run = partition
      .run()
      .catch(error => log('error', 'partition-lost', { partition: number, ...describe(error) }))
      .then(() => lease.release())
      .catch(error => log('warn', 'lease-not-released', { partition: number, ...describe(error) }))
      .finally(() => this.#running.delete(number))
    this.#running.set(number, { partition, run })
  }
}
