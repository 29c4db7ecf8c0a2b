import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bin } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-interrupt-'))
afterAll(() => rmSync(folder, { recursive: true }))

const give = (name: string, text: string) => writeFileSync(join(folder, name), text)
const busy = { '@jsonata': '$sum([1..9000].($sum([1..9000])))' }
const definition = {
  slug: 'busy',
  name: 'Busy',
  actions: {
    send: {
      fields: { total: 'number' },
      requests: { url: 'https://api.example.com', body: { '@path': '$.payload' } },
    },
  },
  subscriptions: [{ name: 'costly', action: 'send', trigger: 'type = "track"', mapping: { total: busy } }],
}
give('busy.json', JSON.stringify(definition))
const event = (n: number) => JSON.stringify({ type: 'track', event: 'Paid', userId: 'u', messageId: `m-${n}` })
// One portion of the file, which takes some twenty seconds.
give('events.ndjson', `${Array.from({ length: 600 }, (_, n) => event(n)).join('\n')}\n`)

const tests = Array.from({ length: 600 }, (_, n) => ({
  name: `test ${n}`,
  event: JSON.parse(event(n)),
  expect: { actions: [] },
}))
give('busy.test.json', JSON.stringify({ tests }))

test.each([
  'diff busy.json busy.json --events events.ndjson',
  'preview events.ndjson -m busy.json -q',
  'test busy.test.json',
])('an interrupt ends `%s` after the event that it works on', async line => {
  const child = spawn(process.execPath, [bin, ...line.split(' ')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await new Promise(resolve => setTimeout(resolve, 3000))
  const started = performance.now()
  child.kill('SIGINT')
  const [code] = await once(child, 'close')
  expect(code).toBe(130)
  expect(performance.now() - started).toBeLessThan(3000)
})
