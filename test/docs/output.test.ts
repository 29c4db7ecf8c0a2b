import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { callmap } from '../cli/callmap.ts'
import { readBlocks, readPage } from './page.ts'

const sections = readPage('docs/output.md')
  .split(/^## /m)
  .slice(1)
  .map(section => ({ title: section.split('\n', 1)[0]!, section }))

/** Values of events, payloads and bodies, whose keys are not ours. */
const foreign = new Set([
  'payload',
  'headers',
  'body',
  'event',
  'sample',
  'expected',
  'actual',
  'value',
  'before',
  'after',
  'received',
  'triggers',
])

/** Objects whose keys are names, and whose values are ours. */
const named = new Set(['fields'])

/** Commands run in a folder of their own, because some write files. */
const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
for (const folder of ['examples', 'fixtures']) {
  cpSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), join(cwd, folder), { recursive: true })
}
afterAll(() => rmSync(cwd, { recursive: true }))

describe.each(sections)('$title', ({ section }) => {
  const blocks = readBlocks(section)
  const commands = blocks.filter(({ kind }) => kind === 'run').flatMap(({ text }) => text.trimEnd().split('\n'))

  test('shows the output of its first command', async () => {
    const shown = blocks.find(({ language, kind }) => language === 'json' && kind === '')
    if (shown) expect(documents(shown.text)).toEqual(documents(await output(commands[0]!)))
  })

  test('names every key', async () => {
    const keys = new Set<string>()
    for (const text of await Promise.all(commands.map(output))) collectKeys(documents(text), keys)
    const shown = new Set([...section.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
    expect([...keys].filter(key => !shown.has(key))).toEqual([])
  })
})

async function output(command: string): Promise<string> {
  const { stdout } = await callmap(command.split(' ').slice(1), { cwd })
  return stdout
}

/** Documents of JSON, each of which starts a line with its brace. */
function documents(text: string): unknown[] {
  return text.split(/\n(?=\{)/).map(part => JSON.parse(part))
}

function collectKeys(value: unknown, keys: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectKeys(item, keys)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      keys.add(key)
      if (!foreign.has(key)) collectKeys(named.has(key) ? Object.values(member) : member, keys)
    }
  }
}
