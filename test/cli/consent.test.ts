import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { callmap, jsonLines } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-consent-'))
afterAll(() => rmSync(cwd, { recursive: true }))

function given(name: string, ...values: readonly object[]): void {
  mkdirSync(join(cwd, name, '..'), { recursive: true })
  writeFileSync(join(cwd, name), values.map(value => JSON.stringify(value)).join('\n'))
}

const event = (messageId: string, choices: object) => ({
  ...{ type: 'track', event: 'A', messageId, userId: 'u', timestamp: '2026-01-01T00:00:00Z' },
  context: { consent: { categoryPreferences: choices } },
})
given('demo/destination.json', {
  ...{ slug: 'demo', name: 'Demo', actions: { send: { fields: {} } } },
  subscriptions: [{ name: 'all', action: 'send', trigger: 'type = "track"' }],
})
given('mappings/ads.json', { destination: '../demo/destination.json', consent: ['Advertising'] })
given('events.ndjson', event('m1', { Advertising: false }), event('m2', { Advertising: true }), event('m3', {}))
given('refused.json', event('m1', { Advertising: false }))

const run = (line: string) => callmap(line.split(' '), { cwd })
const reason = 'no consent: the event has context.consent.categoryPreferences.Advertising = false'

it('map sends the events of those who do not refuse, and says why it skips the others', async () => {
  const { stdout } = await run('map events.ndjson --include skipped')
  expect(jsonLines(stdout)).toMatchObject([
    { messageId: 'm1', status: 'skipped', reason: 'check', message: reason },
    { messageId: 'm2', status: 'ok' },
    { messageId: 'm3', status: 'ok' },
  ])
  expect(jsonLines((await run('map events.ndjson')).stdout)).toHaveLength(2)
})

it('preview and explain say why', async () => {
  expect((await run('explain refused.json')).stdout).toContain(reason)
  expect((await run('explain refused.json all')).stdout).toContain(reason)
  const { stdout } = await run('preview events.ndjson')
  expect(stdout).toContain(`1 skipped\n\n· all   skipped: ${reason}`)
  expect(stdout.match(/1 would send/g)).toHaveLength(2)
})

it('check knows the key', async () => {
  expect(await run('check')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^All good/) })
  given('mappings/wrong.json', { destination: '../demo/destination.json', consent: 'Advertising' })
  const { stdout, exit } = await run('check mappings/wrong.json')
  rmSync(join(cwd, 'mappings/wrong.json'))
  expect([exit, stdout]).toEqual([1, expect.stringContaining('`consent` has to be a list of strings')])
})

it('build keeps it', async () => {
  await run('build')
  expect(readFileSync(join(cwd, 'dist/ads.js'), 'utf8')).toContain('{ "consent": ["Advertising"] }')
})
