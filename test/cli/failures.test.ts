import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { callmap } from './callmap.ts'

// A failure of a request shows the part of the definition that failed, where its author wrote it.

const cwd = mkdtempSync(join(tmpdir(), 'callmap-failures-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const definition = `{
  "slug": "demo",
  "name": "Demo",
  "actions": {
    "first": {
      "fields": { "total": { "type": "string", "default": { "@path": "$.properties.total" } } },
      "requests": [
        {
          "url": "https://x.example/a",
          "body": { "total": { "@jsonata": "$number(payload.total)" } }
        }
      ],
      "batch": { "maxItems": 3 }
    },
    "second": { "$ref": "#/actions/first" }
  },
  "subscriptions": [{ "name": "all", "action": "second", "trigger": "type = \\"track\\"" }]
}
`
writeFileSync(join(cwd, 'demo.json'), definition)
const time = '2026-03-01T10:00:00.000Z'
const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u', timestamp: time, properties: { total: 'x' } }
writeFileSync(join(cwd, 'event.json'), JSON.stringify(event))

const template = '/actions/second/requests/0/body/total/@jsonata'
const where = `${template}  demo.json:10:44`

test.each<[command: string, args: string[]]>([
  ['preview', []],
  ['preview', ['--batch']],
  ['explain', ['all']],
])('%s %j', async (command, args) => {
  const { stdout, exit } = await callmap([command, 'event.json', ...args, '-m', 'demo.json'], { cwd })
  expect(stdout).toContain(where)
  expect(stdout.match(/is not a number/g)).toHaveLength(1)
  expect(exit).toBe(1)
})

test.each<[command: string, args: string[]]>([
  ['preview', ['--json']],
  ['preview', ['--json', '--batch']],
  ['explain', ['--json', 'all']],
  ['map', []],
])('%s %j, in JSON', async (command, args) => {
  const { stdout } = await callmap([command, 'event.json', ...args, '-m', 'demo.json'], { cwd })
  expect(stdout).toMatch(new RegExp(`"template": ?"${template}"`))
})
