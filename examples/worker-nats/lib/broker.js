import { setTimeout as wait } from 'node:timers/promises'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, nanos } from '@nats-io/transport-node'
import { log } from './log.js'
import { deadLetterDays, defaultPartitions, eventDays, leaseSeconds } from './settings.js'

const second = nanos(1000)

/** Streams of the worker. Each has one kind of subject, and keeps messages until a limit. */
const streams = [
  { name: 'events', subjects: ['events.*'], max_age: nanos(eventDays) },
  // Without limits: an account may wait for as long as it takes.
  { name: 'held', subjects: ['held.*.*'] },
  { name: 'deadLetters', subjects: ['deadLetters.*'], max_age: nanos(deadLetterDays), duplicate_window: 3600 * second },
]

/** Milliseconds between two attempts, and their number: a broker that starts is there before its streams are. */
const [interval, attempts] = [500, 60]

/** Milliseconds after which the log tells that the broker does not answer. Its URL may have a password. */
const silence = 2000

/** Waits for the broker, and creates the streams and buckets that it lacks. */
export async function openBroker(settings) {
  const late = setTimeout(() => log('warn', 'waiting-for-broker'), silence)
  const connection = await connect({
    servers: settings.broker,
    name: 'callmap',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    pingInterval: 5000,
    waitOnFirstConnect: true,
  })
  clearTimeout(late)
  const broker = await whenReady(() => openStreams(connection))
  broker.partitions = await agreeOnPartitions(broker.offsets, settings.partitions)
  watchConnection(broker)
  return broker
}

async function openStreams(connection) {
  const [client, manager] = [jetstream(connection), await jetstreamManager(connection)]
  for (const stream of streams) await createStream(manager, stream)
  const buckets = new Kvm(client)
  return {
    connection,
    isConnected: true,
    client,
    manager,
    offsets: await buckets.create('offsets'),
    lanes: await buckets.create('lanes'),
    leases: await buckets.create('leases', { ttl: leaseSeconds * 1000 }),
    tokens: await buckets.create('tokens'),
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

async function watchConnection(broker) {
  for await (const { type } of broker.connection.status()) {
    if (type === 'disconnect') broker.isConnected = false
    if (type === 'reconnect') broker.isConnected = true
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
