import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'

const lib = join(import.meta.dirname, '../../examples/worker-nats/lib')
const { Lease } = await import(join(lib, 'lease.js'))
const { HeldEvents } = await import(join(lib, 'heldEvents.js'))

/** A broker with one key, which refuses writes of another revision. */
function createBroker() {
  const broker = { revision: 0, owner: '', writes: 0, losesAnswers: false, leases: {}, manager: {} }
  const write = (owner: string, expected: number | undefined) => {
    if (expected !== undefined && expected !== broker.revision) throw Object.assign(new Error(), { code: 10071 })
    broker.owner = owner
    broker.writes++
    broker.revision++
    if (broker.losesAnswers) throw new Error('timeout')
    return broker.revision
  }
  broker.leases = {
    create: async (_: string, owner: string) => write(owner, 0),
    update: async (_: string, owner: string, revision: number | undefined) => write(owner, revision),
    get: async () => ({ revision: broker.revision, string: () => broker.owner }),
  }
  broker.manager = { streams: { getMessage: async () => ({ time: new Date() }) } }
  return broker
}

test('a lease that another worker has is never written again', async () => {
  const broker = createBroker()
  const lease = await Lease.take(broker, 'partition.1')
  expect(lease.isHeld).toBe(true)
  Object.assign(broker, { owner: 'another', revision: 7 })
  for (let beat = 0; beat < 3; beat++) await lease.renew()
  expect(lease.isHeld).toBe(false)
  expect(broker).toMatchObject({ owner: 'another', revision: 7, writes: 1 })
})

test('a lease whose renewal lost its answer is still held', async () => {
  const broker = createBroker()
  const lease = await Lease.take(broker, 'partition.1')
  broker.losesAnswers = true
  await expect(lease.renew()).rejects.toThrow('timeout')
  broker.losesAnswers = false
  await lease.renew()
  await lease.renew()
  expect(lease.isHeld).toBe(true)
  expect(broker.revision).toBe(3)
})

test('events that the broker may have got after the lease are not held, even if the lease was renewed meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const broker = createBroker()
  const lease = await Lease.take(broker, 'partition.1')
  let pause = 1000
  const publish = async () => {
    vi.advanceTimersByTime(pause)
    await lease.renew()
    return { seq: 7 }
  }
  const held = new HeldEvents({ ...broker, client: { publish } }, 'acme', 1)
  const entry = { seq: 1, raw: {}, receivedAt: '2026-01-01T00:00:00.000Z', heldSeq: 0 }
  await held.append([entry], lease)
  expect(entry.heldSeq).toBe(7)
  pause = 4200
  await expect(held.append([entry], lease)).rejects.toThrow('the lease has ended')
  expect(lease.isHeld).toBe(true)
})
