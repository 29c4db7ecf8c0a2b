import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { callmap } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-debug-'))
afterAll(() => rmSync(cwd, { recursive: true }))
mkdirSync(join(cwd, 'my tests'))

const odd = `it's "$HOME" & co`

const definition = {
  slug: 'demo',
  name: 'Demo',
  settings: { region: { type: 'string', required: true } },
  functions: { regionFor: 'function($ip) { "unknown" }' },
  actions: {
    send: {
      fields: {
        id: { type: 'string', default: { '@path': '$.userId' } },
        anonymousId: { type: 'string', default: { '@path': '$.anonymousId' } },
        region: { type: 'string', default: { '@jsonata': '$regionFor(context.ip)' } },
        'a b/c': { type: 'number', default: { '@path': '$.properties.total' } },
      },
    },
  },
}
writeFileSync(join(cwd, 'demo.json'), JSON.stringify(definition))
const subscriptions = [
  { name: 'sends', action: 'send', trigger: 'type = "track"' },
  { name: odd, action: 'send', trigger: 'type = "track"' },
  { name: '--odd', action: 'send', trigger: 'type = "track"' },
  { name: 'silent', action: 'send', trigger: 'type = "page"' },
]
writeFileSync(
  join(cwd, 'my tests/x.json'),
  JSON.stringify({ destination: '../demo.json', settings: {}, subscriptions }),
)

const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u', timestamp: '2026-03-01T10:00:00.000Z' }
const expects = (subscription: string, payloadContains: object) => ({
  expect: { actions: [{ subscription, payloadContains }], others: 'allow' },
})
const total = { set: { '/properties/total': { $param: 'in' } }, ...expects('sends', { 'a b/c': { $param: 'out' } }) }

/** Failing tests, and the answers of their pasted debug commands. */
const cases: [name: string, test: object, answer: RegExp][] = [
  ['a value', expects('sends', { id: 'other' }), /^\/id = "u"$/m],
  [
    'set and unset',
    { set: { '/anonymousId': 'a-9' }, unset: ['/userId'], ...expects('sends', { id: 'x' }) },
    /is absent/,
  ],
  ['a value that is set', { set: { '/anonymousId': 'a-9' }, ...expects('sends', { anonymousId: 'x' }) }, /= "a-9"$/m],
  ['functions', { functions: { regionFor: { returns: 'R' } }, ...expects('sends', { region: 'x' }) }, /= "R"$/m],
  ['a name with shell syntax', expects(odd, { id: 'x' }), /^\/id = "u"$/m],
  ['a name that looks like a flag', expects('--odd', { id: 'x' }), /^\/id = "u"$/m],
  [
    'a subscription that is not sent',
    { expect: { actions: [{ subscription: 'silent' }], others: 'allow' } },
    /^silent is not matched/m,
  ],
  [
    'row $in',
    {
      each: [
        { in: 1, out: 1 },
        { in: 30, out: 1 },
      ],
      ...total,
    },
    /^\/a b~1c = 30$/m,
  ],
  [
    'text "$in"',
    {
      each: [
        { in: '2', out: 2 },
        { in: '40', out: 2 },
      ],
      ...total,
    },
    /^\/a b~1c = 40$/m,
  ],
]

it('the debug command of a failing test runs', async () => {
  const file = 'my tests/x.test.json'
  const tests = cases.map(([name, test]) => ({ name, event, ...test }))
  writeFileSync(join(cwd, file), JSON.stringify({ defaults: { settings: { region: 'eu' } }, tests }, null, 2))
  const { stdout } = await callmap(['test', file], { cwd })
  const lines = [...stdout.matchAll(/^ {2}debug: +(callmap .*)$/gm)].map(([, line]) => line!)
  expect(lines).toHaveLength(cases.length)
  // Bash reads the lines, and a function in place of the command writes the arguments that it gets.
  const script = `callmap() { printf '%s\\0' "$@"; echo; }\n${lines.join('\n')}`
  const pasted = execFileSync('bash', ['-c', script], { cwd, encoding: 'utf8' }).split('\0\n')
  for (const [i, [name, , answer]] of cases.entries()) {
    const explained = await callmap(pasted[i]!.split('\0'), { cwd })
    expect([name, explained]).toEqual([name, expect.objectContaining({ stdout: expect.stringMatching(answer) })])
  }
})

describe('the place of a test', () => {
  const file = 'place.test.json'
  writeFileSync(
    join(cwd, file),
    JSON.stringify({ mappings: 'my tests/x.json', tests: [{ name: 'one', event, settings: { region: 'eu' } }] }),
  )

  it.for<[args: string[], message: RegExp]>([
    [[`${file}#9`, 'sends'], /there is no test at line 9 of `place.test.json`\n.*tests start at 1\n/],
    [['nowhere.json#1', 'sends'], /there is no file `nowhere.json`/],
    [[`${file}#1`, 'sent'], /there is no subscription `sent`/],
    [[`${file}#1`, 'sends', '-m', 'demo.json'], /a test names its own mappings/],
  ])('refuses %j', async ([args, message], { expect }) => {
    const refused = await callmap(['explain', ...args], { cwd })
    expect(refused).toMatchObject({ exit: 2, stderr: expect.stringMatching(message) })
  })
})

it('explains each subscription of a name', async () => {
  const subscriptions = [
    { name: 'same', action: 'send', trigger: 'type = "page"' },
    { name: 'same', action: 'send', trigger: 'type = "track"' },
  ]
  writeFileSync(join(cwd, 'event.json'), JSON.stringify(event))
  const mappings = { destination: './demo.json', settings: { region: 'EU' }, subscriptions }
  writeFileSync(join(cwd, 'equal.json'), JSON.stringify(mappings))
  const { stdout, stderr } = await callmap(['explain', 'event.json', 'same', '-m', 'equal.json'], { cwd })
  expect(stderr).toBe('')
  expect(stdout.match(/type = "\w+"/g)).toEqual(['type = "page"', 'type = "track"'])
})
