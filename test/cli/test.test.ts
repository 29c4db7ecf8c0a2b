import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { callmap, type Run, type RunOptions } from './callmap.ts'

const suite = 'fixtures/tests/own-api.json'

/** Each is a file in `golden/`. Times are the only part of an output that changes. */
const cases: Record<string, string> = {
  test: `test ${suite}`,
  'test-help': 'test --help',
  'test-coverage': `test ${suite} --coverage --min 80`,
  'test-github': `test ${suite} --coverage --reporter github`,
  'test-junit': `test ${suite} --reporter junit`,
  'test-tap': `test ${suite} --reporter tap`,
  'test-json': `test ${suite} -t refund --json`,
  'test-bundled': 'test destinations/webhook destinations/slack --coverage --min 100',
}

it.for(Object.entries(cases))('%s', async ([name, line], { expect }) => {
  const run = await callmap(line.split(' '))
  await expect(shown(line, run)).toMatchFileSnapshot(`golden/${name}.golden.txt`)
})

it('the tests of bundled destinations pass and cover them', async ({ expect }) => {
  const { stdout, exit } = await callmap(['test', 'destinations', '--coverage', '--min', '100', '--quiet'])
  expect(stdout).not.toContain('✖')
  expect(exit).toBe(0)
})

function shown(line: string, { stdout, stderr, exit }: Run): string {
  const seen = `$ callmap ${line}\n${stdout}${stderr === '' ? '' : `--- stderr\n${stderr}`}--- exit ${exit}\n`
  return seen.replace(/ +\d+ ms/g, '   0 ms').replace(/time="[\d.]+"/g, 'time="0"')
}

const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A project of its own, with a mappings file and its tests. */
function project(name: string, tests: unknown): { cwd: string; file: string } {
  const cwd = join(folder, name)
  mkdirSync(join(cwd, 'mappings'), { recursive: true })
  const definition = fileURLToPath(new URL('../../fixtures/definitions/own-api.json', import.meta.url))
  const mappings = readFileSync(new URL('../../fixtures/mappings/own-api.json', import.meta.url), 'utf8')
  writeFileSync(join(cwd, 'mappings/own.json'), mappings.replaceAll('../definitions/own-api.json', definition))
  const file = join(cwd, 'mappings/own.test.json')
  if (tests !== undefined) writeFileSync(file, typeof tests === 'string' ? tests : JSON.stringify({ tests }))
  return { cwd, file }
}

const order = {
  type: 'track',
  event: 'Order Completed',
  messageId: 'm',
  userId: 'u',
  timestamp: '2026-03-01T10:00:00.000Z',
  properties: { total: 1 },
}
const passing = { name: 'passes', event: order, expect: { actions: [{ subscription: 'order-completed' }] } }
const failing = { name: 'fails', event: order, expect: { actions: [] } }

describe('exit codes', () => {
  it.for<[string, unknown, string, number, string, RunOptions?]>([
    ['a passing test', [passing], 'test', 0, '1 test: 1 passed'],
    ['a failing test', [passing, failing], 'test', 1, '2 tests: 1 passed, 1 failed'],
    ['no file', undefined, 'test', 1, 'there are no tests'],
    ['no tests', [], 'test', 1, 'has no tests'],
    ['a filter without a match', [passing], 'test -t nothing', 1, 'there are no tests'],
    ['a filter', [passing, failing], 'test --filter pass', 0, '1 test: 1 passed'],
    ['a filter with a regular expression', [passing, failing], 'test -t /^P/i', 0, '1 test: 1 passed'],
    ['an invalid regular expression', [passing], 'test -t /(/', 2, 'is not a regular expression'],
    ['a misspelt key', [{ ...passing, expct: {} }], 'test', 3, 'did you mean `expect`?'],
    [
      'a misspelt matcher',
      [{ ...passing, expect: { actions: [{ payload: { $mathces: 'x' } }] } }],
      'test',
      3,
      'there is no matcher `$mathces`',
    ],
    ['not JSON', '{ "tests": ', 'test', 3, 'this is not JSON'],
    ['settings that do not compile', [{ ...passing, settings: { nope: 1 } }], 'test', 3, 'CM406'],
    ['an event that is not a file', [{ ...passing, event: 'no.json' }], 'test', 2, 'note: the test "passes" needs it'],
    ['a path that is not a file', [passing], 'test nowhere.test.json', 2, 'there is no file `nowhere.test.json`'],
    ['sufficient coverage', [passing], 'test --min 10', 0, 'total'],
    ['insufficient coverage', [passing], 'test --min 90.5', 1, 'below --min 90.5'],
    ['--min without a percentage', [passing], 'test --min 101', 2, '--min takes a percentage from 0 to 100'],
    ['an invalid number', [passing], 'test --min many', 2, '--min takes a percentage from 0 to 100'],
    ['an unknown reporter', [passing], 'test --reporter dots', 2, 'pretty'],
    ['only', [{ ...passing, only: true }, failing], 'test', 0, '1 test: 1 passed'],
    ['only in CI', [{ ...passing, only: true }, failing], 'test', 1, 'keeps other tests', { env: { CI: 'true' } }],
    ['bail', [failing, failing, passing], 'test --bail', 1, '1 test: 1 failed'],
    ['a directory', [passing], 'test mappings', 0, '1 test: 1 passed'],
    ['a pattern', [passing], 'test mappings/*.test.json', 0, '1 test: 1 passed'],
    ['shuffled', [passing, failing], 'test --shuffle 7', 1, 'shuffled with --shuffle 7'],
    ['changed, outside of git', [passing], 'test --changed', 2, '--changed needs a git repository'],
    ['--out without --from', [passing], 'test --out x.test.json', 2, '--from'],
  ])('%s', async ([name, tests, line, expected, text, options = {}], { expect }) => {
    const { cwd } = project(name, tests)
    const { stdout, stderr, exit } = await callmap(line.split(' '), { cwd, ...options })
    expect(stdout + stderr).toContain(text)
    expect(exit).toBe(expected)
  })
})

// GitLab shows one of several test cases of the same name.
it('the junit reporter numbers tests of the same name', async () => {
  const { cwd } = project('same-name', [
    { name: 'total', event: order, each: [{ in: 1 }, { in: 2 }], expect: { actions: [] } },
    { name: 'other', event: order, expect: { actions: [] } },
  ])
  const { stdout } = await callmap(['test', '--reporter', 'junit'], { cwd })
  const names = [...stdout.matchAll(/<testcase name="(.*?)"/g)].map(([, name]) => name)
  expect(names).toEqual(['total', 'total (2)', 'other'])
})

it('--update writes the output of today, and keeps the rest of the file', async () => {
  const text = `// kept
{
  "tests": [
    { "name": "wrong value", "event": ${JSON.stringify(order)}, "expect": { "actions": [
      { "subscription": "order-completed", "payloadContains": { "name": "sale", "personId": { "$is": "string" } } } // kept, too
    ] } },
    { "name": "wrong actions", "event": ${JSON.stringify({ type: 'group', groupId: 'g', messageId: 'm', timestamp: order.timestamp })},
      "expect": { "actions": [{ "subscription": "order-completed" }], "skipped": { "order-completed-de": "filtered" } } },
    { "name": "row $x", "event": ${JSON.stringify(order)}, "each": [{ "x": 1 }], "expect": { "actions": [] } }
  ]
}
`
  const { cwd, file } = project('update', text)
  const { stdout, stderr, exit } = await callmap(['test', '-u'], { cwd })
  expect(stderr).toContain('updated 2 tests')
  expect(stderr).toContain('1 table row stays unchanged')
  expect(stdout).toContain('3 tests: 2 passed, 1 failed')
  expect(exit).toBe(1)
  const updated = readFileSync(file, 'utf8')
  expect(updated).toContain('"payloadContains": { "name": "purchase", "personId": { "$is": "string" } } } // kept, too')
  expect(updated).toContain('"actions": [], "skipped": { "order-completed-de": "trigger-false" }')
  expect(updated.startsWith('// kept\n')).toBe(true)
})

it('--update writes the outcomes that answers have, and the requests that are made', async () => {
  const tests = [
    {
      name: 'refused',
      event: order,
      expect: { requestsContain: [{ method: 'PUT' }] },
      answers: [{ status: 400, outcomes: [] }],
    },
    { name: 'busy', event: order, answers: [{ status: 429, outcomes: [{ outcome: 'delivered' }], pause: false }] },
  ]
  const { cwd, file } = project('update-answers', tests)
  const { stdout, exit } = await callmap(['test', '-u'], { cwd })
  expect(stdout).toContain('2 tests: 2 passed')
  expect(exit).toBe(0)
  const updated = JSON.parse(readFileSync(file, 'utf8')).tests
  expect(updated[0].expect).toEqual({ requestsContain: [{ method: 'POST' }] })
  expect(updated[0].answers).toEqual([
    { status: 400, outcomes: [{ action: 0, outcome: 'rejected', message: 'answered 400' }] },
  ])
  expect(updated[1].answers).toEqual([{ status: 429, outcomes: [{ outcome: 'retry' }], pause: true }])
})

it('a test of several events shows its requests, and a failed one names the event to debug', async () => {
  const page = { type: 'page', userId: 'u', messageId: 'm-2', timestamp: order.timestamp }
  const failing = { name: 'debug', events: [page, order], expect: { actions: [{ payload: {} }] } }
  const { cwd } = project('several', [{ name: 'look', events: [order, order] }, failing])
  const { stdout } = await callmap(['test'], { cwd })
  expect(stdout).toMatch(/LOOK {2}.*look\n[\s\S]*"events": \[[\s\S]*"requests": \[/)
  const [, command] = /debug: {3}callmap (explain \S+ order-completed)/.exec(stdout) ?? []
  const { stdout: explained } = await callmap(command!.split(' '), { cwd })
  expect(explained).toContain('purchase')
})

it('--coverage-lcov writes an LCOV file', async () => {
  const { cwd } = project('lcov', [passing])
  await callmap(['test', '--coverage-lcov', 'out/lcov.info'], { cwd })
  const records = readFileSync(join(cwd, 'out/lcov.info'), 'utf8').split('end_of_record\n')
  expect(records[0]).toMatch(/^SF:mappings\/own\.json\nDA:13,0\n/)
  expect(records[0]).toMatch(/BRF:6\nBRH:3\n$/)
})

it('--changed runs the tests of changed files', async () => {
  const { cwd, file } = project('changed', [passing])
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'all')
  expect((await callmap(['test', '--changed'], { cwd })).stderr).toBe('no tested file has changed\n')
  writeFileSync(file, JSON.stringify({ tests: [passing, passing] }))
  expect((await callmap(['test', '--changed'], { cwd })).stdout).toContain('2 tests: 2 passed')
})

it('--from writes tests that pass, without personal data', async () => {
  const { cwd } = project('from', undefined)
  const events = [order, { ...order, userId: 'ann@example.com', context: { location: { country: 'DE' } } }, order]
  writeFileSync(join(cwd, 'events.ndjson'), events.map(event => `${JSON.stringify(event)}\n`).join(''))
  const made = await callmap(['test', '--from', 'events.ndjson', '--out', 'mappings/own.test.json'], { cwd })
  expect(made).toEqual({ stdout: 'wrote mappings/own.test.json   2 tests of 3 events\n', stderr: '', exit: 0 })
  const text = readFileSync(join(cwd, 'mappings/own.test.json'), 'utf8')
  expect(text).not.toContain('ann@')
  expect(text).toContain('"country": "DE"')
  expect((await callmap(['test'], { cwd })).stdout).toContain('2 tests: 2 passed')
  const again = await callmap(['test', '--from', 'events.ndjson', '--out', 'mappings/own.test.json'], { cwd })
  expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining('already')])
})
