import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { bin } from './callmap.ts'

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

it.each(cases)('%s', async (line, file, before, after, shown) => {
  const cwd = mkdtempSync(join(folder, 'watch-'))
  copyFileSync(definition, join(cwd, 'own.json'))
  writeFileSync(join(cwd, file), JSON.stringify(before))
  const child = spawn(process.execPath, [bin, ...line.split(' ')], { cwd })
  let seen = ''
  const show = (text: string) =>
    new Promise<void>(resolve => {
      const look = (chunk: Buffer | string) => {
        seen += chunk
        if (seen.includes(text)) resolve()
      }
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      look('')
    })
  await show(shown[0])
  await show('waiting for a change')
  writeFileSync(join(cwd, file), JSON.stringify(after))
  await show(shown[1])
  const ended = new Promise(resolve => child.on('close', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
})
