import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type BrokerKind, nats } from './brokers.ts'
import { Machine } from './process.ts'
import { definition, Vendor } from './vendor.ts'

export const [partitions, batch] = [8, 40]

/** Partitions of a topic of Kafka's mock cluster, whatever a worker asks for. */
export const mockPartitions = 4

/** Starts a broker and a vendor for a test, and writes the files of accounts. */
export async function setUp(accounts: readonly string[], kind: BrokerKind = nats) {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
  const files = join(folder, 'accounts')
  mkdirSync(files)
  writeFileSync(join(folder, 'steps.json'), JSON.stringify(definition))
  const vendor = new Vendor()
  const port = await vendor.listen()
  const url = `http://127.0.0.1:${port}`
  const writeAccount = (name: string, change = {}) => {
    const settings = { url: `${url}/${encodeURIComponent(name)}`, key: { $secret: 'STEPS_KEY' } }
    writeFileSync(join(files, `${name}.json`), JSON.stringify({ destination: '../steps.json', settings, ...change }))
  }
  for (const name of accounts) writeAccount(name)
  const machine = new Machine(kind, folder, {
    ACCOUNTS: files,
    PARTITIONS: String(partitions),
    BATCH: String(batch),
    STEPS_KEY: 'k-1',
  })
  await machine.startBroker()
  onTestFinished(async () => {
    await machine.stop()
    vendor.close()
    rmSync(folder, { recursive: true })
  })
  return { machine, vendor, files, writeAccount, url }
}
