import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bin, callmap, jsonLines } from './callmap.ts'

const args = ['map', '-m', 'fixtures/definitions/own-api.json', '--quiet']
const event = (n: number) => ({ type: 'track', event: `E${n}`, messageId: `m-${n}`, userId: 'u' })
const ndjson = (count: number) => Array.from({ length: count }, (_, i) => `${JSON.stringify(event(i))}\n`).join('')
const lineAndName = (text: string) =>
  jsonLines(text).map(line => [(line as { line: number }).line, (line as { payload: { name: string } }).payload.name])

describe('the forms of an input', () => {
  const pretty = JSON.stringify(event(0), null, 2)
  const cases: [string, string | Uint8Array, [number, string][]][] = [
    [
      'lines',
      ndjson(2),
      [
        [1, 'E0'],
        [2, 'E1'],
      ],
    ],
    [
      'lines that end in CRLF, with empty ones',
      ndjson(2).replaceAll('\n', '\r\n\r\n'),
      [
        [1, 'E0'],
        [3, 'E1'],
      ],
    ],
    ['a byte order mark', `\ufeff${ndjson(1)}`, [[1, 'E0']]],
    [
      'no line break at the end',
      ndjson(2).trim(),
      [
        [1, 'E0'],
        [2, 'E1'],
      ],
    ],
    ['one event, indented', pretty, [[1, 'E0']]],
    [
      'several events, indented',
      `${pretty}\n${pretty}`,
      [
        [1, 'E0'],
        [7, 'E0'],
      ],
    ],
    [
      'an array on one line',
      JSON.stringify([event(0), event(1)]),
      [
        [1, 'E0'],
        [1, 'E1'],
      ],
    ],
    [
      'an array, indented',
      JSON.stringify([event(0), event(1)], null, 2),
      [
        [2, 'E0'],
        [8, 'E1'],
      ],
    ],
    [
      'a batch body',
      JSON.stringify({ batch: [event(0), event(1)] }),
      [
        [1, 'E0'],
        [1, 'E1'],
      ],
    ],
    [
      'gzip',
      gzipSync(ndjson(2)),
      [
        [1, 'E0'],
        [2, 'E1'],
      ],
    ],
    [
      'two gzip files in one',
      Buffer.concat([gzipSync(ndjson(1)), gzipSync(ndjson(1))]),
      [
        [1, 'E0'],
        [2, 'E0'],
      ],
    ],
    ['brackets and quotes inside of strings', JSON.stringify([{ ...event(0), x: '}]"\\' }], null, 1), [[2, 'E0']]],
  ]
  it.concurrent.each(cases)('%s', async (_, stdin, expected) => {
    const { stdout, exit } = await callmap(args, { stdin })
    expect(lineAndName(stdout)).toEqual(expected)
    expect(exit).toBe(0)
  })

  it('gzip that is cut off is reported', async () => {
    const { stderr, exit } = await callmap(args, { stdin: gzipSync(ndjson(100)).subarray(0, 60) })
    expect(stderr).toMatch(/cut off or damaged/)
    expect(exit).toBe(4)
  })
})

describe('flags of a stream', () => {
  const names = async (...flags: string[]) => {
    const { stdout } = await callmap([...args, ...flags], { stdin: ndjson(10) })
    return lineAndName(stdout).map(([, name]) => name)
  }
  it('--limit', async () => expect(await names('--limit', '2')).toEqual(['E0', 'E1']))
  it('--every', async () => expect(await names('--every', '4')).toEqual(['E0', 'E4', 'E8']))
  it('--every and --limit', async () => expect(await names('--every', '3', '--limit', '2')).toEqual(['E0', 'E3']))
  it('--limit ends although stdin stays open', async () => {
    const child = spawn(process.execPath, [bin, ...args, '--limit', '1'], { stdio: ['pipe', 'ignore', 'inherit'] })
    child.stdin.on('error', () => {})
    child.stdin.write(ndjson(5))
    const [exit] = await once(child, 'close')
    expect(exit).toBe(0)
  })
})

describe('the process', () => {
  it('writes the same bytes for the same input', async () => {
    const stdin = ndjson(500)
    expect((await callmap(args, { stdin })).stdout).toBe((await callmap(args, { stdin })).stdout)
  })

  it('ends quietly when its reader has enough', async () => {
    const child = spawn('bash', ['-c', `set -o pipefail; "${process.execPath}" "${bin}" ${args.join(' ')} | head -n 1`])
    child.stdin.on('error', () => {})
    child.stdin.end(ndjson(20_000))
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', text => {
      stdout += text
    })
    child.stderr.on('data', text => {
      stderr += text
    })
    const [exit] = await once(child, 'close')
    expect(stderr).toBe('')
    expect(exit).toBe(0)
    expect(jsonLines(stdout)).toHaveLength(1)
  })

  it('ends with 130 when it is interrupted', async () => {
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.write(ndjson(1))
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    const [exit] = await once(child, 'close')
    expect(exit).toBe(130)
  })
})
