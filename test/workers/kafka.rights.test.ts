import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { seconds } from './process.ts'

const { TokenRecords } = await import(join(import.meta.dirname, '../../examples/worker-kafka/lib/tokens.js'))

interface Entry {
  readonly key: string
  readonly value: string
}

/** A topic in memory, and workers that follow it. The first one owns all partitions. */
function createTopic(records: Entry[] = []) {
  const open = (owns: boolean) => {
    async function* read(_: string, { signal, onEnd }: { signal: AbortSignal; onEnd(): void }) {
      for (let [next, end] = [0, records.length]; !signal.aborted; ) {
        if (next === end) onEnd()
        if (next < records.length) yield records[next++]!
        else await seconds(0.01)
      }
    }
    const client = { countPartitions: async () => 4 }
    const write = async (_: string, { key, value }: Entry) => void records.push({ key, value })
    const worker = new TokenRecords({ read, write, client, partitions: 4 })
    worker.partitions = { has: () => owns }
    onTestFinished(() => worker.close())
    return worker
  }
  return { records, open }
}

const right = (value: object): Entry => ({ key: '["right","acme"]', value: JSON.stringify(value) })

test('one worker at a time has the right to refresh, also if another one grants it', async () => {
  const { open } = createTopic()
  const [owner, other] = [open(true), open(false)]
  await owner.read('acme')
  const first = await other.lock('acme')
  expect(first.isHeld).toBe(true)
  const second = vi.fn()
  owner.lock('acme').then(second)
  await seconds(0.5)
  expect(second).not.toHaveBeenCalled()
  await first.release()
  await vi.waitFor(() => expect(second).toHaveBeenCalled(), 3000)
})

test('a worker that reads old requests grants none of them', async () => {
  const { records, open } = createTopic([
    right({ ask: 'a' }),
    right({ grant: 'a' }),
    right({ release: 'a' }),
    right({ ask: 'b' }),
  ])
  const owner = open(true)
  await owner.read('acme')
  await seconds(0.1)
  expect(records).toHaveLength(4)
  expect((await owner.lock('acme')).isHeld).toBe(true)
})

test('tokens that replace others than the last ones are not taken, and not the last record', async () => {
  const { records, open } = createTopic()
  const [worker, command] = [open(true), open(false)]
  await command.put('acme', { refresh: 'r-1' })
  await vi.waitFor(async () => expect((await worker.read('acme')).tokens).toEqual({ refresh: 'r-1' }))
  const { revision } = await worker.read('acme')
  await command.put('acme', { refresh: 'p-1' })
  expect(await worker.replace('acme', { refresh: 'r-2' }, revision)).toBe(false)
  expect((await worker.read('acme')).tokens).toEqual({ refresh: 'p-1' })
  expect(JSON.parse(records.at(-1)!.value).tokens).toEqual({ refresh: 'p-1' })
  const last = (await worker.read('acme')).revision
  expect(await worker.replace('acme', { refresh: 'p-2' }, last)).toBe(true)
})
