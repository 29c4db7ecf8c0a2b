import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { sample } from '../seed.ts'
import { bin, callmap, jsonLines, type RunOptions, spawnCallmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-jobs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const own = ['-m', 'fixtures/mappings/own-api.json']

/**
 * One in fifty has a total that is no number, one in three hundred is no JSON, and one in seven has an ID that follows
 * from its place.
 */
function line(n: number): string {
  if (n % 300 === 299) return '{"type":'
  const properties = { total: n % 50 === 49 ? '12x' : String(n), pad: 'ä'.repeat((n * 7) % 1000) }
  const messageId = n % 7 === 6 ? undefined : `m-${n}`
  return JSON.stringify({ type: 'track', event: 'Order Completed', messageId, userId: 'u', properties })
}

/** Several portions of a file for each worker. */
const lines = Array.from({ length: 600 }, (_, n) => line(n))
const file = join(folder, 'events.ndjson')
writeFileSync(file, `${lines.join('\n')}\n`)
const zipped = join(folder, 'events.ndjson.gz')
const gzip = gzipSync(`${lines.join('\n')}\n`)
writeFileSync(zipped, gzip)
const batches = join(folder, 'batches.ndjson')
writeFileSync(batches, `{"batch":[${lines.slice(0, 100)}]}\n`.repeat(5))

/** The counts without the time that they took. */
const timeless = (text: string) => text.replace(/ +[\d.]+ s$/m, '')

describe('--jobs has the output of one job', () => {
  const others: [line: string, options?: RunOptions][] = [
    [`${file} --emit requests --secrets env --on-error skip`, { env: { OWN_API_TOKEN: 't' } }],
    [`${batches} --limit 250`],
    [`${file} --on-error fail`],
    [`${file} no-such-file.ndjson`],
    ['-', { stdin: gzip.subarray(0, gzip.length / 2) }],
  ]
  it.for<[line: string, options?: RunOptions]>([
    [`${file} ${zipped} ${batches} --json --include skipped`],
    ...sample(others),
  ])('map %s', async ([line, options], { expect }) => {
    const args = ['map', ...line.split(' '), ...own]
    const one = await callmap(args, options)
    const several = await spawnCallmap([...args, '--jobs', '2'], options)
    expect(several.stdout === one.stdout).toBe(true)
    expect({ exit: several.exit, stderr: timeless(several.stderr) }).toEqual({
      exit: one.exit,
      stderr: timeless(one.stderr),
    })
  })

  it('refuses an invalid number', async () => {
    expect(await callmap(['map', file, ...own, '--jobs', '65'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('--jobs takes a number from 1 to 64, not `65`'),
    })
  })
})

describe('a stream with --jobs', () => {
  const args = [bin, 'map', ...own, '--jobs', '2', '--quiet']

  it('writes each line at once, and ends with 130 on an interrupt', async () => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    for (const n of [1, 2, 3]) {
      child.stdin.write(`${line(n)}\n`)
      const [text] = await once(child.stdout, 'data')
      expect(String(text)).toMatch(new RegExp(`^\\{"v":2,"line":${n},"messageId":"m-${n}".*\n$`))
    }
    child.kill('SIGINT')
    const [exit] = await once(child, 'close')
    expect(exit).toBe(130)
  })

  it('ends with --limit although stdin stays open', async () => {
    const child = spawn(process.execPath, [...args, '--limit', '1'], { stdio: ['pipe', 'ignore', 'inherit'] })
    child.stdin.on('error', () => {})
    child.stdin.write(`${lines.slice(0, 5).join('\n')}\n`)
    const [exit] = await once(child, 'close')
    expect(exit).toBe(0)
  })

  it('ends quietly if its reader closes the pipe', async () => {
    const command = `set -o pipefail; "${process.execPath}" ${args.map(arg => `"${arg}"`).join(' ')} "${file}" | head -n 1`
    const child = spawn('bash', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', text => {
      stdout += text
    })
    child.stderr.on('data', text => {
      stderr += text
    })
    const [exit] = await once(child, 'close')
    expect({ stderr, exit, lines: jsonLines(stdout).length }).toEqual({ stderr: '', exit: 0, lines: 1 })
  })

  it('takes the same memory for a larger input', async () => {
    const name = join(folder, 'large.ndjson')
    const properties = { total: '1', pad: 'x'.repeat(8000) }
    const large = JSON.stringify({ type: 'track', event: 'Order Completed', messageId: 'm', userId: 'u', properties })
    writeFileSync(name, `${large}\n`.repeat(8500))
    // Node ends a process whose heap grows over this; the input takes 69 MB.
    const { exit } = await spawnCallmap(
      ['map', name, ...own, '--jobs', '2', '--emit', 'envelopes', '--only', 'errors'],
      {
        node: ['--max-old-space-size=64'],
      },
    )
    expect(exit).toBe(0)
  })

  it('reports a bug in a worker', async () => {
    const fault = inWorkers('JSON.stringify = () => { throw new Error("boom") }')
    const { exit, stderr } = await spawnCallmap(['map', file, ...own, '--jobs', '2'], { node: ['--import', fault] })
    expect([exit, stderr]).toEqual([70, expect.stringMatching(/a bug in callmap[\s\S]*boom/)])
  })

  it('reports a worker that ends, after the lines before those that it had', async () => {
    const fault = inWorkers(
      'const print = JSON.stringify; JSON.stringify = value => value?.line === 450 ? process.exit(3) : print(value)',
    )
    const one = await callmap(['map', file, ...own])
    const { exit, stdout, stderr } = await spawnCallmap(['map', file, ...own, '--jobs', '2'], {
      node: ['--import', fault],
    })
    expect([exit, stderr]).toEqual([70, expect.stringMatching(/a bug in callmap/)])
    const count = jsonLines(stdout).length
    expect(count > 0 && count < 450 && one.stdout.startsWith(stdout)).toBe(true)
  })
})

/** A module for `--import` that runs code in workers only. */
function inWorkers(code: string): string {
  const text = `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) { ${code} }`
  return `data:text/javascript,${encodeURIComponent(text)}`
}
