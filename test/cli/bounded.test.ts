import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { NodeFileSystem } from '../../src/node/index.ts'
import { bin, callmap, jsonLines } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const definition = {
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      fields: { name: { label: 'Name', type: 'string', default: { '@path': '$.event' } } },
      requests: [{ url: 'https://api.example.com/events' }],
    },
  },
  subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
}
writeFileSync(join(cwd, 'm.json'), JSON.stringify(definition))
const map = ['map', '-m', 'm.json', '--emit', 'payloads', '--json']

const event = (n: number, properties = '{}') =>
  `{"type":"track","event":"E${n}","messageId":"m-${n}","userId":"u","timestamp":"2026-01-01T00:00:00Z","properties":${properties}}`
const names = (text: string) => (jsonLines(text) as { name: string }[]).map(({ name }) => name).join(' ')

/** An input that is never held as a whole. */
function stream(...parts: readonly (string | [part: string, times: number])[]): Readable {
  return Readable.from(
    (function* () {
      for (const part of parts) {
        const [text, times] = typeof part === 'string' ? [part, 1] : part
        const bytes = Buffer.from(text)
        for (let i = 0; i < times; i++) yield bytes
      }
    })(),
  )
}

const piece = 'x'.repeat(2 ** 16)
/** More characters than a line may have. */
const pieces = 260

describe('a line or item that is too large is counted, and the next line goes on', () => {
  const large = [`{"type":"track","event":"`, [piece, pieces], '"}'] as const
  it.each<[string, (string | [string, number])[], string, string]>([
    ['a line', [`${event(1)}\n`, ...(large as never), `\n${event(2)}\n`], 'E1 E2', 'line 2'],
    ['an item of a list', [`[${event(1)},`, ...(large as never), `,${event(2)}]`], 'E1 E2', 'line 1'],
    ['the first line', [...(large as never), `\n${event(2)}\n`], 'E2', 'line 1'],
    ['a line without an end', [`${event(1)}\n`, [piece, pieces]], 'E1', 'line 2'],
  ])('%s', async (_, parts, sent) => {
    const { stdout, stderr, exit } = await callmap(map, { cwd, host: { stdin: stream(...parts) } })
    expect(names(stdout)).toBe(sent)
    expect(exit).toBe(4)
    expect(JSON.parse(stderr.split('\n').find(line => line.startsWith('{'))!)).toMatchObject({
      errors: [{ code: 'CM111', count: 1 }],
    })
  })
})

it('empty lines before the first event take no memory and are counted', async () => {
  const stdin = stream(['\n'.repeat(2 ** 16), 50], event(1))
  const { stdout } = await callmap(['map', '-m', 'm.json', '--quiet'], { cwd, host: { stdin } })
  expect(jsonLines(stdout)).toMatchObject([{ line: 50 * 2 ** 16 + 1 }])
})

const brackets = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
const objects = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`

describe('200,000 levels', () => {
  it.each([brackets, objects, '['.repeat(200_000), '{"a":'.repeat(200_000)])('an event', async deep => {
    const stdin = [event(1), event(2, deep), deep, event(3)].join('\n')
    const { stdout, stderr, exit } = await callmap(map, { cwd, stdin })
    expect(stderr).not.toMatch(/bug in callmap|RangeError/)
    expect(names(stdout)).toMatch(/^E1 (?:E2 )?E3$/)
    expect([1, 4]).toContain(exit)
  })

  it.each([
    'check deep.json',
    'map -m deep.json',
    'map -m m.json --config deep.json',
    'test deep.json',
    'types -m deep.json',
  ])('a file: %s', async line => {
    for (const deep of [brackets, objects]) {
      writeFileSync(join(cwd, 'deep.json'), `{ "slug": "d", "destination": "demo", "subscriptions": ${deep} }`)
      const { stderr, exit } = await callmap(line.split(' '), { cwd })
      expect(stderr).not.toMatch(/bug in callmap|RangeError/)
      expect([1, 2, 3]).toContain(exit)
    }
  })
})

it('all events before the end of cut off gzip are mapped', async () => {
  const lines = Array.from({ length: 300 }, (_, n) => `${event(n, `{"a":${Math.sin(n)}}`)}\n`)
  const zipped = gzipSync(lines.join(''))
  for (const share of [0.1, 0.5, 0.9, 0.999]) {
    const stdin = zipped.subarray(0, Math.floor(zipped.length * share))
    const { stdout, stderr, exit } = await callmap(map, { cwd, stdin })
    expect([exit, stderr]).toEqual([4, expect.stringMatching(/cut off or damaged/)])
    const sent = jsonLines(stdout).length
    expect(sent).toBeGreaterThan(300 * share - 60)
  }
})

it.each([
  ['padding', 0, (zipped: Buffer) => [zipped, Buffer.alloc(3000)]],
  ['padding at the end of a piece', 0, (zipped: Buffer) => [gzipSync(''), zipped, Buffer.alloc(1)]],
  ['another file', 0, (zipped: Buffer) => [zipped, gzipSync('')]],
  ['data after padding', 4, (zipped: Buffer) => [zipped, Buffer.alloc(3000), zipped]],
  ['data after short padding', 4, (zipped: Buffer) => [zipped, Buffer.alloc(1), zipped]],
])('gzip with %s ends with %i, after all of its events', async (_, exit, parts) => {
  const lines = Array.from({ length: 300 }, (_, n) => `${event(n, `{"a":${Math.sin(n)}}`)}\n`)
  const ran = await callmap(map, { cwd, stdin: Buffer.concat(parts(gzipSync(lines.join('')))) })
  expect([ran.exit, jsonLines(ran.stdout).length]).toEqual([exit, 300])
})

describe('files', () => {
  it.each([
    [2, 'check large.json'],
    [2, 'map -m large.json'],
    [2, 'map -m m.json --config large.json'],
    [2, 'test large.test.json'],
    [2, 'import segment large.json'],
    [2, 'check /dev/zero'],
  ])('%i: %s', async (exit, line) => {
    for (const file of ['large.json', 'large.test.json']) writeFileSync(join(cwd, file), ' '.repeat(4 * 2 ** 20 + 1))
    const ran = await callmap(line.split(' '), { cwd })
    for (const file of ['large.json', 'large.test.json']) rmSync(join(cwd, file))
    expect(ran).toMatchObject({ exit, stderr: expect.stringContaining('CM111') })
  })

  it('2: check -, from stdin', async () => {
    const ran = await callmap(['check', '-'], { cwd, host: { stdin: stream([piece, 100]) } })
    expect(ran).toMatchObject({ exit: 2, stderr: expect.stringContaining('CM111') })
  })

  it('a full disk is an error', async () => {
    const ran = await callmap(['types', '-m', 'm.json', '-o', '/dev/full'], { cwd })
    expect(ran).toMatchObject({ exit: 2, stderr: expect.stringContaining('no space left') })
  })

  it('are replaced as a whole, and leave no draft', () => {
    const files = new NodeFileSystem(cwd)
    files.write('out/a.txt', 'one')
    files.write('out/a.txt', 'two')
    expect([readFileSync(join(cwd, 'out/a.txt'), 'utf8'), readdirSync(join(cwd, 'out'))]).toEqual(['two', ['a.txt']])
  })
})

it.each([
  'check m.json --events -',
  'lineage -m m.json --unused --events -',
  'journey - -m m.json',
  'preview - -m m.json --json',
])('an input without an end is refused where all events are held: %s', async line => {
  const stdin = new PassThrough()
  const large = `${event(1, `{"a":"${'x'.repeat(12 * 2 ** 20)}"}`)}\n`
  for (let i = 0; i < 3; i++) stdin.write(large)
  const ran = await callmap(line.split(' '), { cwd, host: { stdin } })
  expect(ran).toMatchObject({ exit: 4, stderr: expect.stringContaining('CM110') })
})

describe('the process', () => {
  const busy = structuredClone(definition) as { subscriptions: object[] }
  busy.subscriptions = [
    {
      action: 'send',
      trigger: 'type = "track"',
      mapping: { name: { '@jsonata': '$string($sum([1..9000].($sum([1..9000]))))' } },
    },
  ]
  writeFileSync(join(cwd, 'busy.json'), JSON.stringify(busy))

  it.each([
    ['SIGINT', []],
    ['SIGTERM', ['--jobs', '2']],
  ] as const)('ends with 130 on %s while expressions are busy, after whole lines %j', async (signal, flags) => {
    const args = ['map', '-m', 'busy.json', '--only', 'errors', ...flags]
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ['pipe', 'pipe', 'ignore'] })
    let stdout = ''
    child.stdout.on('data', text => {
      stdout += text
    })
    child.stdin.on('error', () => {})
    child.stdin.write(`${event(1)}\n`)
    await once(child.stdout, 'data')
    child.stdin.write(`${Array.from({ length: 700 }, (_, n) => event(n)).join('\n')}\n`)
    setTimeout(() => child.kill(signal), 200)
    expect(await once(child, 'close')).toEqual([130, null])
    expect(stdout.endsWith('\n') && jsonLines(stdout).length < 700).toBe(true)
  })

  it('says that the disk is full if a write is cut short', async () => {
    writeFileSync(join(cwd, 'events.ndjson'), Array.from({ length: 300 }, (_, n) => `${event(n)}\n`).join(''))
    const command = `ulimit -f 8; "${process.execPath}" "${bin}" map events.ndjson -m m.json > out.ndjson`
    const child = spawn('bash', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', text => {
      stderr += text
    })
    expect([await once(child, 'close'), stderr]).toEqual([
      [2, null],
      expect.stringContaining('`stdout` cannot be written'),
    ])
  })
})
