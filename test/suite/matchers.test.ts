import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { note, only, order, orders, outcome, problemsOf } from './own.ts'

describe('matchers', () => {
  const values: Json = {
    id: '0b8ba5b2-3f9c-4a0e-8d50-5a1d3c9f7f10',
    day: '2026-03-01',
    n: 1.5,
    i: 2,
    flag: true,
    text: 'o-12',
  }
  const properties = { event: { ...note, event: 'Order', properties: { total: 1, ...(values as JsonObject) } } }
  const check = (expected: Json) =>
    outcome({
      ...properties,
      expect: { actions: [orders({ requestContains: {}, payloadContains: expected })], others: 'allow' },
    })

  test.each<[Json, boolean]>([
    [{ id: { $matches: '^u$' } }, true],
    [{ id: { $matches: '^v$' } }, false],
    [{ total: { $matches: '1' } }, false],
    [{ id: { $is: 'string' } }, true],
    [{ id: { $is: 'uuid' } }, false],
    [{ total: { $is: 'number' } }, true],
    [{ total: { $is: 'integer' } }, true],
    [{ total: { $is: 'boolean' } }, false],
    [{ id: { $is: 'iso-date' } }, false],
    [{ total: { $close: [1.05, 0.1] } }, true],
    [{ total: { $close: [1.2, 0.1] } }, false],
    [{ coupon: { $absent: true } }, true],
    [{ total: { $absent: true } }, false],
    [{ total: { $any: true } }, true],
    [{ coupon: { $any: true } }, false],
    [{ id: { $literal: 'u' } }, true],
    [{ id: { $literal: { $is: 'string' } } }, false],
  ])('%j: %s', (expected, holds) => {
    expect(check(expected).startsWith('passed')).toBe(holds)
  })

  test.each<[Json, string]>([
    [{ id: { $mathces: 'u' } }, 'CM192 | /id/$mathces | there is no matcher `$mathces` | did you mean `$matches`? for'],
    [
      { id: { $is: 'integre' } },
      'CM192 | /id/$is | `$is` takes one of uuid, iso-date, string, number, integer, boolean',
    ],
    [{ id: { $matches: '(' } }, 'CM192 | /id/$matches | `$matches` takes a regular expression'],
    [{ total: { $close: 5 } }, 'CM192 | /total/$close | `$close` takes a list'],
    [{ total: { $absent: false } }, 'CM192 | /total/$absent | `$absent` takes true'],
    [
      { a: [{ $any: true, b: 1 }] },
      'CM192 | /a/0/$any | `$any` is a matcher, so it must be the only key of its object',
    ],
  ])('%j is a mistake', (payload, problem) => {
    const at = '/tests/0/expect/actions/0/payload'
    const [found] = problemsOf({ events: { order }, tests: [{ name: 't', ...only({ payload }) }] })
    expect(found?.replace(at, '')).toContain(problem)
  })

  test('an unknown key with `$` is compared as a key', () => {
    expect(
      problemsOf({
        events: { order },
        tests: [{ name: 't', ...only({ payload: { $set: { a: 1 }, $device_id: 'x' } }) }],
      }),
    ).toEqual([])
    expect(problemsOf({ events: { order }, tests: [{ name: 't', ...only({ payload: { p: { $set: 1 } } }) }] })).toEqual(
      [],
    )
  })
})
