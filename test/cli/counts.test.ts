import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { callmap } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const event = (properties: object) =>
  JSON.stringify({ type: 'track', event: 'A', messageId: 'm', userId: 'u', properties })
const define = (total: string, type = 'number') => ({
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      fields: {
        total: { type, minimum: 1, default: { '@path': total } },
        items: { type: 'object', multiple: true, additionalProperties: true },
      },
    },
  },
  subscriptions: [
    {
      name: 'all',
      action: 'send',
      trigger: 'type = "track"',
      overrides: { items: { '@arrayPath': ['$.properties.items', { id: { '@path': '$.id' } }] } },
    },
  ],
})
const test = { name: 'a', event: JSON.parse(event({})), expect: { actions: [] } }
const identify = JSON.stringify({ type: 'identify', messageId: 'm', userId: 'u' })
const answers = fileURLToPath(new URL('../../fixtures/definitions/answers.json', import.meta.url))

const files: Record<string, unknown> = {
  'own.json': define('$.properties.total'),
  'new.json': define('$.properties.sum'),
  'text.json': {
    slug: 'demo',
    name: 'Demo',
    actions: {
      send: { fields: { total: { type: 'string', maximum: 1, default: { '@path': '$.properties.total' } } } },
    },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  },
  'own.test.json': { tests: [test] },
}
for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), JSON.stringify(content))

it.each([
  ['diff own.json new.json --events -', event({ total: 1 }), '1 of 1 event differs\n'],
  ['diff own.json new.json --events -', `${event({ total: 1 })}\n${event({})}`, '1 of 2 events differs\n'],
  ['diff own.json new.json --events -', `${event({ total: 1 })}\n${event({ total: 2 })}`, '2 of 2 events differ\n'],
  ['check own.json --events -', event({ total: 'x', items: [{ id: 'a' }] }), 'fails for 1 of 1 sample event\n'],
  ['explain - all -m own.json', event({ items: [{ id: 'a' }] }), 'of 1 item\n'],
  [`preview - -m ${answers} --answer 429`, identify, 'nothing else of this account for now\n'],
  [`preview - -m ${answers} --answer 423`, identify, 'nothing else of this account until then\n'],
  ['test own.test.json --reporter github', '', '1 test: 0 passed, 1 failed\n'],
  ['map -m text.json --only errors', event({ total: 'ab' }), 'expected at most 1 character,'],
])('%s', async (line, stdin, text) => {
  const { stdout } = await callmap(line.split(' '), { cwd, stdin })
  expect(stdout).toContain(text)
})
