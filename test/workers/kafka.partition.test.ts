import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { compile, type JsonObject } from '../../src/api/index.ts'
import { definition, Vendor } from './vendor.ts'

const lib = join(import.meta.dirname, '../../examples/worker-kafka/lib')
const { Partition } = await import(join(lib, 'partition.js'))
const { Progress } = await import(join(lib, 'progress.js'))
const { Clock } = await import(join(lib, 'clock.js'))

const track = { type: 'track', event: 'Step', userId: 'u-1', properties: { step: 1, kind: 'good' } }
const write = (offset: number, event: object = track) => ({
  offset: String(offset),
  value: Buffer.from(JSON.stringify({ ...event, messageId: `m-${offset}` })),
  timestamp: '1767225600000',
})

/** A partition at offset 3 with one account, in a group that takes commits as long as `takes`. */
async function setUpPartition() {
  const vendor = new Vendor()
  vendor.trouble = 0
  const url = `http://127.0.0.1:${await vendor.listen()}/acme`
  onTestFinished(() => vendor.close())
  const destination = compile(definition as unknown as JsonObject, { settings: { url, key: 'k' } })
  const account = { name: 'acme', destination, pauseLeft: 0, changed: new Promise(() => undefined) }
  const group = { takes: true, offset: '3', metadata: '', commits: 0 }
  const letters: string[] = []
  const texts: string[] = []
  const broker = {
    takes: true,
    client: { readEnds: async () => ({ first: 0, end: 9 }) },
    largest: Number.POSITIVE_INFINITY,
    writeDeadLetter: async ({ id, text }: { id: string; text: string }) => {
      if (!broker.takes) throw new Error('timeout')
      if (text.length > broker.largest) throw Object.assign(new Error('too large'), { isTooLarge: true })
      letters.push(id)
      texts.push(text)
    },
  }
  const consumer = {
    commitOffsets: async ([commit]: { offset: string; metadata: string }[]) => {
      group.commits++
      if (group.takes) Object.assign(group, commit)
    },
    committed: async () => [{ offset: group.offset, metadata: group.metadata }],
  }
  const accounts = { all: [account], find: (_name: string) => account, has: () => true }
  const options = { number: 0, offset: 3, broker, accounts, consumer, look() {}, batch: 40, maxAge: 60 }
  const open = (progress: unknown) => new Partition({ ...options, progress })
  return { partition: open(new Progress()), open, group, broker, accounts, letters, texts, vendor }
}

test('the next events may come when the commit is read back, not when its promise resolves', async () => {
  const { partition, group, vendor } = await setUpPartition()
  group.takes = false
  const over = vi.fn()
  partition.settle([write(3), write(4)]).then(over)
  await vi.waitFor(() => expect(group.commits).toBeGreaterThan(1), 5000)
  expect([partition.offset, vendor.accepted.length]).toEqual([3, 2])
  expect(over).not.toHaveBeenCalled()
  group.takes = true
  await vi.waitFor(() => expect(over).toHaveBeenCalled(), 5000)
  expect([partition.offset, group.offset, vendor.accepted.length]).toEqual([5, '5', 2])
})

test('events that the client skips are asked for, and those that are settled are ignored', async () => {
  const { partition, vendor } = await setUpPartition()
  await partition.settle([write(5)])
  expect([partition.offset, vendor.accepted.length]).toEqual([3, 0])
  await partition.settle([write(2), write(3)])
  expect([partition.offset, vendor.accepted.length]).toEqual([4, 1])
  // The broker has none between them.
  for (let attempt = 0; attempt < 2; attempt++) await partition.settle([write(6)])
  expect([partition.offset, vendor.accepted.length]).toEqual([7, 2])
})

test('the offset stays until the broker has the dead letters', async () => {
  const { partition, group, broker, letters } = await setUpPartition()
  broker.takes = false
  const events = [write(3, { type: 'nonsense' }), write(4, { type: 'nonsense' })]
  await partition.settle(events)
  expect([partition.offset, group.commits]).toEqual([3, 0])
  broker.takes = true
  await partition.settle(events)
  expect([partition.offset, letters]).toEqual([5, ['["acme","events.0.3",""]', '["acme","events.0.4",""]']])
})

test('a process that was stopped sends nothing before the group takes a commit', async () => {
  const { partition, group, vendor } = await setUpPartition()
  group.takes = false
  partition.cut()
  const over = partition.settle([write(3)])
  await vi.waitFor(() => expect(group.commits).toBeGreaterThan(1), 5000)
  expect([partition.isSure, vendor.requests]).toEqual([false, 0])
  group.takes = true
  await over
  expect([partition.isSure, partition.offset, vendor.requests]).toEqual([true, 4, 1])
})

test('a partition that is given up commits what is settled, and the next owner does only the rest', async () => {
  const { partition, group, vendor, letters, open } = await setUpPartition()
  vendor.fails = () => true
  const events = [write(3), write(4, { type: 'nonsense' }), write(5, { type: 'nonsense' })]
  partition.settle(events)
  await vi.waitFor(() => expect(vendor.requests).toBe(1))
  await partition.stop(false)
  expect([group.offset, letters.length, vendor.accepted.length]).toEqual(['3', 2, 0])
  vendor.fails = () => false
  const progress = new Progress()
  progress.read(group.metadata, 3)
  const next = open(progress)
  await next.settle(events)
  expect([next.offset, letters.length, vendor.accepted.length]).toEqual([6, 2, 1])
})

test('progress is written with the offset, and not at all if it is too long', () => {
  const progress = new Progress()
  for (const offset of [70, 72, 75, 170]) progress.note('späte firma', offset, true)
  progress.note('acme', 71, { orders: true, people: { done: [0] } })
  const text = progress.write(70, 'a.1')
  const read = new Progress()
  read.read(text, 70)
  expect(read.write(70, 'a.1')).toBe(text)
  expect([70, 71, 72, 170].map(offset => read.find('späte firma', offset))).toEqual([true, undefined, true, true])
  expect(read.find('acme', 71)).toEqual({ orders: true, people: { done: [0] } })
  read.forget(72)
  expect(read.write(72, 'a.2')).toBe('{"id":"a.2","settled":{"späte firma":["4000000000000000000000009",{}]}}')
  for (const text of ['', 'another program', '{"id":"a.3"}', null]) new Progress().read(text, 0)
  for (let index = 0; index < 1000; index++) progress.note(`account-${index}`, 70, true)
  expect(progress.write(70, 'a.4')).toBe('{"id":"a.4"}')
})

test('a clock that jumps is noticed at the next look', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const jumps = vi.fn()
  const clock = new Clock(3000, jumps)
  vi.advanceTimersByTime(10_000)
  expect(jumps).not.toHaveBeenCalled()
  vi.setSystemTime(Date.now() + 3500)
  clock.look()
  expect(jumps).toHaveBeenCalledTimes(1)
  clock.close()
})

test.each(['1796000000000000000', '-1', '253402300800000', ''])(
  'a time of %s does not stop the queue',
  async timestamp => {
    const { partition, vendor, letters } = await setUpPartition()
    await partition.settle([{ ...write(3), timestamp }, write(4)])
    expect([partition.offset, vendor.accepted.length, letters]).toEqual([5, 2, []])
  },
)

test('the last of several account headers counts', async () => {
  const { partition, vendor, accounts } = await setUpPartition()
  const find = vi.spyOn(accounts, 'find')
  await partition.settle([{ ...write(3), headers: { Account: [Buffer.from('other'), Buffer.from('acme')] } }])
  expect([partition.offset, vendor.accepted.length]).toEqual([4, 1])
  expect(find.mock.calls).toEqual([['acme']])
})

test('an event that is too large for a dead letter is left out, and its place is told', async () => {
  const { partition, texts, broker } = await setUpPartition()
  broker.largest = 500
  const nonsense = { type: 'nonsense', userId: 'u-1' }
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  const properties = { step: 1, kind: 'refused', more: 'x'.repeat(500) }
  const nested = { ...write(5), value: Buffer.from(`{"type":"nonsense","userId":"u-1","deep":${deep}}`) }
  await partition.settle([write(3, nonsense), write(4, { ...track, properties }), nested])
  expect(partition.offset).toBe(6)
  const letters = texts.map(text => JSON.parse(text))
  expect(letters.map(({ event }) => event?.userId)).toEqual(['u-1', undefined, undefined])
  expect(letters.map(({ outcome }) => / at events\.0\.\d is too large to be kept$/.exec(outcome.message)?.[0])).toEqual(
    [undefined, expect.any(String), expect.any(String)],
  )
})
