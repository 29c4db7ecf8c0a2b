import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bin, callmap, type HostOptions, jsonLines } from './callmap.ts'

const secret = 'key-0123456789abcdef'
const root = mkdtempSync(join(tmpdir(), 'callmap-deliver-'))
afterAll(() => rmSync(root, { recursive: true }))

const definition = {
  slug: 'shop',
  name: 'Shop',
  settings: { url: { type: 'string', required: true }, key: { type: 'secret', required: true } },
  request: { auth: { bearer: { '@path': '$.settings.key' } }, allowHttp: { '@jsonata': 'true' } },
  actions: {
    add: {
      fields: { id: { type: 'string', required: true, default: { '@path': '$.userId' } } },
      requests: [
        { url: { '@template': '{{settings.url}}/people' }, body: { '@path': '$.payload' } },
        { url: { '@template': '{{settings.url}}/lists' }, body: { '@path': '$.payload' } },
      ],
    },
    order: {
      fields: { total: { type: 'number', required: true, default: { '@path': '$.properties.total' } } },
      requests: [{ url: { '@template': '{{settings.url}}/orders' }, body: { '@path': '$.payload' } }],
    },
  },
}
const subscriptions = [
  { name: 'people', action: 'add', trigger: 'type = "identify"' },
  { name: 'orders', action: 'order', trigger: 'type = "track"' },
]

/** Answers with a status, or with 200 and a body. */
type Vendor = (path: string, id: string, count: number) => number | object | Promise<number>

let sent: string[]
let folder: string
let vendor: Vendor
const server = createServer(async ({ url = '' }, response) => {
  let body = ''
  for await (const chunk of response.req) body += chunk
  const { id, total } = JSON.parse(body)
  sent.push(`${url.slice(1)} ${id ?? total}`)
  const answer = await vendor(url.slice(1), id ?? total, sent.length)
  const [status, answered] = typeof answer === 'number' ? [answer, { message: secret }] : [200, answer]
  response.writeHead(status).end(JSON.stringify(answered))
}).listen(0, '127.0.0.1')
afterAll(() => server.closeAllConnections() ?? server.close())

beforeEach(() => {
  sent = []
  vendor = () => 200
  folder = mkdtempSync(join(root, 'job-'))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = { url, key: { $secret: 'SHOP_KEY' } }
  writeFileSync(join(folder, 'shop.destination.json'), JSON.stringify(definition))
  const mappings = { destination: './shop.destination.json', settings, subscriptions }
  writeFileSync(join(folder, 'shop.json'), JSON.stringify(mappings))
})

const people = (...ids: string[]) =>
  ids.map((userId, i) => ({ type: 'identify', userId, messageId: `m-${i}-${userId}` }))
const lines = (events: readonly unknown[]) => events.map(event => `${JSON.stringify(event)}\n`).join('')
const env = { SHOP_KEY: secret }
const secrets = ['-m', 'shop.json', '--secrets', 'env']

const deliver = (stdin: string, flags: readonly string[] = ['--yes'], options: HostOptions = {}) =>
  callmap(['deliver', ...secrets, ...flags], { stdin, env, cwd: folder, ...options })

test('sends all requests, and counts the actions', async () => {
  const { stdout, stderr, exit } = await deliver(lines(people('a', 'b')))
  expect(sent.toSorted()).toEqual(['lists a', 'lists b', 'people a', 'people b'])
  expect([stdout, stderr, exit]).toEqual(['', '2 delivered\n', 0])
})

test('--json writes the counts as JSON', async () => {
  const { stderr } = await deliver(lines(people('a')), ['--yes', '--json'])
  expect(JSON.parse(stderr)).toEqual({ v: 1, delivered: 1, skipped: 0, rejected: 0, failed: 0, left: 0 })
})

describe('an action that is not delivered', () => {
  const order = (total: unknown) => ({
    type: 'track',
    event: 'Order',
    userId: 'a',
    properties: { total },
    messageId: `m-${total}`,
  })

  test('is written as lines that it takes again, without the delivered parts', async () => {
    vendor = (path, id) => (path === 'lists' && id === 'b' ? 400 : 200)
    const { stdout, stderr, exit } = await deliver(lines([...people('a', 'b'), order(5), order('x')]))
    const [rejected, failed] = jsonLines(stdout)
    expect(rejected).toMatchObject({
      v: 1,
      line: 2,
      messageId: 'm-1-b',
      destination: 'shop',
      mappings: 'shop.json',
      subscription: 'people',
      outcome: 'rejected',
      done: [0],
      action: { action: 'add', payload: { id: 'b' } },
    })
    expect(failed).toMatchObject({
      line: 4,
      subscription: 'orders',
      outcome: 'failed',
      at: '/total',
      event: { type: 'track' },
    })
    expect(stderr).toBe('2 delivered, 1 rejected, 1 failed\n')
    expect(stdout).not.toContain(secret)
    expect(exit).toBe(1)

    sent = []
    vendor = () => 200
    const again = await deliver(stdout)
    expect(sent).toEqual(['lists b'])
    expect(again.stderr).toBe('1 delivered, 1 failed\n')
    expect(jsonLines(again.stdout)).toMatchObject([{ line: 2, outcome: 'failed', event: { messageId: 'm-x' } }])
  })

  test('is left when it is too old', async () => {
    vendor = () => 500
    const { stdout, stderr, exit } = await deliver(lines(people('a')), ['--yes', '--max-age', '1'])
    expect(jsonLines(stdout)).toMatchObject([{ line: 1, outcome: 'left', reason: 'too old', done: [] }])
    expect(stderr).toBe('Shop waits: answered 500: <redacted key>\n0 delivered, 1 left\n')
    expect(exit).toBe(1)
  })

  test.each<[string, string, number]>([
    ['not JSON', 'hello\n', 4],
    ['no event', '{"type":"nope"}\n', 1],
    [
      'of other mappings',
      lines([{ outcome: 'left', destination: 'crm', mappings: 'crm.json', action: {}, done: [] }]),
      1,
    ],
    ['without parts', lines([{ outcome: 'left', destination: 'shop', mappings: 'shop.json', action: {} }]), 1],
  ])('a line that is %s is reported, and the next ones are sent', async (_, line, code) => {
    const { stderr, exit } = await deliver(line + lines(people('a')))
    expect(stderr).toContain('line 1')
    expect(sent).toHaveLength(2)
    expect(exit).toBe(code)
  })

  test('an unknown action fails', async () => {
    const wrong = { outcome: 'left', destination: 'shop', mappings: 'shop.json', action: { action: 'nope' }, done: [] }
    const { stdout, exit } = await deliver(lines([wrong]))
    expect(jsonLines(stdout)).toMatchObject([{ line: 1, outcome: 'failed', done: [] }])
    expect(exit).toBe(1)
    expect((await deliver(stdout)).stdout).toBe(stdout)
  })
})

test('--tokens stores new tokens in the file', async () => {
  const oauth = {
    request: {
      url: { '@template': '{{settings.url}}/token' },
      allowHttp: { '@jsonata': 'true' },
      body: { id: { '@path': '$.tokens.refresh' } },
    },
    values: { access: { '@path': '$.response.body.access' }, refresh: { '@path': '$.response.body.refresh' } },
  }
  const request = { ...definition.request, headers: { 'x-token': { '@path': '$.tokens.access' } } }
  writeFileSync(join(folder, 'shop.destination.json'), JSON.stringify({ ...definition, request, tokens: { oauth } }))
  writeFileSync(join(folder, 'tokens.json'), '{ "refresh": "refresh-1" }')
  vendor = path => (path === 'token' ? { access: 'access-2', refresh: 'refresh-2' } : 200)
  const { stderr, exit } = await deliver(lines(people('a')), ['--yes', '--tokens', 'tokens.json'])
  expect([stderr, exit]).toEqual(['1 delivered\n', 0])
  expect(sent).toEqual(['token refresh-1', 'people a', 'lists a'])
  expect(JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8'))).toEqual({
    access: 'access-2',
    refresh: 'refresh-2',
  })
})

describe('nothing is sent', () => {
  afterEach(() => expect(sent).toEqual([]))

  test('without --yes where nobody can answer', async () => {
    writeFileSync(join(folder, 'events.ndjson'), lines(people('a')))
    for (const flags of [[], ['events.ndjson']]) {
      const { stderr, exit } = await deliver(lines(people('a')), flags)
      expect(stderr).toContain('send with --yes')
      expect(exit).toBe(2)
    }
  })

  test('without the secrets', async () => {
    const { stderr, exit } = await callmap(['deliver', '-m', 'shop.json', '--yes'], { cwd: folder })
    expect(stderr).toContain('the secret SHOP_KEY is not set, so nothing can be sent')
    expect(stderr).toContain('--secrets env')
    expect(exit).toBe(2)
    const unset = await deliver('', ['--yes'], { env: {} })
    expect(unset.stderr).toContain('the secret SHOP_KEY is not set')
  })

  test('with example settings', async () => {
    const { stderr, exit } = await callmap(['deliver', '-m', 'fixtures/definitions/answers.json', '--yes'])
    expect(stderr).toContain('has example settings only')
    expect(exit).toBe(2)
  })

  test('with the tokens of several destinations', async () => {
    writeFileSync(join(folder, 'other.json'), readFileSync(join(folder, 'shop.json')))
    const flags = ['--secrets', 'env', '--yes', '-m', '{shop,other}.json', '--tokens', 'tokens.json']
    const { stderr, exit } = await callmap(['deliver', ...flags], { env, cwd: folder })
    expect(stderr).toContain('--tokens are those of one destination')
    expect(exit).toBe(2)
  })
})

describe('on a terminal', () => {
  // Node moves the cursor of other terminals.
  beforeEach(() => void vi.stubEnv('TERM', 'dumb'))
  afterEach(() => void vi.unstubAllEnvs())

  async function typed(answers: string) {
    writeFileSync(join(folder, 'events.ndjson'), lines(people('a', 'b')))
    let seen = ''
    const screen = new Writable({
      write(text, _, done) {
        seen += text
        done()
      },
    })
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    stdin.write(answers)
    const host = { stdin, stderr: Object.assign(screen, { isTTY: true }) }
    const { exit } = await deliver('', ['events.ndjson'], { env: { ...env, TERM: 'dumb' }, host })
    return { seen, exit }
  }

  test('shows what it would send, and asks', async () => {
    const { seen, exit } = await typed('perhaps\nyes\n')
    expect(seen).toMatch(/Shop +shop\.json +2 actions in 4 requests to 127\.0\.0\.1:\d+\nsend them\? yes or no: /)
    expect(seen).toContain('answer yes or no')
    expect(seen).toContain('\r4 answers')
    expect(seen).toMatch(/2 delivered\n$/)
    expect(sent).toHaveLength(4)
    expect(exit).toBe(0)
  })

  test.each(['no', 'n', 'N', 'No'])('sends nothing after `%s`', async answer => {
    const { seen, exit } = await typed(`${answer}\n`)
    expect(seen).toContain('Nothing was sent.')
    expect(sent).toEqual([])
    expect(exit).toBe(130)
  })

  test.each(['y', 'Y', 'YES'])('sends after `%s`', async answer => {
    const { exit } = await typed(`${answer}\n`)
    expect(sent).toHaveLength(4)
    expect(exit).toBe(0)
  })

  test('tells why it waits', async () => {
    vendor = (_path, _id, count) => (count === 1 ? 500 : 200)
    const { seen } = await typed('y\n')
    expect(seen).toContain('\r1 answer; Shop waits: answered 500')
    expect(seen.endsWith('\r\u001b[K2 delivered\n')).toBe(true)
  })
})

describe('without a terminal', () => {
  test('a line tells at once why it waits, and no other follows soon', async () => {
    vendor = (_path, _id, count) => (count <= 3 ? 500 : 200)
    const { stderr } = await deliver(lines(people('a', 'b', 'c', 'd')))
    expect(stderr).toBe('Shop waits: answered 500: <redacted key>\n4 delivered\n')
  })

  test.each(['--json', '--quiet'])('%s has no such line', async flag => {
    vendor = (_path, _id, count) => (count === 1 ? 500 : 200)
    const { stderr } = await deliver(lines(people('a')), ['--yes', flag])
    expect(stderr).not.toContain('waits')
  })
})

describe('--journal', () => {
  const journal = ['--yes', '--journal', 'sent.ndjson']
  const read = () => readFileSync(join(folder, 'sent.ndjson'), 'utf8')

  test('notes what is settled, and a repeated command sends nothing of it again', async () => {
    vendor = (path, id) => (path === 'lists' && id === 'b' ? 400 : 200)
    const events = lines(people('a', 'b', 'c'))
    const first = await deliver(events, journal)
    expect(jsonLines(read()).slice(1)).toContainEqual({ action: ['shop.json', 'people', 'm-0-a', 0], done: [0, 1] })
    expect(read()).not.toContain(secret)
    sent = []
    const again = await deliver(events, journal)
    expect(sent).toEqual([])
    expect([again.stdout, again.stderr, again.exit]).toEqual([first.stdout, first.stderr, first.exit])

    // A line of what was not delivered asks for another try.
    vendor = () => 200
    await deliver(first.stdout, journal)
    expect(sent).toEqual(['lists b'])
  })

  test('is created with its folder', async () => {
    await deliver(lines(people('a')), ['--yes', '--journal', 'jobs/today/sent.ndjson'])
    expect(readFileSync(join(folder, 'jobs/today/sent.ndjson'), 'utf8').split('\n')).toHaveLength(4)
  })

  test('knows equal actions apart', async () => {
    const [one] = people('a')
    await deliver(lines([one, one]), journal)
    await deliver(lines([one, one, one]), journal)
    expect(sent.filter(path => path === 'people a')).toHaveLength(3)
  })

  test('is kept by a kill of the process, wherever it cuts the last line off', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `u${n}`)
    writeFileSync(join(folder, 'events.ndjson'), lines(people(...ids)))
    const child = spawn(process.execPath, [bin, 'deliver', ...secrets, ...journal, 'events.ndjson'], {
      cwd: folder,
      env: { ...env },
    })
    const ended = new Promise(resolve => child.on('close', resolve))
    const answered: string[] = []
    vendor = async (path, id, count) => {
      if (count > 30) child.kill('SIGKILL')
      await new Promise(resolve => setTimeout(resolve, 20))
      answered.push(`${path} ${id}`)
      return 200
    }
    await ended
    // Requests on their way when the process ended may be sent again, others not.
    const before = [...sent]
    writeFileSync(join(folder, 'sent.ndjson'), `${read()}{"action":["shop.js`)
    const { stderr } = await deliver(lines(people(...ids)), journal)
    expect(stderr).toBe('40 delivered\n')
    const repeats = sent.length - new Set(sent).size
    expect(new Set(sent).size).toBe(80)
    expect(repeats).toBeLessThanOrEqual(8)
    expect(before.length).toBeGreaterThan(30)
    sent = []
    await deliver(lines(people(...ids)), journal)
    expect(sent).toEqual([])
  })

  test.each([
    ['another file', '{"type":"identify"}\n'],
    ['a file without a line', '{'.padEnd(60, 'x')],
    ['a damaged journal', '{"journal":"callmap deliver","v":1}\n{"action":\n'],
  ])('%s is refused, and stays as it is', async (_, text) => {
    writeFileSync(join(folder, 'sent.ndjson'), text)
    const { stderr, exit } = await deliver(lines(people('a')), journal)
    expect(stderr).toContain('`sent.ndjson` is not a journal of callmap deliver')
    expect(exit).toBe(2)
    expect(sent).toEqual([])
    expect(read()).toBe(text)
  })

  test.each(['/dev/full', '.'])('is no %s', async path => {
    const { stderr, exit } = await deliver(lines(people('a')), ['--yes', '--journal', path])
    expect(stderr).toContain(`\`${path}\` is not a journal`)
    expect([exit, sent]).toEqual([2, []])
  })

  test('that cannot be written ends the delivery, which gives back the rest', async () => {
    writeFileSync(join(folder, 'events.ndjson'), lines(people(...Array.from({ length: 30 }, (_, n) => `u${n}`))))
    const command = [bin, 'deliver', ...secrets, ...journal, 'events.ndjson'].join(' ')
    // Files of at most 1 KiB.
    const child = spawn('bash', ['-c', `ulimit -f 1; ${process.execPath} ${command}`], { cwd: folder, env: { ...env } })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', text => {
      stdout += text
    })
    child.stderr.on('data', text => {
      stderr += text
    })
    const exit = await new Promise(resolve => child.on('close', resolve))
    expect([stderr, exit]).toEqual([expect.stringMatching(/`sent\.ndjson` cannot be written: file too large/), 2])
    await deliver(stdout, ['--yes'])
    expect(new Set(sent).size).toBe(60)
    expect(sent).toHaveLength(60)
  })
})

describe('Ctrl+C', () => {
  const ids = Array.from({ length: 30 }, (_, n) => `u${n}`)

  test('while events are read sends nothing, and a later run sends all of them', async () => {
    const host = { onInterrupt: (then: () => void) => then() }
    const { stdout, stderr, exit } = await deliver(lines(people(...ids)), ['--yes'], { host })
    expect([sent, exit]).toEqual([[], 130])
    expect(stderr).toContain('stopping after the events are read')
    await deliver(stdout)
    expect(sent.toSorted()).toEqual(ids.flatMap(id => [`lists ${id}`, `people ${id}`]).toSorted())
  })

  test('finishes the requests on their way, and a later run sends the rest', async () => {
    let stop = () => {}
    vendor = (_path, _id, count) => {
      if (count === 10) stop()
      return 200
    }
    const host = {
      onInterrupt(then: () => void) {
        stop = then
      },
    }
    const { stdout, stderr, exit } = await deliver(lines(people(...ids)), ['--yes'], { host })
    expect(exit).toBe(130)
    expect(stderr).toContain('stopping after the requests on their way')
    expect(sent.length).toBeLessThan(30)
    await deliver(stdout)
    expect(sent.toSorted()).toEqual(ids.flatMap(id => [`lists ${id}`, `people ${id}`]).toSorted())
  })

  // `bounded.test.ts` sends both signals to one handler.
  test('SIGTERM does so in the built command', async () => {
    const file = join(folder, 'events.ndjson')
    writeFileSync(file, lines(people(...ids)))
    const child = spawn(process.execPath, [bin, 'deliver', ...secrets, '--yes', file], { cwd: folder, env: { ...env } })
    vendor = async (_path, _id, count) => {
      if (count === 10) child.kill('SIGTERM')
      await new Promise(resolve => setTimeout(resolve, 20))
      return 200
    }
    let stdout = ''
    child.stdout.on('data', text => {
      stdout += text
    })
    const code = await new Promise(resolve => child.on('close', resolve))
    expect(code).toBe(130)
    expect(jsonLines(stdout).length).toBeGreaterThan(0)
    await deliver(stdout)
    expect(sent.toSorted()).toEqual(ids.flatMap(id => [`lists ${id}`, `people ${id}`]).toSorted())
  })
})
