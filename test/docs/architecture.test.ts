import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile, type Definition } from '../../src/api/index.ts'
import { inspect } from '../../src/engine/index.ts'
import { readBlocks, readJsonBlock, readPage, readTable } from './page.ts'

const page = readPage('docs/architecture.md')
const src = new URL('../../src/', import.meta.url)

test('the worked example equals the generated code', () => {
  const { source } = inspect(compile(readJsonBlock(page, 'definition') as unknown as Definition))
  expect(source.split('\n').slice(0, 25)).toEqual(
    readBlocks(page)
      .find(({ kind }) => kind === 'generated')!
      .text.trimEnd()
      .split('\n'),
  )
})

test('every folder is in the table of layers', () => {
  expect(
    readTable(page, 'folder')
      .map(([folder]) => folder)
      .toSorted(),
  ).toEqual(readdirSync(src).sort())
})

test('its files exist', () => {
  const files = [...page.matchAll(/`(?:src\/)?([a-z]+\/[\w/]+\.ts)`/g)].map(([, file]) => file!)
  expect(files.filter(file => !file.startsWith('test/') && !existsSync(new URL(file, src)))).toEqual([])
})
