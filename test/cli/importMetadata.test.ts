import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { callmap } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const metadata = new URL('../../fixtures/segment-metadata.json', import.meta.url).pathname
const written = (file: string) => readFileSync(join(cwd, file), 'utf8')

describe('import segment-metadata', () => {
  it('writes a definition, and notes what it does not carry over', async () => {
    const { stdout, stderr, exit } = await callmap(['import', 'segment-metadata', metadata, '-o', 'a.json'], { cwd })
    const shown = `$ callmap import segment-metadata segment-metadata.json\n${stderr}---\n${stdout}\n--- exit ${exit}\n`
    await expect(shown).toMatchFileSnapshot('golden/import-metadata.golden.txt')
    await expect(written('a.json')).toMatchFileSnapshot('golden/import-metadata.golden.json')
  })

  it('writes a definition that check accepts, apart from the open requests', async () => {
    const checked = await callmap(['check', 'a.json', '--json'], { cwd })
    expect([checked.exit, checked.stdout.match(/"code":"CM\d+"/g)]).toEqual([1, Array(3).fill('"code":"CM114"')])
  })
})
