import { expect, test } from 'vitest'
import { judge, writeEvents } from './events.ts'
import { seconds, until } from './process.ts'
import { batch, partitions, setUp } from './setUp.ts'

const [workerKills, brokerKills] = [10, 2]

test('kills of the worker and of the broker lose nothing and keep order', async () => {
  const { machine, vendor } = await setUp(['acme'])
  const written = writeEvents(20_000, 500)
  const good = written.filter(({ kind }) => kind === 'good').length
  const publisher = machine.publish(written.map(({ event }) => event))
  let worker = await machine.startWorker()
  for (let kill = 0; kill < workerKills; kill++) {
    const before = vendor.accepted.length
    await until(() => vendor.accepted.length > before + 300 + kill * 100, 30, `events before kill ${kill}`)
    await worker.program.signal('SIGKILL')
    worker = await machine.startWorker()
  }
  const afterWorkerKills = judge(written, vendor.accepted)
  for (let kill = 0; kill < brokerKills; kill++) {
    const before = vendor.accepted.length
    await until(() => vendor.accepted.length > before + 1000, 30, `events before broker kill ${kill}`)
    await machine.killBroker()
    await seconds(1)
    await machine.startBroker()
  }
  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 120, 'all events').catch(() => undefined)
  await until(async () => (await worker.read('callmap_waiting_events')) === 0, 30, 'an empty queue')
  await seconds(3)
  const letters = await machine.readDeadLetters()
  const result = judge(written, vendor.accepted)
  console.log({ afterWorkerKills, result, letters: letters.length, requests: vendor.requests })
  expect(afterWorkerKills.repeats).toBeLessThanOrEqual(workerKills * partitions * batch)
  expect(result).toMatchObject({ lost: 0, strange: 0, unordered: 0, wrongLast: 0 })
  expect(good).toBe(20_000 - letters.length)
  const bad = written.filter(({ kind }) => kind !== 'good').map(({ event }) => event.messageId)
  expect(letters.map(({ event }) => event.messageId).toSorted()).toEqual(bad.toSorted())
})
