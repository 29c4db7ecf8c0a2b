import { setTimeout as wait } from 'node:timers/promises'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, nanos } from '@nats-io/transport-node'
import { log } from '../../worker/lib/log.js'
import { deadLetterDays, defaultPartitions, eventDays } from '../../worker/lib/settings.js'
import { readDeadLetters, writeDeadLetter } from './deadLetters.js'
import { leaseSeconds } from './limits.js'
import { Partitions } from './partitions.js'
import { publish } from './publish.js'
import { TokenRecords } from './tokens.js'

const defaultUrl = 'nats://127.0.0.1:4222'
const day = nanos(24 * 3600 * 1000)

/** Streams of the worker. Each has one kind of subject, and keeps messages until a limit. */
const streams = [
  { name: 'events', subjects: ['events.*'], max_age: eventDays * day },
  // Without limits: an account may wait for as long as it takes.
  { name: 'held', subjects: ['held.*.*'] },
  { name: 'deadLetters', subjects: ['deadLetters.*'], max_age: deadLetterDays * day, duplicate_window: day / 24 },
]

/** Milliseconds between two attempts, and their number: a broker that starts is there before its streams are. */
const [interval, attempts] = [500, 60]

/** Milliseconds after which the log tells that the broker does not answer. Its URL may have a password. */
const silence = 2000

/** Waits for the broker, and creates the streams and buckets that it lacks. */
export async function openBroker(settings) {
  const late = setTimeout(() => log('warn', 'waiting-for-broker'), silence)
  const connection = await connect({
    servers: settings.broker ?? defaultUrl,
    name: 'callmap',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    pingInterval: 5000,
    waitOnFirstConnect: true,
  })
  clearTimeout(late)
  const broker = new Broker(connection, await whenReady(() => openStreams(connection)))
  broker.partitions = await agreeOnPartitions(broker.offsets, settings.partitions)
  broker.watch()
  return broker
}

/** The broker as the shared worker sees it, and its streams and buckets for the files of this folder. */
class Broker {
  connection
  client
  manager
  offsets
  lanes
  leases
  tokenBucket
  tokens = new TokenRecords(this)
  partitions
  #isReached = true

  constructor(connection, streams) {
    this.connection = connection
    Object.assign(this, streams)
  }

  get isConnected() {
    return this.#isReached && !this.connection.isClosed()
  }

  publish(event) {
    return publish(this, event)
  }

  writeDeadLetter(letter) {
    return writeDeadLetter(this, letter)
  }

  readDeadLetters(options) {
    return readDeadLetters(this, options)
  }

  createPartitions(accounts, settings) {
    return new Partitions(this, accounts, settings)
  }

  close() {
    return this.connection.drain()
  }

  async watch() {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') this.#isReached = false
      if (type === 'reconnect') this.#isReached = true
    }
  }
}

async function openStreams(connection) {
  const [client, manager] = [jetstream(connection), await jetstreamManager(connection)]
  for (const stream of streams) await createStream(manager, stream)
  const buckets = new Kvm(client)
  return {
    client,
    manager,
    offsets: await buckets.create('offsets'),
    lanes: await buckets.create('lanes'),
    leases: await buckets.create('leases', { ttl: leaseSeconds * 1000 }),
    tokenBucket: await buckets.create('tokens'),
  }
}

async function whenReady(open) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await open()
    } catch (error) {
      if (attempt === attempts) throw error
      await wait(interval)
    }
  }
}

async function createStream(manager, stream) {
  try {
    await manager.streams.info(stream.name)
  } catch (error) {
    if (error.code !== 10059) throw error
    await manager.streams.add({ ...stream, allow_direct: true, discard: 'new' })
  }
}

/** The number of partitions is kept in the broker: a person's events would otherwise be in two of them. */
async function agreeOnPartitions(offsets, wanted) {
  const known = (await offsets.get('partitions')) ?? (await createOrRead(offsets, String(wanted ?? defaultPartitions)))
  const partitions = Number(known.string())
  if (wanted !== undefined && wanted !== partitions) {
    throw new Error(`the broker has ${partitions} partitions, and PARTITIONS is ${wanted}`)
  }
  return partitions
}

async function createOrRead(offsets, value) {
  // Another process may be first.
  await offsets.create('partitions', value).catch(() => undefined)
  return offsets.get('partitions')
}
