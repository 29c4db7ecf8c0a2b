import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const { Accounts } = await import(join(import.meta.dirname, '../../examples/worker/lib/accounts.js'))

test('a file that is gone when it is read stops no other account', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'gone.json'))
  writeFileSync(join(folder, 'here.json'), '{ "destination": "webhook" }')
  const accounts = new Accounts(folder, () => ({}), {})
  onTestFinished(() => {
    accounts.close()
    rmSync(folder, { recursive: true })
  })
  await accounts.open()
  expect(accounts.all.map(({ name }: { name: string }) => name)).toEqual(['here'])
})
