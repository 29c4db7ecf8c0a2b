import { expect, test } from 'vitest'
import { kafka } from './brokers.ts'
import { judge, writeEvents } from './events.ts'
import { seconds, until } from './process.ts'
import { batch, mockPartitions, setUp } from './setUp.ts'

const kills = 10

test('kills of the worker lose nothing and keep order', async () => {
  const { machine, vendor } = await setUp(['acme'], kafka)
  const written = writeEvents(10_000, 500)
  const publisher = machine.publish(written.map(({ event }) => event))
  let worker = await machine.startWorker()
  for (let kill = 0; kill < kills; kill++) {
    const before = vendor.accepted.length
    await until(() => vendor.accepted.length > before + 200 + kill * 50, 60, `events before kill ${kill}`)
    await worker.program.signal('SIGKILL')
    worker = await machine.startWorker()
  }
  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 120, 'all events').catch(() => undefined)
  await until(async () => (await worker.read('callmap_waiting_events')) === 0, 30, 'an empty queue')
  await seconds(2)
  const letters = await machine.readDeadLetters()
  const result = judge(written, vendor.accepted)
  console.log({ result, letters: letters.length, requests: vendor.requests })
  expect(result).toMatchObject({ lost: 0, strange: 0, unordered: 0, wrongLast: 0 })
  expect(result.repeats).toBeLessThanOrEqual(kills * mockPartitions * batch)
  const bad = written.filter(({ kind }) => kind !== 'good').map(({ event }) => event.messageId)
  expect(letters.map(({ event }) => event.messageId).toSorted()).toEqual(bad.toSorted())
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})
