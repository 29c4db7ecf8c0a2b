import { setMaxListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { platform } from 'callmap/delivery'
import { countBatch, countEvents } from '../../worker/lib/metrics.js'
import { runRound } from '../../worker/lib/round.js'
import { EventReader } from './eventReader.js'
import { HeldEvents } from './heldEvents.js'
import { waitIdle } from './idle.js'
import { Lane } from './lane.js'
import { Record } from './record.js'

/** Requests of an account at the same time, in a batch of many accounts. One that is alone has those of the batch. */
const fewestRequests = 8

/** Events of one partition: settles them batch by batch, and writes the offset after each. */
export class Partition {
  number
  broker
  batch
  lease
  slots
  maxAge
  #accounts
  /** Lanes of accounts that wait, by name. */
  #lanes = new Map()
  #drains = new Set()
  /** Deliveries of batches that are not over. */
  #rounds = new Set()
  #ending = new AbortController()
  #error
  #reader

  constructor({ number, broker, batch, lease, accounts, slots, maxAge }) {
    this.number = number
    this.broker = broker
    this.batch = batch
    this.lease = lease
    this.slots = slots
    this.maxAge = maxAge
    this.#accounts = accounts
    // Each account of a batch listens.
    setMaxListeners(0, this.signal)
  }

  get signal() {
    return this.#ending.signal
  }

  get lag() {
    return this.#reader?.lag ?? 0
  }

  get lanes() {
    return this.#lanes.size
  }

  /** Asked before every request. */
  mayStart = () => this.lease.isHeld && this.#error === undefined

  /** Stops after the requests on their way. Whatever is left is held. */
  stop() {
    this.#ending.abort()
  }

  /** Runs until it is stopped. Rejects if the partition is lost, or if the broker fails. */
  async run() {
    try {
      this.checkLease()
      const offset = await Record.take(this.broker.offsets, `partition.${this.number}`, { seq: 0 })
      for (const name of await HeldEvents.listAccounts(this.broker, this.number)) {
        this.#drain(this.#createLane(this.#accounts.find(name)))
      }
      const { seq } = offset.value
      const options = { limit: this.batch, signal: this.signal }
      this.#reader = await EventReader.open(this.broker.client, this.number, seq, options)
      for (;;) {
        const entries = await this.#reader.next()
        if (entries.length === 0) break
        await this.#settle(entries)
        await offset.write({ seq: entries.at(-1).seq })
        countEvents(entries.length)
      }
    } catch (error) {
      this.#fail(error)
    }
    await this.#reader?.close()
    while (this.#drains.size > 0) await Promise.all(this.#drains)
    // The next owner must not overtake a request on its way.
    await Promise.allSettled(this.#rounds)
    if (this.#error) throw this.#error
  }

  /** Throws if another worker may have the partition. Nothing may be written then. */
  checkLease() {
    if (this.#error) throw this.#error
    if (!this.lease.isHeld) throw new Error('the lease has ended')
  }

  /** Resolves when every event is settled or held for every account. */
  async #settle(entries) {
    const started = platform.now()
    const broadcast = entries.some(({ account }) => account === undefined) ? this.#accounts.all : []
    const named = entries.flatMap(({ account }) => (account === undefined ? [] : [this.#accounts.find(account)]))
    const settling = []
    const accounts = new Set([...broadcast, ...named])
    const concurrency = Math.max(fewestRequests, Math.floor(this.batch / accounts.size))
    for (const account of accounts) {
      const own = entries.filter(({ account: name }) => name === undefined || name === account.name)
      // Each account has its own progress.
      const copies = own.map(entry => ({ ...entry, progress: {} }))
      settling.push(this.#settleFor(account, copies, concurrency).catch(error => this.#fail(error)))
      // Leases are renewed, and answers read, between the work for two accounts.
      await nextTurn()
    }
    await Promise.all(settling)
    this.checkLease()
    countBatch(platform.now() - started)
  }

  async #settleFor(account, entries, concurrency) {
    const lane = this.#lanes.get(account.name)
    if (lane) return lane.hold(entries)
    if (account.isWaiting) return this.#hold(account, entries)
    const running = runRound(this.broker, account, entries, this, { concurrency })
    this.#rounds.add(running)
    const end = () => this.#rounds.delete(running)
    running.then(end, end)
    const isInTime = await Promise.race([
      running.then(() => true),
      waitIdle(account.patience, this.signal).then(() => this.signal.aborted && running.then(() => true)),
    ])
    account.noteInTime(Boolean(isInTime))
    if (!isInTime) return this.#hold(account, entries, running)
    this.checkLease()
    const left = entries.filter(({ isSettled }) => !isSettled)
    if (left.length > 0) await this.#hold(account, left, running)
  }

  /** Holds events of an account that goes direct so far. */
  async #hold(account, entries, running) {
    const lane = this.#createLane(account, [])
    const held = lane.hold(entries)
    this.#drain(lane, entries, running && Promise.all([running, held]))
    await held
  }

  #createLane(account, queue) {
    const lane = new Lane(this, account, { queue, onEmpty: () => this.#lanes.delete(account.name) })
    this.#lanes.set(account.name, lane)
    return lane
  }

  #drain(lane, entries, running) {
    const drain = lane
      .drain(entries, running)
      .catch(error => this.#fail(error))
      .finally(() => this.#drains.delete(drain))
    this.#drains.add(drain)
  }

  #fail(error) {
    this.#error ??= error
    this.#ending.abort()
  }
}
