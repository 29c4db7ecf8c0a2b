import { setTimeout as wait } from 'node:timers/promises'
import kafka from '@confluentinc/kafka-javascript'
import { platform } from 'callmap/delivery'

/** Milliseconds until an answer of the broker counts as absent. */
const timeout = 2000

/** Seconds in which an answer shows that the broker is there: three questions of a worker. */
const recently = 6

/** Milliseconds between two questions about a topic, and their number. */
const [interval, attempts] = [200, 25]

/** Calls a function that takes a callback. */
function call(run) {
  return new Promise((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value))))
}

/** Reads a key or a value as JSON. Null without one, and for that of another program that is not JSON. */
export function readJson(bytes) {
  try {
    return JSON.parse(bytes)
  } catch {
    return null
  }
}

/** Asks the broker about topics. The other clients of the library tell less, or ask in ways that few brokers know. */
export class MetadataClient {
  #client
  #answeredAt = Number.NEGATIVE_INFINITY

  constructor(config) {
    this.#client = new kafka.Producer(config)
    // Without a listener, an error would end the process. The client connects again by itself.
    this.#client.on('event.error', () => undefined)
  }

  /** True if the broker has answered in the last seconds. */
  get isAnswered() {
    return platform.now() - this.#answeredAt < recently
  }

  /** Rejects if the broker does not answer soon. */
  async connect() {
    await call(done => this.#client.connect({ timeout }, done))
  }

  async close() {
    if (this.#client.isConnected()) await call(done => this.#client.disconnect(done))
  }

  /** Number of partitions of each topic. */
  async readTopics() {
    const { topics } = await call(done => this.#client.getMetadata({ timeout }, done))
    return new Map(topics.map(({ name, partitions }) => [name, partitions.length]))
  }

  /** Number of partitions of a topic. Some brokers create one that is missing, which takes a while. */
  async countPartitions(topic) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const { topics } = await call(done => this.#client.getMetadata({ topic, timeout }, done))
      this.#answeredAt = platform.now()
      const found = topics.find(({ name }) => name === topic)
      if (found?.partitions.length > 0) return found.partitions.length
      await wait(interval)
    }
    throw new Error(`the broker has no topic ${topic}, and creates none`)
  }

  /** Offsets of the first record of a partition and after its last. */
  async readEnds(topic, partition) {
    const { lowOffset, highOffset } = await call(done =>
      this.#client.queryWatermarkOffsets(topic, partition, timeout, done),
    )
    this.#answeredAt = platform.now()
    return { first: lowOffset, end: highOffset }
  }
}

/**
 * Reads all records of a topic, those of a partition in their order; with `follow`, also those to come. `onEnd` is called
 * when all that were there at the start are read.
 */
export async function* readTopic(config, topic, partitions, { follow, signal, onEnd = () => undefined }) {
  const consumer = new kafka.KafkaConsumer(
    { ...config, 'group.id': 'callmap-reader', 'enable.auto.commit': false },
    { 'auto.offset.reset': 'earliest' },
  )
  consumer.on('event.error', () => undefined)
  await call(done => consumer.connect({ timeout }, done))
  try {
    const left = new Map()
    for (let partition = 0; partition < partitions; partition++) {
      const { lowOffset, highOffset } = await call(done =>
        consumer.queryWatermarkOffsets(topic, partition, timeout, done),
      )
      if (highOffset > lowOffset) left.set(partition, highOffset)
    }
    if (left.size === 0 && !follow) return
    let isEnd = false
    consumer.setDefaultConsumeTimeout(200)
    consumer.setDefaultIsTimeoutOnlyForFirstMessage(true)
    consumer.assign(Array.from({ length: partitions }, (_, partition) => ({ topic, partition, offset: 0 })))
    while (!signal?.aborted) {
      if (left.size === 0 && !isEnd) onEnd()
      isEnd = left.size === 0
      if (isEnd && !follow) return
      for (const record of await call(done => consumer.consume(500, done))) {
        yield record
        if (record.offset + 1 >= left.get(record.partition)) left.delete(record.partition)
      }
      // Records at the end may be markers, which are not handed out.
      for (const { partition, offset } of consumer.position()) if (offset >= left.get(partition)) left.delete(partition)
    }
  } finally {
    await call(done => consumer.disconnect(done))
  }
}
