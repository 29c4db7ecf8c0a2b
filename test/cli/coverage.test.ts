import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { callmap } from './callmap.ts'

const definition = `{
  "slug": "own", "name": "Own",
  "settings": { "region": { "type": "string", "default": "US" } },
  "constants": {
    "host": { "@jsonata": "settings.region = 'EU' ? 'https://eu.example' : 'https://us.example'" }
  },
  "functions": {
    "size": [
      "function($total) {",
      "  $total > 100 ? 'big' : 'small'",
      "}"
    ],
    "spare": "function($total) { $total }"
  },
  "actions": {
    "track": {
      "fields": { "total": { "type": "number", "default": { "@path": "$.properties.total" } } },
      "checks": [{ "when": { "@jsonata": "payload.total < 0 ? true" }, "message": "is negative" }],
      "requests": [
        {
          "url": { "@path": "$.constants.host" },
          "body": {
            "size": { "@jsonata": "$size(payload.total)" },
            "free": { "@if": { "exists": { "@path": "$.payload.total" }, "then": false, "else": true } }
          }
        }
      ],
      "batch": { "request": { "body": { "all": { "@path": "$.items" } } } }
    },
    "page": { "$ref": "#/actions/track" },
    "unused": { "fields": {}, "requests": [{ "url": "https://a.example", "body": { "@coalesce": [1, 2] } }] }
  },
  "subscriptions": [
    { "action": "track", "trigger": "type = \\"track\\"" },
    { "action": "page", "trigger": "type = \\"page\\"" }
  ]
}
`
const track = { type: 'track', event: 'Order', userId: 'u-1', properties: { total: 150 } }
const page = { type: 'page', userId: 'u-1', properties: {} }
const free = {
  name: 'a page is free',
  event: page,
  expect: { actions: [{ requestContains: { body: { free: true } } }] },
}
const big = { name: 'an order is big', event: track, expect: { actions: [{ payload: { total: 150 } }] } }

const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs `test --coverage` in a project of these files. */
async function covered(name: string, files: Record<string, unknown>, ...flags: string[]) {
  const cwd = join(folder, name)
  mkdirSync(cwd)
  for (const [file, value] of Object.entries(files)) {
    writeFileSync(join(cwd, file), typeof value === 'string' ? value : JSON.stringify(value))
  }
  const { stdout, stderr } = await callmap(['test', '--coverage', ...flags], { cwd })
  expect(stderr).toBe('')
  return {
    stdout,
    cwd,
    table: stdout.slice(stdout.indexOf('coverage'), stdout.indexOf('\n\n', stdout.indexOf('total '))),
  }
}

describe('shared parts of a definition', () => {
  test('are reported with line and owner, and count once', async ({ expect }) => {
    const { table, cwd } = await covered(
      'pretty',
      { 'own.json': definition, 'own.test.json': { tests: [free, big] } },
      ...['--coverage-lcov', 'lcov.info'],
    )
    expect(table.split('\n')).toEqual([
      'coverage   triggers   fields   branches   functions   answers',
      'own.json        4/4      1/2        6/8         1/2       0/0   75 %',
      '  never sent     17:59   page: total',
      '  never taken     5:53   constant host: arm 1 of a branch',
      '  never called   13:15   function $spare',
      '  never taken    18:63   check of track: arm 1 of a branch',
      'total                                                           75 %',
    ])
    expect(readFileSync(join(cwd, 'lcov.info'), 'utf8').split('\n').slice(0, 7)).toEqual([
      ...['SF:own.json', 'FN:9,function $size', 'FNDA:1,function $size', 'FN:13,function $spare'],
      ...['FNDA:0,function $spare', 'FNF:2', 'FNH:1'],
    ])
  })

  test('count for the definition, if mappings name its file', async ({ expect }) => {
    const subscriptions = [{ name: 'orders', action: 'track', trigger: 'type = "track"' }]
    const { stdout } = await covered(
      'mapped',
      {
        'own.json': definition,
        'm.json': { destination: './own.json', subscriptions },
        'm.test.json': { tests: [big] },
      },
      ...['--reporter', 'github'],
    )
    expect(stdout.split('\n')).toEqual([
      '::notice file=m.json,line=1,title=not covered::trigger false of orders',
      '::notice file=own.json,line=5,title=not covered::constant host: arm 1 of a branch',
      '::notice file=own.json,line=10,title=not covered::function $size: arm 2 of a branch',
      '::notice file=own.json,line=13,title=not covered::function $spare',
      '::notice file=own.json,line=18,title=not covered::check of track: arm 1 of a branch',
      '::notice file=own.json,line=24,title=not covered::request of track: arm 2 of a branch',
      '1 test: 1 passed, 0 failed',
      '',
    ])
  })

  test('do not count if mappings name a bundled destination', async ({ expect }) => {
    const subscriptions = [{ name: 'orders', action: 'trackEvent', trigger: 'type = "track"' }]
    const { table } = await covered('bundled', {
      'm.json': { destination: 'customerio', settings: { siteId: 's', apiKey: { $secret: 'K' } }, subscriptions },
      'm.test.json': { tests: [{ ...big, expect: { others: 'allow', actions: [] } }] },
    })
    expect(table).toContain('\nm.json')
    expect(table).not.toMatch(/constant|function \$|check of|request of/)
  })

  test('are not covered by a test that mocks them', async ({ expect }) => {
    const functions = { size: { returns: 'huge' } }
    const { table } = await covered('mocked', {
      'own.json': definition,
      'own.test.json': {
        tests: [
          { ...free, functions },
          { ...big, functions },
        ],
      },
    })
    expect(table).toMatch(/never called +9:8 +function \$size/)
    expect(table).toMatch(/never taken +10:25 +function \$size: arm 1 of a branch/)
  })
})

test('mappings count their own parts, and the defaults of a bundled destination are listed apart', async () => {
  const overrides = { event: { '@path': '$.event' }, url: { '@coalesce': [{ '@path': '$.properties.url' }, 'none'] } }
  const subscriptions = [{ name: 'orders', action: 'trackEvent', trigger: 'type = "track"', overrides }]
  const settings = { projectToken: 't', apiSecret: { $secret: 'S' } }
  const event = { type: 'track', event: 'Order', messageId: 'm', userId: 'u-1', timestamp: '2026-03-01T10:00:00Z' }
  const tests = [{ name: 'a', event, expect: { actions: [{ payloadContains: { event: 'Order' } }] } }]
  const mappings = { destination: 'mixpanel', settings, subscriptions }
  const { table } = await covered('apart', { 'm.json': mappings, 'm.test.json': { tests } })
  const [head, row, ...rest] = table.split('\n')
  expect(head).toMatch(/^coverage /)
  expect(row).toMatch(/^m\.json +1\/2 +2\/2 +1\/2 +0\/0 +0\/0 +66 %$/)
  expect(rest).toContainEqual(
    expect.stringMatching(/^ {2}not counted {2}defaults of the destination: \d+ of \d+ covered$/),
  )
  expect(table).not.toContain('destination.json')
})

describe('responses', () => {
  const answered = JSON.parse(readFileSync('fixtures/definitions/answers.json', 'utf8'))
  const [page, ...people] = ['x', 'a', 'b'].map((userId, i) => ({ type: i === 0 ? 'page' : 'identify', userId }))
  const other = { name: 'no page', event: page, expect: { actions: [] } }
  const delivered = { outcome: 'delivered' }
  const answering = (name: string, answer: object, ...outcomes: object[]) => ({
    name,
    events: people,
    answers: [{ ...answer, outcomes }],
  })

  test('do not count until a test has `answers`', async ({ expect }) => {
    const tests = [other, { name: 'people', events: people, expect: { others: 'allow', actions: [] } }]
    const { table } = await covered('unanswered', { 'a.json': answered, 'a.test.json': { tests } })
    expect(table.split('\n').slice(1)).toEqual([
      'a.json          2/2      1/1        0/0         0/0       0/0   100 %',
      '  not counted  3 parts of responses: no test has `answers`',
      'total                                                           100 %',
    ])
  })

  test('are covered by the answers that take a rule, or name an item', async ({ expect }) => {
    const tests = [other, answering('delivered', { status: 200, body: { failed: [] } }, delivered, delivered)]
    const { table } = await covered('uncovered', { 'a.json': answered, 'a.test.json': { tests } })
    const rows = table.split('\n').map(line =>
      line
        .trim()
        .replace(/ +/g, ' ')
        .replace(/ \d+:\d+ /, ' '),
    )
    expect(rows.slice(1, -1)).toEqual([
      'a.json 2/2 1/1 0/0 0/0 0/3 50 %',
      'never taken response of add: a rule',
      'never taken response of add: a rule',
      'never taken response of add: a list of errors',
    ])
    const more = [
      answering('busy', { status: 200, body: { state: 'busy' } }, { outcome: 'retry' }, { outcome: 'retry' }),
      answering('locked', { status: 423 }, { after: 5 }, { after: 5 }),
      answering('unclear', { status: 200, body: { failed: [{ at: 9 }] } }, { split: true }, { split: true }),
    ]
    const some = { 'a.json': answered, 'a.test.json': { tests: [...tests, ...more] } }
    const { table: most } = await covered('some', some, '--coverage-lcov', 'lcov.info')
    expect(most).toMatch(/2\/3 +83 %\n {2}never taken .* a list of errors\n/)
    const refused = answering(
      'refused',
      { status: 200, body: { failed: [{ at: 0 }] } },
      { outcome: 'rejected' },
      delivered,
    )
    const all = { 'a.json': answered, 'a.test.json': { tests: [...tests, ...more, refused] } }
    expect((await covered('all', all)).table).toMatch(/3\/3 +100 %\ntotal/)
  })
})
