import { setTimeout as wait } from 'node:timers/promises'
import kafka from '@confluentinc/kafka-javascript'
import { log } from '../../worker/lib/log.js'
import { defaultPartitions } from '../../worker/lib/settings.js'
import { MetadataClient, readJson, readTopic } from './client.js'
import { logger } from './logger.js'
import { Partitions } from './partitions.js'
import { TokenRecords } from './tokens.js'
import { deadLettersTopic, eventsTopic, openTopics } from './topics.js'

const defaultUrl = '127.0.0.1:9092'

/** Milliseconds between two attempts to connect. */
const interval = 500

/** Milliseconds after which a record that the broker does not take is given up. Whoever wrote it may try again. */
const patience = 10_000

/** Error code of a record that the broker will never take. */
const tooLarge = 10

/** Waits for the broker, and creates the topics that it lacks. */
export async function openBroker(settings) {
  const url = settings.broker ?? defaultUrl
  if (!/^[^\s,/]+:\d+(,[^\s,/]+:\d+)*$/.test(url)) throw new Error('BROKER_URL must be host:port[,host:port]')
  const client = await connect(url)
  const api = new kafka.KafkaJS.Kafka({ kafkaJS: { brokers: url.split(','), clientId: 'callmap', logger } })
  const admin = api.admin()
  await admin.connect()
  const partitions = await openTopics(admin, client, settings.partitions ?? defaultPartitions)
  await admin.disconnect()
  const producer = api.producer({
    kafkaJS: { acks: -1, maxInFlightRequests: 1 },
    'message.timeout.ms': patience,
    'socket.nagle.disable': true,
  })
  await producer.connect()
  return new Broker({ url, api, client, producer, partitions })
}

/** The broker as the shared worker sees it, and its clients for the files of this folder. */
class Broker {
  api
  client
  partitions
  tokens = new TokenRecords(this)
  #url
  #producer

  constructor({ url, api, client, producer, partitions }) {
    this.#url = url
    this.api = api
    this.client = client
    this.#producer = producer
    this.partitions = partitions
  }

  get isConnected() {
    return this.client.isAnswered
  }

  /** Resolves when all replicas in sync have the record. */
  async write(topic, record) {
    try {
      await this.#producer.send({ topic, messages: [record] })
    } catch (error) {
      throw Object.assign(error, { isTooLarge: error.code === tooLarge })
    }
  }

  /** Reads all records of a topic. */
  async *read(topic, options) {
    yield* readTopic(createConfig(this.#url), topic, await this.client.countPartitions(topic), options)
  }

  /** The client chooses the partition by the person, as most clients do. Events of nobody go to any. */
  async publish({ person, account, bytes }) {
    const headers = account === undefined ? {} : { Account: account }
    await this.write(eventsTopic, { key: person === '' ? null : person, value: Buffer.from(bytes), headers })
  }

  async writeDeadLetter({ id, text }) {
    await this.write(deadLettersTopic, { key: id, value: text })
  }

  /** Dead letters without those that are deleted, and without repeats. A deletion may come long after its letter. */
  async *readDeadLetters({ follow }) {
    const deleted = new Set()
    for await (const { key, value } of this.read(deadLettersTopic, { follow: false })) {
      if (value === null) deleted.add(String(key))
    }
    const seen = new Set()
    for await (const { key, value, partition, offset } of this.read(deadLettersTopic, { follow })) {
      const id = String(key)
      if (value === null || seen.has(id) || deleted.has(id)) continue
      seen.add(id)
      const letter = readJson(value)
      if (letter) yield { letter, remove: () => this.write(deadLettersTopic, { key: id, value: null }) }
      else log('warn', 'not-a-dead-letter', { topic: deadLettersTopic, partition, offset })
    }
  }

  createPartitions(accounts, settings) {
    const { partitions } = this
    const wanted = settings.partitions ?? partitions
    // The topic may be older than this worker. Its records are where they are.
    if (wanted !== partitions) log('warn', 'partitions-of-topic', { topic: eventsTopic, partitions, wanted })
    this.tokens.partitions = new Partitions(this, accounts, settings)
    return this.tokens.partitions
  }

  async close() {
    this.tokens.close()
    await this.#producer.disconnect()
    await this.client.close()
  }
}

/** Waits until a broker answers. A client that has not connected cannot be used again. */
async function connect(url) {
  for (let isLogged = false; ; isLogged = true) {
    const client = new MetadataClient(createConfig(url))
    try {
      await client.connect()
      return client
    } catch {
      if (!isLogged) log('warn', 'waiting-for-broker', { broker: url })
    }
    await wait(interval)
  }
}

/** Settings of the clients that have no logger. */
function createConfig(url) {
  return { 'bootstrap.servers': url, 'client.id': 'callmap', log_level: 0 }
}
