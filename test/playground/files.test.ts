import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { unzipFiles, zipFiles } from '../../src/playground/archive.ts'
import { example } from '../../src/playground/example.ts'
import { listFiles, openFiles } from '../../src/playground/files.ts'
import { emptyProject } from '../../src/playground/project.ts'
import { callmap } from '../cli/callmap.ts'
import { openWorker } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-playground-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the command line takes an export unchanged, and sends what the page shows', async () => {
  const { run, tools } = openWorker()
  run(example)
  const tests = tools.test(example.events[3]!.text, undefined)!
  for (const { name, text } of unzipFiles(zipFiles(listFiles({ ...example, tests })))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const { stdout } = await callmap(['preview', 'events.ndjson', '--json'], { cwd: folder })
  const previewed = JSON.parse(stdout).events.map(
    (event: { destinations: { subscriptions: object[] }[] }) => event.destinations[0]!.subscriptions,
  )
  const shown = example.events.map((_, selected) => run({ ...example, selected }).event!.subscriptions)
  const pick = (all: { subscription: string; verdict: string; requests: { url: string }[] }[][]) =>
    all.map(subscriptions =>
      subscriptions.map(({ subscription, requests }) => [subscription, requests.map(({ url }) => url)]),
    )
  expect(pick(shown as never)).toEqual(pick(previewed))
  expect((await callmap(['test'], { cwd: folder })).exit).toBe(0)
  expect((await callmap(['check'], { cwd: folder })).exit).toBe(0)
})

test('an export opens as the same project', () => {
  const opened = openFiles(emptyProject, unzipFiles(zipFiles(listFiles(example))))
  expect(opened).toMatchObject({ destination: example.destination, mapping: example.mapping })
  expect(opened.events.map(({ text }) => JSON.parse(text))).toEqual(example.events.map(({ text }) => JSON.parse(text)))
})

test.each<[string, string, object]>([
  [
    'mappings with comments',
    '{ "destination": "slack" /* ours */ }',
    { destination: 'slack', mapping: '{ "destination": "slack" /* ours */ }' },
  ],
  [
    'mappings of an own definition',
    '{ "destination": "./crm.json" }',
    { destination: '', mapping: '{ "destination": "./crm.json" }' },
  ],
  ['a definition', '{ "slug": "crm", "actions": {} }', { definition: '{ "slug": "crm", "actions": {} }' }],
  ['tests', '{ "tests": [] }', { tests: '{ "tests": [] }' }],
  ['an event', '{ "type": "track" }', { events: [{ text: '{\n  "type": "track"\n}\n' }] }],
])('%s are recognized by their content', (_, text, expected) => {
  expect(openFiles(emptyProject, [{ name: 'x.json', text }])).toMatchObject(expected)
})

test.each(['../../evil', '/etc/x', 'a\\b', '..'])(
  'the destination %s names no file outside the export',
  destination => {
    const names = listFiles({ ...example, destination }).map(({ name }) => name)
    expect(names).toContain('mappings/mapping.json')
  },
)
