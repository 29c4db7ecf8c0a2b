import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judge, writeEvents } from './events.ts'
import { until } from './process.ts'
import { setUp } from './setUp.ts'

/** Accounts of each kind, of a hundred. */
const kinds = { down: 10, slow: 10, unauthorized: 10, silent: 5, broken: 5, good: 60 }
type Kind = keyof typeof kinds
const accounts = Object.entries(kinds).flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, index) => `${kind}-${index}`),
)
const kindOf = (account: string) => account.split('-')[0] as Kind

test('accounts that are down, slow, unauthorized, silent or broken hold up no other', async () => {
  const { machine, vendor, files, writeAccount } = await setUp(accounts)
  const written = writeEvents(200, 20).filter(({ kind }) => kind === 'good')
  const acceptedOf = (account: string) => vendor.accepted.filter(item => item.account === account)
  const isDone = (kind: Kind) =>
    accounts
      .filter(account => kindOf(account) === kind)
      .every(account => judge(written, acceptedOf(account)).lost === 0)
  vendor.trouble = 0
  const publish = async () => {
    const start = Date.now()
    expect(await machine.publish(written.map(({ event }) => event)).exit).toBe(0)
    await until(() => isDone('good'), 90, 'the good accounts')
    return (Date.now() - start) / 1000
  }
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 20, 'a healthy worker')
  const alone = await publish()
  await until(() => accounts.every(account => judge(written, acceptedOf(account)).lost === 0), 90, 'all accounts')
  vendor.accepted.length = 0

  for (const account of accounts)
    if (kindOf(account) === 'broken') writeFileSync(join(files, `${account}.json`), '{ "destination": ')
  let isHealed = false
  vendor.behave = account => {
    if (isHealed) return undefined
    switch (kindOf(account)) {
      case 'down':
        return response => response.writeHead(503).end()
      case 'slow':
        return 3000
      case 'unauthorized':
        return response => response.writeHead(401).end()
      case 'silent':
        return () => undefined
      default:
        return undefined
    }
  }
  await until(() => worker.program.log.includes('account-not-loaded'), 15, 'the broken files')
  const beside = await publish()
  console.log({ alone, beside, slow: vendor.accepted.filter(({ account }) => kindOf(account) === 'slow').length })
  expect(beside).toBeLessThan(2 * alone + 5)
  for (const kind of ['down', 'unauthorized', 'silent', 'broken'] as const) {
    expect(vendor.accepted.filter(({ account }) => kindOf(account) === kind)).toEqual([])
  }

  // The good ones go on, and the others follow when they can, in order.
  isHealed = true
  for (const account of accounts) if (kindOf(account) === 'broken') writeAccount(account)
  rmSync(join(files, 'good-0.json'))
  const healed = await until(() => (Object.keys(kinds) as Kind[]).every(isDone), 120, 'all accounts')
  console.log({ healed })
  for (const account of accounts) {
    const result = judge(written, acceptedOf(account))
    expect([account, result]).toMatchObject([account, { lost: 0, strange: 0, unordered: 0, wrongLast: 0 }])
  }
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})
