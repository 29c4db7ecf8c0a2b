import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bin, callmap, jsonLines } from './callmap.ts'

const args = ['map', '-m', 'fixtures/definitions/own-api.json', '--quiet']
const event = (n: number) => ({ type: 'track', event: `E${n}`, messageId: `m-${n}`, userId: 'u' })
const ndjson = (count: number) => Array.from({ length: count }, (_, i) => `${JSON.stringify(event(i))}\n`).join('')
/** `1 E0, 2 E1`: the line and the event name of each envelope. */
const linesAndNames = (text: string) =>
  (jsonLines(text) as { line: number; payload: { name: string } }[])
    .map(({ line, payload }) => `${line} ${payload.name}`)
    .join(', ')

/** `src/document/splitJson.test.ts` tests the splitting of inputs without a process for each. */
describe('the formats of an input', () => {
  const cases: [string, string | Uint8Array, string][] = [
    ['a byte order mark, CRLF and an empty line', `\ufeff${ndjson(2).replaceAll('\n', '\r\n\r\n')}`, '1 E0, 3 E1'],
    ['an indented event', JSON.stringify(event(0), null, 2), '1 E0'],
    ['an array', JSON.stringify([event(0), event(1)], null, 2), '2 E0, 8 E1'],
    ['a batch body', JSON.stringify({ batch: [event(0), event(1)] }), '1 E0, 1 E1'],
    [
      'a dead letter of a worker',
      JSON.stringify({ event: event(0), action: null, outcome: { outcome: 'failed' } }),
      '1 E0',
    ],
    ['two concatenated gzip files', Buffer.concat([gzipSync(ndjson(1)), gzipSync(ndjson(1))]), '1 E0, 2 E0'],
  ]
  it.concurrent.each(cases)('%s', async (_, stdin, expected) => {
    const { stdout, exit } = await callmap(args, { stdin })
    expect(linesAndNames(stdout)).toBe(expected)
    expect(exit).toBe(0)
  })

  it('truncated gzip is an error', async () => {
    const { stderr, exit } = await callmap(args, { stdin: gzipSync(ndjson(100)).subarray(0, 60) })
    expect(stderr).toMatch(/cut off or damaged/)
    expect(exit).toBe(4)
  })
})

describe('flags of a stream', () => {
  const cases: [string, string][] = [
    ['--limit 2', '1 E0, 2 E1'],
    ['--every 4', '1 E0, 5 E4, 9 E8'],
    ['--every 3 --limit 2', '1 E0, 4 E3'],
  ]
  it.concurrent.each(cases)('%s', async (flags, expected) => {
    const { stdout } = await callmap([...args, ...flags.split(' ')], { stdin: ndjson(10) })
    expect(linesAndNames(stdout)).toBe(expected)
  })

  it('--limit ends although stdin stays open, and closes it', async () => {
    const stdin = new PassThrough()
    stdin.write(ndjson(5))
    const { exit } = await callmap([...args, '--limit', '1'], { host: { stdin } })
    expect([exit, stdin.destroyed]).toEqual([0, true])
  })
})

it('the printed command explains the error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
  const file = join(folder, 'events.ndjson')
  const order = (total: string) =>
    JSON.stringify({ type: 'track', event: 'Order Completed', messageId: 'm', userId: 'u', properties: { total } })
  writeFileSync(file, `${order('1')}\n${order('12x')}\n${order('13x')}\n`)
  const { stderr } = await callmap(['map', file, '-m', 'fixtures/mappings/own-api.json'])
  expect(stderr).toContain('2 × CM902   "12x" is not a number (D3030)   order-completed /data/total   lines 2, 3')
  const explained = 'callmap explain - order-completed --path /data/total -m fixtures/mappings/own-api.json'
  expect(stderr).toContain(`see one:  sed -n 2p ${file} | ${explained}\n`)
})

describe('the process', () => {
  it('writes the same bytes for the same input', async () => {
    const stdin = ndjson(500)
    expect((await callmap(args, { stdin })).stdout).toBe((await callmap(args, { stdin })).stdout)
  })

  it('ends with 130 on an interrupt', async () => {
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.write(ndjson(1))
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    const [exit] = await once(child, 'close')
    expect(exit).toBe(130)
  })
})
