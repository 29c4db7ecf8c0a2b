import { setMaxListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { waitForAccount } from '../../worker/lib/backoff.js'
import { readEntry } from '../../worker/lib/entry.js'
import { personIn } from '../../worker/lib/person.js'
import { runRound } from '../../worker/lib/round.js'
import { eventsTopic } from './topics.js'

/** Requests of an account at the same time, in a window of many accounts. One that is alone has those of the window. */
const fewestRequests = 8

/** The last time of the year 9999, in milliseconds. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** Events of a partition that are settled together, for all their accounts. */
export class Window {
  #partition
  #messages
  /** Entries of each account. */
  #accounts = new Map()
  #concurrency

  /** Each account has a copy of its events, with the progress that is known. */
  constructor(partition, messages) {
    this.#partition = partition
    this.#messages = messages
    const events = messages.map(message => readMessage(partition.number, message))
    const { accounts, progress } = partition
    const broadcast = events.some(({ account }) => account === undefined) ? accounts.all : []
    const named = events.flatMap(({ account }) => (account === undefined ? [] : [accounts.find(account)]))
    for (const account of new Set([...broadcast, ...named])) {
      const own = events.filter(({ account: name }) => name === undefined || name === account.name)
      this.#accounts.set(
        account,
        own.map(entry => {
          const known = progress.find(account.name, entry.offset)
          return { ...entry, isSettled: known === true, progress: known === true ? {} : { ...known } }
        }),
      )
    }
    this.#concurrency = Math.max(fewestRequests, Math.floor(partition.batch / this.#accounts.size))
  }

  get size() {
    return this.#messages.length
  }

  /** Offset after the last event. */
  get end() {
    return Number(this.#messages.at(-1).offset) + 1
  }

  get isSettled() {
    return [...this.#accounts.values()].every(entries => entries.every(({ isSettled }) => isSettled))
  }

  /** Notes the progress of its events. */
  noteProgress(progress) {
    for (const [{ name }, entries] of this.#accounts) {
      for (const entry of entries) {
        if (entry.isSettled) progress.note(name, entry.offset, true)
        else if (Object.keys(entry.progress).length > 0) progress.note(name, entry.offset, entry.progress)
      }
    }
  }

  /** Delivers the events until all are settled or the signal aborts. Rejects if the broker takes no dead letter. */
  async deliver(sending) {
    // Each account listens.
    setMaxListeners(0, sending.signal)
    const settling = []
    for (const [account, entries] of this.#accounts) {
      const settled = this.#settleFor(account, entries, sending)
      // Others may wait for their vendors.
      settled.catch(() => this.#partition.cut())
      settling.push(settled)
      // Answers are read between the work for two accounts.
      await nextTurn()
    }
    await waitForAll(settling)
  }

  async #settleFor(account, entries, sending) {
    const { accounts, holds } = this.#partition
    for (let attempt = 0; ; ) {
      if (!accounts.has(account.name)) dropBroadcast(entries)
      const open = entries.filter(({ isSettled }) => !isSettled)
      if (open.length === 0 || sending.signal.aborted) break
      const rounds = holds.isTooLong(account)
        ? chooseFirst(open).map(entry => this.#round(account, [entry], sending, { last: [entry] }))
        : [this.#round(account, open, sending)]
      const results = await waitForAll(rounds)
      const isLeft = open.some(({ isSettled }) => !isSettled)
      const answered = results.some(({ answered }) => answered > 0)
      const { reason } = results.find(({ reason }) => reason !== undefined) ?? {}
      if (!sending.signal.aborted) holds.note(account, { isLeft, answered, reason })
      attempt = answered || results.some(({ buried }) => buried > 0) ? 0 : attempt + 1
      if (isLeft && attempt > 0) await waitForAccount(account, attempt, sending.signal)
    }
  }

  #round(account, entries, sending, options = {}) {
    return runRound(this.#partition.broker, account, entries, sending, { ...options, concurrency: this.#concurrency })
  }
}

/** Waits until all promises are over, also if one rejects: no request of the others may be on its way after that. */
async function waitForAll(promises) {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}

function readMessage(partition, { offset, value, timestamp, headers }) {
  // Some logs have records without a value.
  const entry = readEntry(value ?? Buffer.alloc(0), `${eventsTopic}.${partition}.${offset}`, readTime(timestamp))
  // The last of several headers counts.
  const account = [headers?.Account].flat().at(-1)?.toString()
  return { ...entry, offset: Number(offset), account: account || undefined }
}

/** Brokers take any number of a publisher, also nanoseconds. */
function readTime(timestamp) {
  const time = Number(timestamp)
  return new Date(time > 0 && time <= latest ? time : Date.now()).toISOString()
}

/** Settles the events of all accounts for an account that is no longer one of them. */
function dropBroadcast(entries) {
  for (const entry of entries) if (entry.account === undefined) entry.isSettled = true
}

/** Chooses the first event of each person. Later ones may only wait for it. Each is tried alone: one may spoil a batch. */
function chooseFirst(entries) {
  const first = new Map()
  for (const entry of entries) {
    const person = personIn(entry.raw ?? {})
    if (!first.has(person)) first.set(person, entry)
  }
  return [...first.values()]
}
