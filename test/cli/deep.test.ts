import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { callmap } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const depth = 5000
const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const event = `{"type":"track","event":"A","messageId":"m","userId":"u","timestamp":"2026-01-01T00:00:00Z","properties":${deep}}`
writeFileSync(join(cwd, 'deep.json'), event)
const mappings = {
  destination: 'customerio',
  settings: { siteId: 's', apiKey: { $secret: 'K' } },
  subscriptions: [{ name: 'all', action: 'trackEvent', trigger: 'type = "track"' }],
}
writeFileSync(join(cwd, 'm.json'), JSON.stringify(mappings))

it.each([
  [1, '', 'explain deep.json all -m m.json'],
  [1, '', 'explain deep.json all -m m.json --path /data'],
  [1, '', 'explain deep.json all -m m.json --path /data/a/a'],
  [1, '', 'explain deep.json -m m.json --now 2026-01-01T00:00:00Z'],
  [1, 'nested too deep', 'explain deep.json all -m m.json --path /data --json'],
  [1, 'nested deeper than 1000 levels', 'test --from deep.json -m m.json --out m.test.json'],
  [1, 'nested deeper than 1000 levels', 'init -d customerio --from-event deep.json --out made'],
  [0, '', 'diff m.json m.json --events deep.json'],
])('ends with %i: %s %s', async (exit, message, line) => {
  const ran = await callmap(line.split(' '), { cwd })
  expect(ran.stderr).not.toMatch(/bug in callmap|RangeError/)
  expect(ran.stderr).toContain(message)
  if (ran.exit !== exit) expect(ran).toMatchObject({ exit })
})

it('a file that is too deep for a tree shows no setting', async () => {
  const subscriptions = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const text = `{ "destination": "customerio", "settings": { "apiKey": "k-123" }, "x": 1, "subscriptions": ${subscriptions} }`
  writeFileSync(join(cwd, 'flat.json'), text)
  const { stdout } = await callmap(['check', 'flat.json'], { cwd })
  expect(stdout).toContain('`x` is not a key of a mappings file')
  expect(stdout).not.toContain('k-123')
})
