import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, type Definition, type JsonObject } from '../../src/api/index.ts'
import { parseSuite, runCase } from '../../src/suite/index.ts'
import { problemsOf } from './own.ts'

const definition = JSON.parse(readFileSync('fixtures/definitions/answers.json', 'utf8')) as Definition
const destination = compile(definition, { settings: { key: 'key-0123456789' } })

const person = (userId: string) => ({ type: 'identify', userId, messageId: `m-${userId}` })
const people = (...ids: string[]) => ({ events: ids.map(person) })

/** Status of one test, and the places and reasons of its mismatches. */
function result(given: JsonObject): string[] {
  const suite = parseSuite({ events: { anna: person('anna') }, tests: [{ name: 't', ...given }] })
  const host = { compile: () => [destination], readEvent: () => person('file') }
  const { status, mismatches } = runCase(suite.cases[0]!, suite, host)
  const lines = mismatches.map(({ at, message, differences = [] }) =>
    [at, message, ...differences.map(one => `${one.at}: ${JSON.stringify(one.received)}`)].join(' | '),
  )
  return [status, ...lines]
}

const batch = (...ids: string[]) => ({
  method: 'POST',
  url: 'https://api.example.com/people/batch',
  headers: { 'content-type': 'application/json', authorization: 'Bearer <redacted key>' },
  body: { all: ids.map(id => ({ id })) },
})
const body = (...ids: string[]) => ({ body: batch(...ids).body })

describe('events whose actions are sent together', () => {
  test.each<[string, JsonObject, string[]]>([
    ['a batch', { ...people('a', 'b'), expect: { requestsContain: [body('a', 'b')] } }, ['passed']],
    [
      'more than a batch holds',
      { ...people('a', 'b', 'c', 'd'), expect: { requestsContain: [body('a', 'b', 'c'), body('d')] } },
      ['passed'],
    ],
    [
      'by name and path',
      { events: ['anna', './x.json'], expect: { requestsContain: [body('anna', 'file')] } },
      ['passed'],
    ],
    [
      'one event makes a single request',
      { event: 'anna', expect: { requestsContain: [{ body: { id: 'anna' } }] } },
      ['passed'],
    ],
    [
      'another order',
      { ...people('a', 'b'), expect: { requestsContain: [body('b', 'a')] } },
      [
        'failed',
        '/tests/0/expect/requestsContain | the requests differ in 2 places | /0/body/all/0/id: "a" | /0/body/all/1/id: "b"',
      ],
    ],
    [
      'exactly',
      { ...people('a', 'b'), expect: { requests: [body('a', 'b')] } },
      ['failed', expect.stringContaining('the requests differ in 3 places | /0/method: "POST"') as unknown as string],
    ],
    [
      'actions are those of each event',
      {
        ...people('a', 'b'),
        expect: {
          actions: [
            { payload: { id: 'a' }, requestContains: { body: { id: 'a' } }, check: "event.userId = 'a'" },
            { payload: { id: 'b' }, check: "event.userId = 'b'" },
          ],
        },
      },
      ['passed'],
    ],
    [
      '`set` changes each event',
      { ...people('a', 'b'), set: { '/userId': 'c' }, expect: { requestsContain: [body('c', 'c')] } },
      ['passed'],
    ],
    [
      'an event that fails is an error, and the others are sent',
      {
        events: [{ type: 'identify', anonymousId: 'x' }, person('b'), person('c')],
        expect: { requestsContain: [body('b', 'c')], errors: [{ code: 'CM901', at: '/id' }] },
      },
      ['passed'],
    ],
    [
      'a subscription is skipped if no event matches it',
      { events: [person('a'), { type: 'page', userId: 'b' }], expect: { skipped: { people: 'trigger-false' } } },
      ['failed', expect.stringContaining('people: expected `trigger-false`, but it is sent') as unknown as string],
    ],
  ])('%s', (_, given, expected) => {
    expect(result(given)).toEqual(expected)
  })
})

describe('answers', () => {
  const refused = { status: 207, body: { failed: [{ at: 1, field: 'id', why: 'is taken' }] } }
  const delivered = { outcome: 'delivered' }
  const rejected = { outcome: 'rejected', at: 'id', items: [1], message: { $matches: 'taken$' } }
  test.each<[string, JsonObject, string[]]>([
    ['by status', { event: 'anna', answers: [{ status: 200, outcomes: [delivered] }] }, ['passed']],
    [
      'refused items',
      { ...people('a', 'b', 'c'), answers: [{ ...refused, outcomes: [delivered, rejected, delivered] }] },
      ['passed'],
    ],
    [
      'one for each request',
      {
        ...people('a', 'b', 'c', 'd'),
        answers: [
          { status: 400, outcomes: Array(3).fill({ outcome: 'retry', split: true }) },
          { status: 503, headers: { 'Retry-After': '7' }, pause: true, outcomes: [{ outcome: 'retry', after: 7 }] },
        ],
      },
      ['passed'],
    ],
    [
      'no answer',
      { event: 'anna', answers: [{ error: 'timeout', pause: false, outcomes: [{ outcome: 'retry' }] }] },
      ['passed'],
    ],
    [
      'other outcomes',
      { ...people('a', 'b'), answers: [{ ...refused, outcomes: [delivered, delivered] }] },
      ['failed', '/tests/0/answers/0/outcomes | answer 1: the outcomes differ | /1/outcome: "rejected"'],
    ],
    [
      'fewer outcomes',
      { ...people('a', 'b'), answers: [{ status: 200, outcomes: [] }] },
      ['failed', expect.stringContaining('/1: {"action":1,"outcome":"delivered"}') as unknown as string],
    ],
    [
      'another pause',
      { event: 'anna', answers: [{ status: 429, pause: false, outcomes: [{ outcome: 'retry' }] }] },
      ['failed', '/tests/0/answers/0/pause | answer 1: `pause` differs | : true'],
    ],
    [
      'fewer answers than requests',
      { ...people('a', 'b', 'c', 'd'), answers: [{ status: 200, outcomes: [delivered, delivered, delivered] }] },
      ['failed', '/tests/0/answers | 2 requests are made, but the test answers 1'],
    ],
    [
      'no answer to the only request',
      { event: 'anna', answers: [] },
      ['failed', '/tests/0/answers | 1 request is made, but the test answers 0'],
    ],
    [
      'more answers than requests',
      { event: { type: 'page', userId: 'u' }, answers: [{ status: 200, outcomes: [delivered] }] },
      ['failed', '/tests/0/answers | 0 requests are made, but the test answers 1'],
    ],
    [
      'without `expect`, errors still fail a test',
      { event: { type: 'identify', anonymousId: 'x' }, answers: [] },
      ['failed', expect.stringContaining('CM901') as unknown as string],
    ],
  ])('%s', (_, given, expected) => {
    expect(result(given)).toEqual(expected)
  })
})

describe('mistakes', () => {
  const anna = { type: 'identify', userId: 'anna' }
  test.each<[JsonObject, string]>([
    [
      { event: anna, events: [anna] },
      'CM193 | /tests/0/event | a test has either `event` or `events` | move the event into the list, or remove the list',
    ],
    [{ events: [anna, 'ana'] }, 'CM193 | /tests/0/events/1 | there is no event `ana` | did you mean `anna`?'],
    [{ events: [] }, 'CM101 | /tests/0/events |'],
    [{ event: anna, answers: [{ status: 200 }] }, 'CM103 | /tests/0/answers/0/outcomes | `outcomes` is missing'],
    [
      { event: anna, answers: [{ body: {}, outcomes: [] }] },
      'CM103 | /tests/0/answers/0 | `status` is missing | write',
    ],
    [
      { event: anna, answers: [{ stauts: 200, outcomes: [] }] },
      'CM191 | /tests/0/answers/0/stauts | `stauts` is not a key here | did you mean `status`?',
    ],
    [
      { event: anna, answers: [{ status: 200, outcomes: [{ outcome: { $mathces: 'x' } }] }] },
      'CM192 | /tests/0/answers/0/outcomes/0/outcome/$mathces |',
    ],
    [
      { event: anna, expect: { requestsContain: [{ url: { $mathces: 'x' } }] } },
      'CM192 | /tests/0/expect/requestsContain/0/url/$mathces |',
    ],
  ])('%j', (given, expected) => {
    expect(problemsOf({ events: { anna }, tests: [{ name: 't', ...given }] })[0]).toContain(expected)
  })
})
