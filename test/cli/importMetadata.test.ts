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

  it('reads a pipe, and writes to the mappings folder', async () => {
    const stdin = readFileSync(metadata)
    const { stdout, exit } = await callmap(['import', 'segment-metadata', '-', '--quiet'], { cwd, stdin })
    expect([exit, stdout]).toEqual([1, expect.stringContaining('created  mappings/parcel-post.json   3 subscriptions')])
    expect(written('mappings/parcel-post.json')).toBe(written('a.json'))
  })

  it('ends with 0 if everything is carried over', async () => {
    const field = { label: 'ID', description: 'ID of the person.', type: 'string', default: { '@path': '$.userId' } }
    const presets = [
      { name: 'All', subscribe: 'type = "track"', partnerAction: 'send', mapping: { id: field.default } },
    ]
    const stdin = JSON.stringify({
      name: 'Small',
      mode: 'cloud',
      presets,
      actions: { send: { fields: { id: field } } },
    })
    expect(await callmap(['import', 'segment-metadata', '-', '-o', 'small.json'], { cwd, stdin })).toEqual({
      stdout: 'created  small.json   1 subscription: no event was found that gives a different result\n',
      stderr: 'next: write the requests, which are marked `$todo`\n\n',
      exit: 0,
    })
  })

  it.each([
    [2, [metadata, '-o', 'a.json'], 'the file `a.json` already exists'],
    [2, [metadata, '-d', 'slack'], 'metadata is imported as a destination of its own'],
    [4, ['-'], 'there is no destination of `@segment/actions-core`'],
    [2, ['absent.json'], 'there is no file `absent.json`'],
  ])('ends with %i: %j', async (exit, args, message) => {
    const ran = await callmap(['import', 'segment-metadata', ...args], { cwd, stdin: '{ "name": "Small" }' })
    expect(ran).toMatchObject({ exit, stderr: expect.stringContaining(message), stdout: '' })
  })

  it('ends with 4 if the input is not JSON', async () => {
    const ran = await callmap(['import', 'segment-metadata', '-'], { cwd, stdin: '{ "name": ' })
    expect(ran).toMatchObject({ exit: 4, stderr: expect.stringContaining('CM108') })
  })
})
