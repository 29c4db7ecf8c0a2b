import { expect } from 'vitest'
import type { BrokerKind } from './brokers.ts'
import { judge, writeEvents } from './events.ts'
import { until } from './process.ts'
import { setUp } from './setUp.ts'

/** Stops a worker six times by SIGTERM while the vendor has trouble. `patience`: seconds for the last events. */
export async function testStops(kind: BrokerKind, patience: number): Promise<void> {
  const { machine, vendor } = await setUp(['acme'], kind)
  vendor.trouble = 0.1
  const written = writeEvents(6000, 150)
  const publisher = machine.publish(written.map(({ event }) => event))
  let worker = await machine.startWorker()
  for (let stop = 0; stop < 6; stop++) {
    const before = vendor.accepted.length
    await until(() => vendor.accepted.length > before + 100 * stop, 30, `events before stop ${stop}`)
    const asked = Date.now()
    expect(await worker.program.signal('SIGTERM')).toBe(0)
    expect(Date.now() - asked).toBeLessThan(20_000)
    worker = await machine.startWorker()
  }
  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, patience, 'all events').catch(() => undefined)
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await worker.program.signal('SIGTERM')).toBe(0)
}
