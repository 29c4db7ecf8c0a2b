import { expect, test } from 'vitest'
import { judge, writeEvents } from './events.ts'
import { findOldRequests } from './old.ts'
import { seconds, until } from './process.ts'
import { partitions, setUp } from './setUp.ts'

const lease = 4

/** A process may be stopped between the last look at its lease and the write of a request: docs/worker.md. */
const beingWritten = 1

test('two workers share the partitions, and one takes over those of the other', async () => {
  const { machine, vendor } = await setUp(['acme'])
  // Each request takes a while, so that there is work to take over.
  vendor.behave = () => 20
  const written = writeEvents(12_000, 300)
  const [first, second] = [await machine.startWorker(), await machine.startWorker({ STEPS_KEY: 'k-2' })]
  await until(async () => (await first.read('callmap_partitions')) === partitions / 2, 15, 'half of the partitions')
  await until(async () => (await second.read('callmap_partitions')) === partitions / 2, 15, 'the other half')
  const publisher = machine.publish(written.map(({ event }) => event))
  await until(() => vendor.accepted.length > 1000, 30, 'the first events')

  first.program.process.kill('SIGKILL')
  const taken = await until(async () => (await second.read('callmap_partitions')) === partitions, 20, 'all partitions')
  expect(taken).toBeLessThan(lease + 1)

  const third = await machine.startWorker()
  await until(async () => (await third.read('callmap_partitions')) === partitions / 2, 30, 'half for the third')
  const before = vendor.accepted.length
  await until(() => vendor.accepted.length > before + 500, 30, 'events of both')
  second.program.process.kill('SIGSTOP')
  await seconds(3 * lease)
  const old = await findOldRequests(second.program, vendor, 'Bearer k-2', 'partition-taken')
  expect(old.size).toBeLessThanOrEqual(beingWritten)

  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 90, 'all events').catch(() => undefined)
  const result = judge(written, vendor.accepted)
  console.log({ taken, result })
  expect(result).toMatchObject({ lost: 0, strange: 0, unordered: 0 })
  const others = vendor.accepted.filter(({ request }) => !old.has(request))
  expect(judge(written, others).wrongLast).toBe(0)
  await until(
    async () => (await second.read('callmap_partitions')) === partitions / 2,
    30,
    'a share for the stopped one',
  )
  for (const worker of [second, third]) expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('a worker that was stopped for longer than its lease writes nothing old when it goes on', async () => {
  const { machine, vendor } = await setUp(['acme'])
  // Requests that are about to be written when the process stops wait for a connection.
  vendor.closes = true
  const written = writeEvents(40_000, 400)
  const workers = [await machine.startWorker(), await machine.startWorker({ STEPS_KEY: 'k-2' })]
  for (const worker of workers) {
    await until(async () => (await worker.read('callmap_partitions')) === partitions / 2, 30, 'half of the partitions')
  }
  const publisher = machine.publish(written.map(({ event }) => event))
  for (let stop = 0; stop < 4; stop++) {
    const before = vendor.accepted.length
    await until(() => vendor.accepted.length > before + 500 + 37 * stop, 60, 'events')
    const { program } = workers[stop % 2]!
    program.process.kill('SIGSTOP')
    await seconds(1.5 * lease)
    const old = await findOldRequests(program, vendor, `Bearer k-${1 + (stop % 2)}`, 'partition-taken')
    expect(old.size).toBeLessThanOrEqual(beingWritten)
  }
  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 90, 'all events').catch(() => undefined)
  expect(judge(written, vendor.accepted)).toMatchObject({ lost: 0, strange: 0, unordered: 0 })
})
