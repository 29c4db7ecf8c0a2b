import { platform } from 'callmap/delivery'
import { describe, log } from '../../worker/lib/log.js'
import { Clock } from './clock.js'
import { Partition } from './partition.js'
import { Progress } from './progress.js'
import { eventsTopic } from './topics.js'

/** Milliseconds of the consumer group. */
const group = { sessionTimeout: 6000, heartbeatInterval: 1000, rebalanceTimeout: 30_000 }

/** Milliseconds after which a process that was stopped may no longer be in the group. */
const longestStop = 3000

/** Milliseconds between two questions to the broker. */
const interval = 2000

/** Milliseconds after which a window that is not settled lets the client ask the broker for news of the group. */
const turn = 1000

/** Codes of the client. */
const [assigned, timeout] = [-175, 5000]

/** The partitions that the consumer group gives to this worker. */
export class Partitions {
  #broker
  #accounts
  #settings
  #consumer
  #running = new Map()
  /** Progress by partition: a partition may come back. */
  #progress = new Map()
  #clock
  #timers = []
  #stopping = false
  /** False while the group deals the partitions out. */
  #isAssigned = false
  /** Resolves at the end of a turn. Windows that wait give the client its turn together, because it waits for all. */
  #turn = withResolvers()

  constructor(broker, accounts, { batch, maxAge }) {
    this.#broker = broker
    this.#accounts = accounts
    this.#settings = { batch, maxAge }
  }

  start() {
    this.#clock = new Clock(longestStop, () => {
      log('warn', 'process-was-stopped')
      for (const partition of this.#running.values()) partition.cut()
    })
    this.#timers.push(setInterval(() => this.#endTurn(), turn))
    this.#timers.push(setInterval(() => this.#ask(), interval))
    this.#ask()
    this.#consume().catch(fail)
  }

  /** True if the group has dealt the partitions out. */
  get isKnown() {
    return this.#isAssigned
  }

  /** True if this worker has a partition. */
  has(number) {
    return this.#running.get(number)?.isSure ?? false
  }

  get all() {
    return [...this.#running.values()]
  }

  async stop() {
    this.#stopping = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#release(false)
    this.#endTurn()
    await this.#consumer?.disconnect()
    this.#clock.close()
  }

  async #consume() {
    const { batch } = this.#settings
    this.#consumer = this.#broker.api.consumer({
      kafkaJS: { groupId: 'callmap', fromBeginning: true, autoCommit: false, ...group },
      'js.consumer.max.batch.size': batch,
      rebalance_cb: (event, partitions, { assign, assignmentLost }) =>
        event.code === assigned ? this.#take(partitions, assign) : this.#release(assignmentLost()),
    })
    await this.#consumer.connect()
    await this.#consumer.subscribe({ topics: [eventsTopic] })
    await this.#consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.#broker.partitions,
      eachBatch: payload => this.#settle(payload),
    })
  }

  /** Gives events to their partition. The client gives those after `resolveOffset` again. */
  async #settle({ batch, resolveOffset }) {
    const partition = this.#running.get(batch.partition)
    const since = platform.now()
    const over = partition?.settle(batch.messages) ?? new Promise(() => undefined)
    let isOver = false
    over.then(() => {
      isOver = true
    })
    while (!isOver && !this.#stopping && platform.now() - since < turn / 1000) {
      await Promise.race([over, this.#turn.promise])
    }
    if (partition?.offset > 0) resolveOffset(partition.offset - 1)
  }

  #endTurn() {
    this.#turn.resolve()
    this.#turn = withResolvers()
  }

  /** Starts at the offsets of the group, which the client may have forgotten. */
  async #take(topicPartitions, assign) {
    const known = await this.#readOffsets(topicPartitions)
    for (const { partition: number, offset, metadata } of known) {
      const progress = this.#progress.get(number) ?? new Progress()
      progress.read(metadata, offset)
      progress.forget(offset)
      this.#progress.set(number, progress)
      const options = {
        number,
        broker: this.#broker,
        accounts: this.#accounts,
        consumer: this.#consumer,
        look: () => this.#clock.look(),
      }
      this.#running.set(number, new Partition({ ...options, ...this.#settings, offset, progress }))
    }
    assign(known.map(({ topic, partition, offset }) => ({ topic, partition, offset })))
    this.#accounts.share = Math.max(1, this.#running.size) / this.#broker.partitions
    this.#isAssigned = true
    log('info', 'partitions-taken', { partitions: [...this.#running.keys()] })
    this.#ask()
  }

  /** Offsets of the group with the progress after them; without one, the offset of the oldest event. */
  async #readOffsets(topicPartitions) {
    while (topicPartitions.length > 0) {
      try {
        const known = await this.#consumer.committed(topicPartitions, timeout)
        return await Promise.all(known.map(place => this.#checkOffset(place)))
      } catch (error) {
        log('warn', 'offsets-not-read', describe(error))
        await platform.wait(1)
      }
    }
    return []
  }

  /** An offset after the last event is of another topic, which had this name before. Its events are not those here. */
  async #checkOffset({ topic, partition, offset, metadata }) {
    const { first, end } = await this.#broker.client.readEnds(topic, partition)
    const place = { topic, partition, offset: first }
    // The client gives 0 as null, too, and progress may follow it.
    if (offset === null) return { ...place, metadata }
    if (Number(offset) <= end) return { ...place, offset: Number(offset), metadata }
    log('error', 'events-replaced', { partition, offset: Number(offset), end })
    this.#progress.delete(partition)
    return place
  }

  /** Settles what is on its way, and notes the rest. A worker that the group has `lost` can note nothing. */
  async #release(isLost) {
    this.#isAssigned = false
    const ending = [...this.#running.values()]
    if (ending.length > 0) log('info', 'partitions-given-up', { partitions: [...this.#running.keys()], lost: isLost })
    await Promise.all(ending.map(partition => partition.stop(isLost)))
    this.#running.clear()
  }

  /** Asks the broker for the ends of the partitions; without any, for the topic. */
  async #ask() {
    try {
      await Promise.all(
        [...this.#running.values()].map(async partition => {
          const { offset } = partition
          partition.ends = await this.#broker.client.readEnds(eventsTopic, partition.number)
          if (partition.ends.end < offset) fail(new Error('the events were replaced'))
        }),
      )
      if (this.#running.size === 0) await this.#broker.client.countPartitions(eventsTopic)
    } catch {
      // A worker whose broker does not answer is unhealthy after some of these.
    }
  }
}

/** Ends the process. The next one finds its place. */
function fail(error) {
  log('error', 'failed', describe(error))
  process.exit(1)
}

function withResolvers() {
  let resolve
  const promise = new Promise(done => {
    resolve = done
  })
  return { promise, resolve }
}
