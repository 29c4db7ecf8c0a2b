import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kafka } from './brokers.ts'
import { judge, writeEvents } from './events.ts'
import { seconds, until } from './process.ts'
import { mockPartitions, setUp } from './setUp.ts'
import { reply } from './vendor.ts'

test('an account whose vendor is down holds the partitions, tells so, and repeats nothing when it goes on', async () => {
  const { machine, vendor } = await setUp(['down', 'good'], kafka)
  vendor.trouble = 0
  let isDown = true
  vendor.behave = account => (isDown && account === 'down' ? reply(503) : undefined)
  const written = writeEvents(800, 80).filter(({ kind }) => kind === 'good')
  const acceptedBy = (name: string) => vendor.accepted.filter(({ account }) => account === name)
  let worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 30, 'a healthy worker')
  expect(await machine.publish(written.map(({ event }) => event)).exit).toBe(0)
  const isHeld = async () => (await worker.read('callmap_waiting_lanes')) === mockPartitions
  await until(isHeld, 30, 'partitions that are held')
  expect(worker.program.log).toContain('"code":"partition-held"')
  expect(worker.program.log).toMatch(/"partition-held","partition":\d,"account":"down","reason":"not-taken"/)
  expect(acceptedBy('down')).toEqual([])
  expect(judge(written, acceptedBy('good')).lost).toBeGreaterThan(0)

  // The next worker knows what the good account has.
  expect(await worker.program.signal('SIGTERM')).toBe(0)
  worker = await machine.startWorker()
  await until(isHeld, 60, 'partitions that are held again')
  isDown = false
  for (const account of ['down', 'good']) {
    await until(() => judge(written, acceptedBy(account)).lost === 0, 120, `all events of ${account}`)
    const result = judge(written, acceptedBy(account))
    expect(result).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  }
  await until(async () => (await worker.read('callmap_waiting_lanes')) === 0, 10, 'partitions that are not held')
  expect(worker.program.log).toContain('"code":"partition-goes-on"')
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('after MAX_AGE the events of an account that takes nothing are dead letters, and the others go on', async () => {
  const { machine, vendor, files } = await setUp(['down', 'broken', 'good'], kafka)
  writeFileSync(join(files, 'broken.json'), '{ "destination": ')
  vendor.trouble = 0
  vendor.behave = account => (account === 'down' ? reply(503) : undefined)
  const written = writeEvents(300, 100).filter(({ kind }) => kind === 'good')
  const worker = await machine.startWorker({ MAX_AGE: '1' })
  expect(await machine.publish(written.map(({ event }) => event)).exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 240, 'all events of the good account')
  await until(async () => (await worker.read('callmap_waiting_events')) === 0, 60, 'an empty queue')
  const letters = await machine.readDeadLetters()
  for (const account of ['down', 'broken']) {
    const own = letters.filter(letter => letter.account === account)
    expect(new Set(own.map(({ outcome }) => outcome.code))).toEqual(new Set(['too-old']))
    expect(own.map(({ event }) => event.messageId).toSorted()).toEqual(
      written.map(({ event }) => event.messageId).toSorted(),
    )
  }
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('an event that its vendor neither takes nor refuses ends as a dead letter, and no other of its window', async () => {
  const { machine, vendor } = await setUp(['acme'], kafka)
  vendor.trouble = 0
  const written = writeEvents(200, 40).filter(({ kind }) => kind === 'good')
  const { event } = written.find(({ event: { properties } }) => properties.step === 2)!
  vendor.fails = item => item.user === event.userId && item.step === 2
  const worker = await machine.startWorker({ MAX_AGE: '3' })
  expect(await machine.publish(written.map(({ event }) => event)).exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 1, 120, 'all others')
  await until(async () => (await machine.readDeadLetters()).length > 0, 60, 'a dead letter')
  const letters = await machine.readDeadLetters()
  expect(letters.map(({ event, outcome }) => [event.messageId, outcome.code])).toEqual([[event.messageId, 'too-old']])
  expect(judge(written, vendor.accepted)).toMatchObject({ lost: 1, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('events of an account without a file wait for it; those of all accounts do not wait for one that is removed', async () => {
  const { machine, vendor, files, writeAccount } = await setUp(['gone'], kafka)
  vendor.trouble = 0
  vendor.behave = account => (account === 'gone' ? reply(503) : undefined)
  const written = writeEvents(100, 30).filter(({ kind }) => kind === 'good')
  const events = written.map(({ event }) => event)
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 30, 'a healthy worker')
  expect(await machine.publish(events).exit).toBe(0)
  await until(() => worker.program.log.includes('"account":"gone","reason"'), 30, 'a held partition')
  rmSync(join(files, 'gone.json'))
  await until(async () => (await worker.read('callmap_waiting_events')) === 0, 60, 'an empty queue')

  expect(await machine.publish(events, ['--account', 'späte firma']).exit).toBe(0)
  await until(
    () => worker.program.log.includes('"account":"späte firma","reason":"no-mappings"'),
    30,
    'a held partition',
  )
  await seconds(1)
  writeAccount('späte firma')
  await until(() => judge(written, vendor.accepted).lost === 0, 90, 'all events')
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await machine.readDeadLetters()).toEqual([])
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})
