import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { callmap, jsonLines } from './callmap.ts'

const own = ['-m', 'fixtures/definitions/answers.json', '--quiet']
const events = ['a', 'b', 'c']
  .map(userId => `${JSON.stringify({ type: 'identify', userId, messageId: `m-${userId}` })}\n`)
  .join('')

/** The lines that `map` writes for three people: one request with a batch. */
async function mappedRequests(): Promise<object[]> {
  const { stdout } = await callmap(['map', ...own, '--emit', 'requests', '--batch', '10'], { stdin: events })
  return jsonLines(stdout) as object[]
}

const outcomes = (stdin: string, ...flags: string[]) => callmap(['outcomes', ...own, ...flags], { stdin })

const line = (request: unknown, response: unknown) => `${JSON.stringify({ request, response })}\n`

test('reads answers to requests of `map`, whose actions are numbered by their place', async () => {
  const [request] = await mappedRequests()
  const failed = [{ at: 1, field: 'id', why: 'is taken' }]
  const { stdout, exit } = await outcomes(
    line(request, { status: 207, body: JSON.stringify({ failed }) }) +
      line(request, { status: 429, headers: { 'Retry-After': '7' } }) +
      line(request, { status: 0, error: 'timeout' }),
  )
  expect(exit).toBe(0)
  const all = (outcome: object) => [0, 1, 2].map(action => ({ action, ...outcome }))
  expect(jsonLines(stdout)).toEqual([
    {
      v: 1,
      line: 1,
      outcomes: [
        { action: 0, outcome: 'delivered' },
        { action: 1, outcome: 'rejected', at: 'id', items: [1], message: 'is taken' },
        { action: 2, outcome: 'delivered' },
      ],
    },
    { v: 1, line: 2, outcomes: all({ outcome: 'retry', after: 7, message: 'answered 429' }), pause: true },
    { v: 1, line: 3, outcomes: all({ outcome: 'retry', message: 'no answer: timeout' }) },
  ])
})

test('reads answers to requests of the library, whose actions are numbers', async () => {
  const [mapped] = await mappedRequests()
  const request = { ...mapped, actions: [7, 8, 9], items: [7, 8, 9] }
  const { stdout } = await outcomes(line(request, { status: 200 }))
  expect(jsonLines(stdout)).toMatchObject([{ outcomes: [{ action: 7 }, { action: 8 }, { action: 9 }] }])
})

test('without `template`, the status alone decides', async () => {
  const [mapped] = await mappedRequests()
  const { stdout } = await outcomes(line({ ...mapped, template: undefined }, { status: 423 }))
  expect(jsonLines(stdout)).toMatchObject([{ outcomes: [{ split: true }, { split: true }, { split: true }] }])
})

describe('wrong lines', () => {
  const request = {
    destination: 'answers',
    method: 'POST',
    url: 'https://api.example.com',
    headers: {},
    actions: [0],
    items: [0],
  }
  test.each<[string, string, object, number]>([
    ['not JSON', 'hello\n', { code: 'CM107', message: 'this is not JSON: hello' }, 4],
    ['a list', '[1]\n', { code: 'CM101', at: '' }, 1],
    ['no request', line(undefined, {}), { code: 'CM101', at: '/request' }, 1],
    ['no response', line(request, undefined), { code: 'CM101', at: '/response' }, 1],
    ['a status that is a string', line(request, { status: '200' }), { code: 'CM101', at: '/response/status' }, 1],
    ['no status', line(request, {}), { code: 'CM101', at: '/response/status' }, 1],
    [
      'no URL',
      line({ ...request, url: 1 }, { status: 200 }),
      { at: '/request/url', message: 'expected a string, as `callmap map` writes requests' },
      1,
    ],
    ['no headers', line({ ...request, headers: [] }, { status: 200 }), { at: '/request/headers' }, 1],
    ['a body that is not encoded', line({ ...request, body: {} }, { status: 200 }), { at: '/request/body' }, 1],
    ['no actions', line({ ...request, actions: [] }, { status: 200 }), { at: '/request/actions' }, 1],
    ['actions of two kinds', line({ ...request, actions: [0, {}] }, { status: 200 }), { at: '/request/actions' }, 1],
    ['an item without an action', line({ ...request, items: [1] }, { status: 200 }), { at: '/request/items' }, 1],
    [
      'another destination',
      line({ ...request, destination: 'answer' }, { status: 200 }),
      { at: '/request/destination', message: 'there is no destination `answer` here' },
      1,
    ],
  ])('%s', async (_, text, expected, code) => {
    const { stdout, stderr, exit } = await outcomes(`\n${text}${line(request, { status: 200 })}`)
    expect(jsonLines(stdout)).toMatchObject([
      { v: 1, line: 2, ...expected },
      { line: 3, outcomes: [{ action: 0 }] },
    ])
    expect(stderr).toContain('line 2')
    expect(exit).toBe(code)
  })

  test('two mappings files for one destination are ambiguous', async () => {
    const { stderr, exit } = await callmap(['outcomes', '-m', 'fixtures/mappings/own-api*.json', '--quiet'], {
      stdin: line(request, {}),
    })
    expect(stderr).toContain('two mappings files are for `own-api`')
    expect(exit).toBe(2)
  })
})

test('--secrets hides secrets that the vendor repeats', async () => {
  const [request] = await mappedRequests()
  const text = line(request, { status: 401, body: { message: 'no access for s-0123456789' } })
  const { stdout } = await callmap(['outcomes', ...own, '--secrets', 'env'], {
    stdin: text,
    env: { ANSWERS_KEY: 's-0123456789' },
  })
  expect(stdout).toContain('no access for <')
  expect(stdout).not.toContain('s-0123456789')
})

describe('preview --answer', () => {
  const [person] = events.split('\n')
  test.each<[string, string, number]>([
    ['99', '--answer takes a status from 100 to 599, not 99', 2],
    ['nowhere.json', 'there is no file `nowhere.json`', 2],
    ['fixtures/definitions/answers.json', '`fixtures/definitions/answers.json` is no answer', 4],
    ['README.md', 'is not JSON', 4],
  ])('%s', async (answer, message, code) => {
    const { stderr, exit } = await callmap(['preview', '-', ...own, '--answer', answer], { stdin: person! })
    expect(stderr).toContain(message)
    expect(exit).toBe(code)
  })

  test.each<[string, object[], string]>([
    ['fewer answers', [], '`answers.json` has 0 answers for 1 request'],
    ['more answers', [{ status: 200 }, { status: 200 }], '`answers.json` has 2 answers for 1 request'],
    ['as many answers', [{ status: 200 }], ''],
  ])('%s: the note compares them with the requests', async (_, answers, note) => {
    const cwd = mkdtempSync(join(tmpdir(), 'callmap-answers-'))
    writeFileSync(join(cwd, 'answers.json'), JSON.stringify(answers))
    cpSync('fixtures/definitions/answers.json', join(cwd, 'demo.json'))
    const { stderr, exit } = await callmap(['preview', '-', '-m', 'demo.json', '--answer', 'answers.json'], {
      stdin: person!,
      cwd,
    })
    rmSync(cwd, { recursive: true })
    if (note === '') expect(stderr).not.toContain('answers.json')
    else expect(stderr).toContain(note)
    expect(exit).toBe(0)
  })

  test('an unauthorized request names its token', async () => {
    const own = 'fixtures/definitions/salesforce-marketing-cloud.json'
    const { stdout } = await callmap(['preview', '--sample', 'identify', '-m', own, '--answer', '401'])
    expect(stdout).toContain('→ unauthorized (token oauth)')
  })

  test('--json has the outcomes of each request', async () => {
    const { stdout } = await callmap(['preview', '-', ...own, '--json', '--answer', '423'], { stdin: person! })
    expect(JSON.parse(stdout).events[0].destinations[0].subscriptions[0].requests).toMatchObject([
      { method: 'POST', outcomes: [{ action: 0, outcome: 'retry', after: 5 }], pause: true },
    ])
  })
})
