import { randomUUID } from 'node:crypto'
import { platform } from 'callmap/delivery'
import { describe, log } from '../../worker/lib/log.js'
import { countBatch, countEvents } from '../../worker/lib/metrics.js'
import { Holds } from './holds.js'
import { eventsTopic } from './topics.js'
import { Window } from './window.js'

/** Seconds between two attempts, and until a partition that is given up waits no longer for its last commit. */
const [interval, patience] = [0.5, 6]

/** Milliseconds until an answer of the broker counts as absent. */
const timeout = 3000

/**
 * A partition for as long as the group gives it to this worker. It settles a window of events, commits the offset after
 * it, and begins the next one when it has read the commit back: the promise of a commit may resolve for one that is not
 * there.
 */
export class Partition {
  number
  /** All events before it are settled. */
  offset
  broker
  accounts
  batch
  progress
  holds
  /** Offsets of the first event in the broker and after the last one. */
  ends
  #consumer
  #look
  /** Marks the commits of this worker. */
  #owner = randomUUID().slice(0, 8)
  #commits = 0
  #window
  #over
  /** Absent: no request may begin before the group takes a commit. */
  #sending
  #isEnded = false
  /** Offset to which the client went without being asked. */
  #skippedTo

  /** `look` looks at the clock, and calls `cut` after a jump. */
  constructor({ number, offset, progress, broker, accounts, consumer, look, batch, maxAge }) {
    this.number = number
    this.offset = offset
    this.broker = broker
    this.accounts = accounts
    this.batch = batch
    this.progress = progress
    this.holds = new Holds(number, maxAge)
    this.#consumer = consumer
    this.#look = look
    this.#allow()
  }

  /** True unless it may belong to another worker. */
  get isSure() {
    this.#look()
    return this.#sending !== undefined
  }

  /** Events that are not settled. */
  get lag() {
    return Math.max(0, (this.ends?.end ?? 0) - this.offset)
  }

  get lanes() {
    return this.holds.count
  }

  /**
   * Settles events, which may come again until they are. Resolves when the next ones may come: after `offset`. Undefined
   * after the end.
   */
  settle(messages) {
    if (this.#isEnded) return undefined
    this.#over ??= this.#settle(messages).finally(() => {
      this.#over = undefined
    })
    return this.#over
  }

  /** Lets no request begin until the group has taken a commit. */
  cut() {
    this.#sending?.controller.abort()
    this.#sending = undefined
  }

  /** Waits for the requests on their way, and commits the progress, unless the group has `lost` this worker. */
  async stop(isLost) {
    this.#isEnded = true
    this.cut()
    await this.#over
    if (!this.#window) return
    this.#window.noteProgress(this.progress)
    if (!isLost) await Promise.race([this.#commitProgress(), platform.wait(patience)])
  }

  async #settle(messages) {
    const started = platform.now()
    try {
      const fresh = messages.filter(({ offset }) => Number(offset) >= this.offset)
      if (fresh.length === 0 || !(await this.#isNext(Number(fresh[0].offset)))) return
      this.#window = new Window(this, fresh)
      const { size, end } = this.#window
      await this.#deliver()
      if (this.#isEnded) return
      if (!(await this.#commitUntil(end))) return
      this.offset = end
      this.#window = undefined
      this.progress.forget(end)
      countEvents(size)
      countBatch(platform.now() - started)
    } catch (error) {
      // The progress may have dead letters that the broker does not have.
      this.#window = undefined
      log('error', 'window-failed', { partition: this.number, ...describe(error) })
      await platform.wait(interval)
    }
  }

  /** True if an event follows the offset. The client has to find it twice after a gap: it may have lost its place. */
  async #isNext(first) {
    if (first === this.offset || first === this.#skippedTo) return true
    this.#skippedTo = first
    const { first: oldest } = await this.broker.client.readEnds(eventsTopic, this.number)
    if (oldest > this.offset) log('error', 'events-expired', { partition: this.number, count: oldest - this.offset })
    return false
  }

  async #deliver() {
    while (!this.#isEnded && !this.#window.isSettled) {
      if (!this.#sending) {
        if (!(await this.#commitUntil(this.offset))) return
        this.#allow()
      }
      await this.#window.deliver(this.#sending)
    }
  }

  #allow() {
    const controller = new AbortController()
    const mayStart = () => {
      this.#look()
      return !controller.signal.aborted
    }
    this.#sending = { controller, signal: controller.signal, mayStart }
  }

  /** Tries once: the events of the window are repeated if it fails. */
  async #commitProgress() {
    const where = { partition: this.number }
    try {
      if (!(await this.#commit(this.offset))) log('info', 'progress-not-kept', where)
    } catch (error) {
      log('info', 'progress-not-kept', { ...where, ...describe(error) })
    }
  }

  /** Commits until the broker has it. Resolves to false if the partition ends. */
  async #commitUntil(offset) {
    for (let isLogged = false; !this.#isEnded; ) {
      try {
        if (await this.#commit(offset)) return true
      } catch (error) {
        if (!isLogged) log('warn', 'commit-refused', { partition: this.number, ...describe(error) })
        isLogged = true
      }
      await platform.wait(interval)
    }
    return false
  }

  /** Commits an offset with the progress after it. Resolves to true if the broker has it. */
  async #commit(offset) {
    this.#window?.noteProgress(this.progress)
    const metadata = this.progress.write(offset, `${this.#owner}.${++this.#commits}`)
    const place = { topic: eventsTopic, partition: this.number }
    await this.#consumer.commitOffsets([{ ...place, offset: String(offset), metadata }])
    const [found] = await this.#consumer.committed([place], timeout)
    return Number(found.offset) === offset && found.metadata === metadata
  }
}
