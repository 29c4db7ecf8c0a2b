import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { callmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

function given(name: string, content: unknown): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
}

const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u' }
given('event.json', event)
given('slack.json', { destination: 'slack', settings: {}, subscriptions: [] })
symlinkSync('loop.json', join(folder, 'loop.json'))
mkdirSync(join(folder, 'empty'))
const longName = `${'x'.repeat(300)}.json`

describe('what the file system refuses is told in one line, with exit 2', () => {
  const loop = 'error: `loop.json` cannot be read: too many symbolic links encountered\n'
  const cases: [line: string, stderr: string][] = [
    ['check loop.json', loop],
    ['preview loop.json -d slack', loop],
    ['preview event.json -m loop.json', loop],
    ['test loop.json', loop],
    ['types --list ./loop.json', loop.replace('loop', './loop')],
    [`check ${longName}`, `error: there is no file \`${longName}\`\n`],
    ['check empty', 'error: there are no mappings in `empty`\n'],
    ['types -d slack -o event.json/x.ts', 'error: `event.json/x.ts` cannot be written: file already exists\n'],
    [`types -d slack -o ${longName}`, `error: \`${longName}\` cannot be written: name too long\n`],
    ['test --from event.json -d slack --out loop.json', loop],
  ]
  it.concurrent.for(cases)('%s', async ([line, stderr], { expect }) => {
    expect(await callmap(line.split(' '), { cwd: folder })).toEqual({
      stdout: '',
      stderr: expect.stringContaining(stderr),
      exit: 2,
    })
  })
})
