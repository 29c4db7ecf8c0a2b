import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { kafka } from './brokers.ts'
import { judge, writeEvents } from './events.ts'
import { examples, until } from './process.ts'
import { mockPartitions, setUp } from './setUp.ts'
import { testStops } from './stops.ts'

test('a worker that is asked to stop repeats nothing', () => testStops(kafka, 90))

test('a topic that exists keeps its number of partitions', async () => {
  const { machine } = await setUp(['acme'], kafka)
  const worker = await machine.startWorker({ PARTITIONS: '3' })
  await until(() => worker.isHealthy(), 30, 'a healthy worker')
  expect(await worker.read('callmap_partitions')).toBe(mockPartitions)
  expect(worker.program.log).toContain(
    `"partitions-of-topic","topic":"events","partitions":${mockPartitions},"wanted":3`,
  )
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('a topic that replaces another one is delivered from its first event', async () => {
  const { program, url } = await kafka.start('', undefined)
  onTestFinished(async () => void (await program.signal('SIGKILL')))
  const { machine, vendor } = await setUp(['acme'], kafka)
  vendor.trouble = 0
  const broker = { BROKER_URL: url }
  const written = writeEvents(100, 20).filter(({ kind }) => kind === 'good')
  const publisher = machine.run('publish', [], broker)
  publisher.process.stdin!.end(written.map(({ event }) => JSON.stringify(event)).join('\n'))
  expect(await publisher.exit).toBe(0)
  await commitOffset(url, 1000)
  const worker = await machine.startWorker(broker)
  await until(() => judge(written, vendor.accepted).lost === 0, 30, 'all events').catch(() => undefined)
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(worker.program.log).toContain('"events-replaced","partition":0,"offset":1000')
})

/** Gives the group an offset of all partitions. */
async function commitOffset(url: string, offset: number): Promise<void> {
  const library = join(examples, 'worker-kafka/node_modules/@confluentinc/kafka-javascript/lib/index.js')
  const { KafkaConsumer } = (await import(library)).default
  const consumer = new KafkaConsumer({ 'bootstrap.servers': url, 'group.id': 'callmap', 'enable.auto.commit': false })
  await promisify(consumer.connect.bind(consumer))({})
  consumer.commitSync(
    Array.from({ length: mockPartitions }, (_, partition) => ({ topic: 'events', partition, offset })),
  )
  await promisify(consumer.disconnect.bind(consumer))()
}
