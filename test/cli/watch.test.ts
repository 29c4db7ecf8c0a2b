import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { Interrupted } from '../../src/node/index.ts'
import { bin, callmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(folder, { recursive: true }))

const definition = new URL('../../fixtures/definitions/own-api.json', import.meta.url)
const event = (userId: string) => ({
  type: 'track',
  event: 'A',
  messageId: 'm',
  userId,
  timestamp: '2026-03-01T10:00:00Z',
})
const tests = (personId: string) => ({
  mappings: 'own.json',
  tests: [{ name: 'a', event: event('u'), expect: { actions: [{ payloadContains: { personId } }] } }],
})

/** A command, the file that changes while it watches, and its output before and after. */
const cases: [line: string, file: string, before: unknown, after: unknown, shown: [string, string]][] = [
  ['test x.test.json --watch', 'x.test.json', tests('u'), tests('v'), ['1 test: 1 passed', '1 test: 1 failed']],
  ['preview event.json -m own.json --watch', 'event.json', event('u-1'), event('u-2'), ['user u-1', 'user u-2']],
  ['preview e.ndjson -m own.json --watch', 'e.ndjson', event('u-1'), event('u-2'), ['user u-1', 'user u-2']],
  [
    'check x.json --watch',
    'x.json',
    { destination: './own.json', settings: { baseUrl: 'https://example.com', token: { $secret: 'T' } } },
    { destination: './own.json', settings: {}, subscriptions: [] },
    ['All good', 'CM407'],
  ],
]

/** Runs the command in this process, and ends it as Ctrl+C at a question does when it waits for a second change. */
it.each(cases)('%s', async (line, file, before, after, shown) => {
  const cwd = project(file, before)
  let seen = ''
  let waits = 0
  const write = (text: Buffer, _: string, done: () => void) => {
    seen += text
    done()
  }
  const stdout = new Writable({ write })
  const stderr = Object.assign(new Writable({ write }), {
    write(text: string) {
      seen += text
      if (!text.includes('waiting for a change')) return true
      if (++waits === 2) throw new Interrupted()
      expect(seen).toContain(shown[0])
      writeFileSync(join(cwd, file), JSON.stringify(after))
      return true
    },
  })
  const { exit } = await callmap(line.split(' '), { cwd, host: { stdout, stderr } })
  expect([exit, seen]).toEqual([130, expect.stringContaining(shown[1])])
})

it('the process ends with 130 on an interrupt', async () => {
  const child = spawn(process.execPath, [bin, 'check', 'x.json', '--watch'], { cwd: project('x.json', {}) })
  await once(child.stderr, 'data')
  child.kill('SIGINT')
  expect(await once(child, 'close')).toEqual([130, null])
})

/** A folder with a definition and a file. */
function project(file: string, content: unknown): string {
  const cwd = mkdtempSync(join(folder, 'watch-'))
  copyFileSync(definition, join(cwd, 'own.json'))
  writeFileSync(join(cwd, file), JSON.stringify(content))
  return cwd
}
