import { expect, test } from 'vitest'
import { kafka } from './brokers.ts'
import { judge, writeEvents } from './events.ts'
import { findOldRequests } from './old.ts'
import { seconds, until } from './process.ts'
import { batch, mockPartitions, setUp } from './setUp.ts'

/** Seconds. */
const session = 6

/** A process may be stopped between the last look at the clock and the write of a request: docs/worker.md. */
const beingWritten = 1

test('two workers share the partitions, and one takes over those of the other, which is killed or stopped', async () => {
  const { machine, vendor } = await setUp(['acme'], kafka)
  // Each request takes a while, so that there is work to take over.
  vendor.behave = () => 150
  const written = writeEvents(10_000, 300)
  const half = mockPartitions / 2
  const [first, second] = [await machine.startWorker(), await machine.startWorker({ STEPS_KEY: 'k-2' })]
  await until(async () => (await first.read('callmap_partitions')) === half, 30, 'half of the partitions')
  await until(async () => (await second.read('callmap_partitions')) === half, 30, 'the other half')
  const publisher = machine.publish(written.map(({ event }) => event))
  await until(() => vendor.accepted.length > 1000, 60, 'the first events')

  first.program.process.kill('SIGKILL')
  const isAlone = async () => (await second.read('callmap_partitions')) === mockPartitions
  const taken = await until(isAlone, 30, 'all partitions')
  let before = vendor.accepted.length
  await until(() => vendor.accepted.length > before + 500, 30, 'events of all partitions')
  const repeatsOfKill = judge(written, vendor.accepted).repeats

  const third = await machine.startWorker()
  await until(async () => (await third.read('callmap_partitions')) === half, 30, 'half for the third')
  before = vendor.accepted.length
  await until(() => vendor.accepted.length > before + 500, 30, 'events of both')
  const repeatsOfJoin = judge(written, vendor.accepted).repeats - repeatsOfKill
  second.program.process.kill('SIGSTOP')
  await seconds(3 * session)
  const old = await findOldRequests(second.program, vendor, 'Bearer k-2', 'partitions-taken')
  expect(old.size).toBeLessThanOrEqual(beingWritten)

  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 120, 'all events').catch(() => undefined)
  const result = judge(written, vendor.accepted)
  console.log({ taken, repeatsOfKill, repeatsOfJoin, result })
  expect(result).toMatchObject({ lost: 0, strange: 0, unordered: 0 })
  // A window of each partition that moves.
  expect(repeatsOfKill).toBeLessThanOrEqual(half * batch)
  expect(repeatsOfJoin).toBeLessThanOrEqual(half * batch)
  expect(result.repeats).toBeLessThanOrEqual(4 * half * batch)
  expect(second.program.log).toContain('"process-was-stopped"')
  const others = vendor.accepted.filter(({ request }) => !old.has(request))
  expect(judge(written, others).wrongLast).toBe(0)
  await until(async () => (await second.read('callmap_partitions')) === half, 30, 'a share for the stopped one')
  for (const worker of [second, third]) expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('workers that are stopped in turn send nothing old when they go on', async () => {
  const { machine, vendor } = await setUp(['acme'], kafka)
  // Requests that are about to be written when the process stops wait for a connection.
  vendor.closes = true
  vendor.behave = () => 300
  const written = writeEvents(10_000, 400)
  const workers = [await machine.startWorker(), await machine.startWorker({ STEPS_KEY: 'k-2' })]
  for (const worker of workers) {
    const hasHalf = async () => (await worker.read('callmap_partitions')) === mockPartitions / 2
    await until(hasHalf, 30, 'half of the partitions')
  }
  const publisher = machine.publish(written.map(({ event }) => event))
  for (let stop = 0; stop < 4; stop++) {
    const before = vendor.accepted.length
    await until(() => vendor.accepted.length > before + 300 + 37 * stop, 60, 'events')
    const { program } = workers[stop % 2]!
    program.process.kill('SIGSTOP')
    await seconds(2 * session)
    const old = await findOldRequests(program, vendor, `Bearer k-${1 + (stop % 2)}`, 'partitions-taken')
    expect(old.size).toBeLessThanOrEqual(beingWritten)
  }
  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 120, 'all events').catch(() => undefined)
  const result = judge(written, vendor.accepted)
  console.log({ result })
  expect(result).toMatchObject({ lost: 0, strange: 0, unordered: 0 })
  // Half of the partitions move to the other worker at each stop, and back.
  expect(result.repeats).toBeLessThanOrEqual(4 * mockPartitions * batch)
})
