import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { parseSuite } from '../../src/suite/index.ts'
import { only, order, problemsOf } from './own.ts'

describe('mistakes in the file are reported before any test runs', () => {
  const event = 'order'
  test.each<[Json, string]>([
    [[], 'CM101 | expected object, but it is an array'],
    [{}, 'CM103 | /tests | `tests` is missing'],
    [{ tests: [], test: [] }, 'CM191 | /test | `test` is not a key here | did you mean `tests`?'],
    [
      { tests: [{ name: 't', event, expext: {} }] },
      'CM191 | /tests/0/expext | `expext` is not a key here | did you mean `expect`?',
    ],
    [{ tests: [{ name: 't', event, expect: { action: [] } }] }, 'CM191 | /tests/0/expect/action |'],
    [
      { tests: [{ name: 't', event, expect: { actions: [{ payloadContain: {} }] } }] },
      'CM191 | /tests/0/expect/actions/0/payloadContain |',
    ],
    [{ tests: [{ name: 't', event, expect: {} }] }, 'CM101 | /tests/0/expect |'],
    [
      { tests: [{ name: 't', event, expect: { skipped: { orders: 'triger-false' } } }] },
      'CM101 | /tests/0/expect/skipped/orders |',
    ],
    [{ tests: [{ name: 't', event, defaults: {} }], defaults: { clock: 1 } }, 'CM191 | /defaults/clock |'],
    [{ tests: [null] }, 'CM101 | /tests/0 | expected object, but it is null'],
    [
      { tests: [{ name: 't', event, each: [null], set: { '/a': { $param: 'x' } } }] },
      'CM101 | /tests/0/each/0 | expected object',
    ],
    [{ tests: [{ event }] }, 'CM103 | /tests/0/name | `name` is missing'],
    [{ tests: [{ name: 't' }] }, 'CM103 | /tests/0 | `event` is missing'],
    [
      { tests: [{ name: 't', event: 'ordr' }] },
      'CM193 | /tests/0/event | there is no event `ordr` | did you mean `order`?',
    ],
    [
      { tests: [{ name: 't', event, set: { total: 1 } }] },
      'CM193 | /tests/0/set/total | `total` is not a JSON Pointer | write `/total`',
    ],
    [{ tests: [{ name: 't', event, now: 'today' }] }, 'CM193 | /tests/0/now | `today` is not an ISO 8601 time'],
    [
      { tests: [{ name: 't', ...only({ check: 'payload.(' }) }] },
      'CM601 | /tests/0/expect/actions/0/check | the check does not parse',
    ],
  ])('%j', (suite, problem) => {
    const given = Array.isArray(suite) ? suite : { events: { order }, ...(suite as JsonObject) }
    expect(problemsOf(given).join('\n')).toContain(problem)
  })

  test('a mistake in a table is reported once, at its place in the file', () => {
    const each = [{ x: 1 }, { x: 2 }]
    expect(
      problemsOf({
        tests: [
          { name: 'a', event: order },
          { name: 'b', event: order, each, expct: {} },
        ],
      }),
    ).toEqual(['CM191 | /tests/1/expct | `expct` is not a key here | did you mean `expect`?'])
  })
})

describe('tables', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, x) => ({ x }))

  test('rows are looked at once, however many there are', () => {
    let reads = 0
    const each = new Proxy(rows(500), {
      get(target, key, receiver) {
        reads++
        return Reflect.get(target, key, receiver)
      },
    })
    expect(parseSuite({ tests: [{ name: 't $x', event: order, each }] }).cases).toHaveLength(500)
    expect(reads).toBeLessThan(500 * 10)
  })

  test.each<[string, JsonObject]>([
    ['a large test', { name: 't', set: { '/a': rows(300) } }],
    ['a long name', { name: '$x '.repeat(2000) }],
    ['a value that is filled in many times', { name: 't', set: { '/a': Array(200).fill({ $param: 'all' }) } }],
  ])('%s in each of many rows is too much work', (_, given) => {
    const each = rows(3000).map(row => ({ ...row, all: rows(10) }))
    expect(problemsOf({ tests: [{ event: order, each, ...given }] })).toEqual([
      'CM109 | this takes too much work to compile',
    ])
  })
})
