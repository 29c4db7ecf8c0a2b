import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nats } from './brokers.ts'
import { testCommands } from './commands.ts'
import { judge, writeEvents } from './events.ts'
import { until } from './process.ts'
import { setUp } from './setUp.ts'

testCommands(nats)

test('events of an account without a file wait for it, also if its file is removed meanwhile', async () => {
  const { machine, vendor, files, writeAccount } = await setUp([])
  vendor.trouble = 0
  const written = writeEvents(300, 30).filter(({ kind }) => kind === 'good')
  const parts = [written.slice(0, 100), written.slice(100, 200), written.slice(200)]
  const publish = async (part: typeof written) => {
    expect(
      await machine.publish(
        part.map(({ event }) => event),
        ['--account', 'späte firma'],
      ).exit,
    ).toBe(0)
  }
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 20, 'a healthy worker')
  await publish(parts[0]!)
  await until(async () => (await worker.read('callmap_held_events_total')) === 100, 20, 'held events')
  writeAccount('späte firma')
  await until(() => judge(parts[0]!, vendor.accepted).lost === 0, 60, 'the first events')
  rmSync(join(files, 'späte firma.json'))
  await until(() => worker.program.log.includes('account-removed'), 40, 'the removal')
  await publish(parts[1]!)
  writeAccount('späte firma')
  await publish(parts[2]!)
  await until(() => judge(written, vendor.accepted).lost === 0, 60, 'all events')
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('a worker is unhealthy without its broker, and recovers', async () => {
  const { machine } = await setUp(['acme'])
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 20, 'a healthy worker')
  await machine.killBroker()
  await until(async () => !(await worker.isHealthy()), 20, 'an unhealthy worker')
  await machine.startBroker()
  await until(() => worker.isHealthy(), 30, 'a healthy worker again')
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})
