import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callmap } from '../cli/callmap.ts'
import { readBlocks, readPage, readTable } from './page.ts'

const page = readPage('docs/config.md')

async function checkWith(config: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'callmap-')), 'config.json')
  writeFileSync(file, config)
  return callmap(['check', 'examples/own-api/mappings.json', '--config', file])
}

test('the example of docs/config.md is valid', async () => {
  const { text } = readBlocks(page).find(({ kind }) => kind === 'config')!
  expect(await checkWith(text)).toMatchObject({ exit: 0 })
})

test('docs/config.md has every key', async () => {
  const { stderr } = await checkWith('{ "nothing": 1 }')
  const [, keys] = /there are (.*)$/m.exec(stderr)!
  expect(
    readTable(page, 'key')
      .map(([key]) => key)
      .toSorted(),
  ).toEqual(keys!.split(', ').toSorted())
})
