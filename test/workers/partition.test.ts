import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { compile, type JsonObject } from '../../src/api/index.ts'
import { seconds } from './process.ts'

const { Partition } = await import(join(import.meta.dirname, '../../examples/worker-nats/lib/partition.js'))

const createDestination = (url: string) =>
  compile({
    slug: 'slow',
    name: 'Slow',
    actions: { send: { fields: {}, requests: [{ url, body: {} }] } },
    subscriptions: [{ name: 'send', action: 'send', trigger: 'type = "track"' }],
  } as unknown as JsonObject)

/** A broker with one event, which takes no writes after the start. */
function createBroker() {
  const event = JSON.stringify({ type: 'track', event: 'Step', userId: 'u-1', messageId: 'm-1' })
  const info = { streamSequence: 1, timestampNanos: 1e15, pending: 0 }
  const ended = new AbortController()
  const messages = {
    async *[Symbol.asyncIterator]() {
      yield { data: new TextEncoder().encode(event), info }
      await new Promise(resolve => ended.signal.addEventListener('abort', resolve))
    },
    close: async () => ended.abort(),
  }
  const fail = async () => {
    throw new Error('timeout')
  }
  return {
    client: { publish: fail, consumers: { get: async () => ({ consume: async () => messages }) } },
    manager: { streams: { info: async () => ({ state: {} }) } },
    offsets: { get: async () => null, create: async () => 1, update: fail },
    lanes: { get: fail },
  }
}

/** A partition with one event, whose vendor waits with its answer for the test. */
async function runPartition(changes = {}) {
  let answer = () => {}
  const asked = vi.fn()
  const vendor = createServer((_, response) => {
    answer = () => response.end()
    asked()
  }).listen(0, '127.0.0.1')
  await once(vendor, 'listening')
  onTestFinished(() => {
    vendor.closeAllConnections()
    vendor.close()
  })
  const destination = createDestination(`http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`)
  const account = { name: 'acme', destination, isWaiting: false, patience: 0.05, noteInTime() {} }
  const lease = { isHeld: true, term: { until: 0, isOver: () => false } }
  const accounts = { all: [account], find: () => account }
  const slots = { run: (task: () => unknown) => task() }
  const broker = { ...createBroker(), ...changes }
  const partition = new Partition({ number: 0, broker, batch: 40, lease, accounts, slots, maxAge: 60 })
  const over = vi.fn()
  const run = partition.run().then(over, ({ message }: Error) => over(message))
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  return { partition, lease, answer, over, run }
}

test('a partition that fails ends when its requests on their way are answered', async () => {
  const { partition, answer, over, run } = await runPartition()
  // The account is slow, so its events are to be held, and the broker does not take them.
  await vi.waitFor(() => expect(partition.signal.aborted).toBe(true))
  await seconds(0.2)
  expect(over).not.toHaveBeenCalled()
  answer()
  await run
  expect(over).toHaveBeenCalledWith('timeout')
})

test('a partition whose lease has ended takes no record from the next owner', async () => {
  const get = vi.fn(async () => null)
  const { partition, lease, answer, over, run } = await runPartition({ lanes: { get } })
  lease.isHeld = false
  await vi.waitFor(() => expect(partition.signal.aborted).toBe(true))
  answer()
  await run
  expect(over).toHaveBeenCalledWith('the lease has ended')
  expect(get).not.toHaveBeenCalled()
})
