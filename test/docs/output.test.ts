import { describe, expect, test } from 'vitest'
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
  'sample',
  'expected',
  'actual',
  'value',
  'before',
  'after',
  'received',
  'triggers',
])

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
    const named = new Set([...section.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
    expect([...keys].filter(key => !named.has(key))).toEqual([])
  })
})

async function output(command: string): Promise<string> {
  const { stdout } = await callmap(command.split(' ').slice(1))
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
      if (!foreign.has(key)) collectKeys(member, keys)
    }
  }
}
