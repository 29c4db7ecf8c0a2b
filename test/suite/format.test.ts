import { describe, expect, test } from 'vitest'
import { CompileError, compile, type Definition, type Json, type JsonObject } from '../../src/index.ts'
import { type CaseResult, type Host, mocked, parseSuite, runCase } from '../../src/suite/index.ts'

const definition = {
  slug: 'own',
  name: 'Own',
  settings: { host: { type: 'string', default: 'https://one.example.com' } },
  constants: { names: { a: 'Anna' } },
  functions: { regionFor: "function($ip) { $substring($ip, 0, 2) = '10' ? 'inside' : 'outside' }" },
  actions: {
    track: {
      fields: {
        id: { type: 'string', required: true, default: { '@path': '$.userId' } },
        at: { type: 'string', default: { '@path': '$.timestamp' } },
        total: { type: 'number', default: { '@jsonata': '$number(properties.total)' } },
        region: { type: 'string', default: { '@jsonata': '$regionFor(context.ip)' } },
      },
      requests: [
        {
          url: { '@template': '{{settings.host}}/track' },
          body: { who: { '@path': '$.payload.id' }, name: { '@path': '$.constants.names.a' } },
        },
      ],
    },
    note: {
      fields: { text: { type: 'string', default: { '@path': '$.event' } } },
      requests: [
        { url: 'https://example.com/1', encoding: 'text', body: { '@path': '$.payload.text' } },
        { url: 'https://example.com/2' },
      ],
    },
  },
  subscriptions: [
    { name: 'orders', action: 'track', trigger: 'type = "track" and event = "Order"' },
    { name: 'notes', action: 'note', trigger: 'type = "track" and event in ["Order", "Note"]' },
    { name: 'german', action: 'note', trigger: 'type = "track" and context.location.country = "DE"' },
    { name: 'off', action: 'note', trigger: 'type = "track"', enabled: false },
  ],
}

const order = { type: 'track', event: 'Order', messageId: 'm', userId: 'u', properties: { total: '12.5' } }
const note = { ...order, event: 'Note' }
const files = new Map<string, Json>([['./events/order.json', order]])

const host: Host = {
  compile: account => [
    compile(mocked(definition as JsonObject, account) as unknown as Definition, { settings: { ...account.settings } }),
  ],
  readEvent: path => files.get(path) ?? null,
}

function run(suite: JsonObject): CaseResult[] {
  const parsed = parseSuite(suite)
  return parsed.cases.map(test => runCase(test, parsed, host))
}

/** What becomes of one test, and why. */
function outcome(test: JsonObject, suite: JsonObject = {}): string {
  const [{ status, mismatches }] = run({ events: { order, note }, tests: [{ name: 't', ...test }], ...suite }) as [
    CaseResult,
  ]
  return [status, ...mismatches.map(({ message }) => message)].join('\n')
}

function problemsOf(suite: Json): string[] {
  try {
    parseSuite(suite)
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics.map(({ code, at, message, help }) => [code, at, message, help].filter(Boolean).join(' | '))
  }
}

const orders = (more: JsonObject = {}) => ({ subscription: 'orders', ...more })
const expecting = (actions: readonly Json[], more: JsonObject = {}) => ({
  event: 'order',
  expect: { actions, ...more },
})
const only = (more: JsonObject) => expecting([orders(more)], { others: 'allow' })

describe('events', () => {
  const sent = { expect: { actions: [orders({ payloadContains: { id: 'u', total: 12.5 } })], others: 'allow' } }
  test.each<[string, JsonObject]>([
    ['by name', { event: 'order' }],
    ['inline', { event: order }],
    ['a path', { event: './events/order.json' }],
    [
      'set and unset',
      { event: note, set: { '/event': 'Order', '/properties/a~1b': null }, unset: ['/messageId', '/no/such'] },
    ],
  ])('%s', (_, given) => {
    expect(outcome({ ...given, ...sent })).toBe('passed')
  })

  test('a name may stand for a path', () => {
    expect(outcome({ event: 'kept', ...sent }, { events: { kept: './events/order.json' } })).toBe('passed')
  })

  test('set makes what is on the way, and can set null; the event of others stays', () => {
    const set = { '/context/location/country': 'DE', '/properties/coupon': null }
    const [changed, same] = run({
      events: { order },
      tests: [
        { name: 'changed', event: 'order', set, expect: { skipped: { off: 'disabled' } } },
        { name: 'same', event: 'order', expect: { skipped: { german: 'missing:context.location.country' } } },
      ],
    })
    expect(changed?.output?.sent.map(({ subscription }) => subscription)).toEqual(['orders', 'notes', 'german'])
    expect(changed?.output?.event).toMatchObject({ properties: { total: '12.5', coupon: null } })
    expect(same?.status).toBe('passed')
  })

  test('the clock is fixed by `now`', () => {
    const at = {
      event: 'order',
      now: '2026-03-01T10:00:00.000Z',
      expect: { actions: [orders({ payloadContains: { at: '2026-03-01T10:00:00.000Z' } })], others: 'allow' },
    }
    expect(outcome(at)).toBe('passed')
    const { now, ...rest } = at
    expect(outcome(rest, { defaults: { now } })).toBe('passed')
    expect(outcome(rest)).toContain('payload differs in 1 place')
  })
})

describe('tables', () => {
  const table = {
    name: 'total $in becomes $out, not $other',
    event: 'order',
    each: [
      { in: '129.50', out: 129.5 },
      { in: 30, out: 30 },
      { in: '7', out: 8 },
    ],
    set: { '/properties/total': { $param: 'in' } },
    expect: { actions: [orders({ payloadContains: { total: { $param: 'out' } } })], others: 'allow' },
  }
  test('each row is a test of its own, and values keep their type', () => {
    const results = run({ events: { order }, tests: [table] })
    expect(results.map(({ test: { name, row, at }, status }) => [name, row, at, status])).toEqual([
      ['total 129.50 becomes 129.5, not $other', 0, '/tests/0', 'passed'],
      ['total 30 becomes 30, not $other', 1, '/tests/0', 'passed'],
      ['total 7 becomes 8, not $other', 2, '/tests/0', 'failed'],
    ])
  })

  test('a parameter that rows lack is a mistake', () => {
    const wrong = { ...table, set: { '/properties/total': { $param: 'im' } } }
    expect(problemsOf({ events: { order }, tests: [wrong] })).toEqual([
      'CM193 | /tests/0/set/~1properties~1total/$param | the rows of this test have no `im` | did you mean `in`?',
    ])
  })
})

describe('actions', () => {
  const notes = { subscription: 'notes' }
  test.each<[string, JsonObject, string]>([
    ['all, in order', expecting([orders(), notes]), 'passed'],
    [
      'an action that is not listed',
      expecting([orders()]),
      'failed\nnotes → note: sends an action that the test does not list',
    ],
    ['others allowed', expecting([orders()], { others: 'allow' }), 'passed'],
    ['another order', expecting([notes, orders()]), 'failed\nthe actions are sent in another order: orders, notes'],
    ['any order', expecting([notes, orders()], { order: 'any' }), 'passed'],
    ['named by action', expecting([{ action: 'track' }, { action: 'note' }]), 'passed'],
    ['`mapping` is `subscription`', expecting([{ mapping: 'orders' }, { mapping: 'notes' }]), 'passed'],
    [
      'one that is not sent',
      expecting([orders(), notes, { subscription: 'german' }]),
      'failed\ngerman is not sent: context.location.country is missing, needs "DE"',
    ],
    [
      'one of another action',
      expecting([orders({ action: 'note' })], { others: 'allow' }),
      'failed\norders → note is not sent',
    ],
    ['the payload, exactly', only({ payload: { id: 'u', total: 12.5, region: 'outside' } }), 'passed'],
    [
      'a payload with more',
      only({ payload: { id: 'u', total: 12.5 } }),
      'failed\norders → track: payload differs in 1 place',
    ],
    ['a part of the payload', only({ payloadContains: { total: 12.5 } }), 'passed'],
    [
      'the request, exactly',
      only({
        request: {
          method: 'POST',
          url: 'https://one.example.com/track',
          headers: { 'content-type': 'application/json' },
          body: { who: 'u', name: 'Anna' },
        },
      }),
      'passed',
    ],
    [
      'a part of the request',
      only({ requestContains: { body: { who: 'x' } } }),
      'failed\norders → track: request differs in 1 place',
    ],
    [
      'text that is not JSON',
      expecting(
        [
          {
            ...notes,
            request: [{ method: 'POST', url: { $any: true }, headers: { $any: true }, body: 'Order' }, { $any: true }],
          },
        ],
        { others: 'allow' },
      ),
      'passed',
    ],
    [
      'one request of two',
      expecting([{ ...notes, requestContains: {} }], { others: 'allow' }),
      'failed\nnotes → note: makes 2 requests, and the test expects one (a list expects several)',
    ],
    ['a check', only({ check: 'payload.total > 12 and request.body.who = event.userId' }), 'passed'],
    [
      'a check that gives another value',
      only({ check: 'payload.total' }),
      'failed\norders → track: the check gives 12.5',
    ],
    [
      'a check that fails',
      only({ check: '$number("x")' }),
      'failed\norders → track: the check fails: "x" cannot be read as a number',
    ],
    [
      'a call that sends nothing',
      { event: { type: 'group', groupId: 'g', userId: 'u' }, expect: { actions: [] } },
      'passed',
    ],
  ])('%s', (_, given, expected) => {
    expect(outcome(given)).toBe(expected)
  })
})

describe('what is silent', () => {
  test.each<[string, JsonObject, JsonObject, string]>([
    ['trigger-false', { event: 'note' }, { orders: 'trigger-false' }, 'passed'],
    ['missing', { event: 'order' }, { german: 'missing:context.location.country' }, 'passed'],
    ['disabled', { event: 'order' }, { off: 'disabled' }, 'passed'],
    [
      'filtered',
      { event: 'order', set: { '/integrations': { Own: false } } },
      { orders: 'filtered', notes: 'filtered' },
      'passed',
    ],
    [
      'another reason',
      { event: 'note' },
      { orders: 'filtered' },
      'failed\norders: expected `filtered`, but it is `trigger-false` (event is "Note", not "Order")',
    ],
    [
      'sent',
      { event: 'order' },
      { orders: 'trigger-false' },
      'failed\norders: expected `trigger-false`, but it is sent (the trigger is true, and the payload is what the action wants)',
    ],
    [
      'nobody',
      { event: 'order' },
      { ordres: 'filtered' },
      'failed\nthere is no subscription `ordres`; did you mean `orders`?',
    ],
  ])('%s', (_, given, skipped, expected) => {
    expect(outcome({ ...given, expect: { skipped } })).toBe(expected)
  })
})

describe('errors', () => {
  const broken = { event: 'order', set: { '/properties/total': '12x' } }
  const code = { subscription: 'orders', code: 'CM902' }
  test.each<[string, JsonObject, string]>([
    ['expected', { errors: [{ ...code, at: '/total' }], others: 'allow', actions: [] }, 'passed'],
    ['with `mapping`', { errors: [{ mapping: 'orders', code: 'CM902' }] }, 'passed'],
    [
      'unexpected',
      { actions: [{ subscription: 'notes' }] },
      'failed\nunexpected error: orders CM902 /total: "12x" cannot be read as a number (D3030)',
    ],
    [
      'at another place',
      { errors: [{ ...code, at: '/id' }] },
      'failed\nthe error orders CM902 /id does not occur\nunexpected error',
    ],
    [
      'of another subscription',
      { errors: [{ ...code, subscription: 'notes' }] },
      'failed\nthe error notes CM902 does not occur\nunexpected error',
    ],
    ['one too many', { errors: [code, code] }, 'failed\nthe error orders CM902 does not occur'],
  ])('%s', (_, expect_, expected) => {
    expect(outcome({ ...broken, expect: expect_ })).toContain(expected)
  })

  test('an error that does not occur fails', () => {
    expect(outcome({ event: 'order', expect: { errors: [code] } })).toBe(
      'failed\nthe error orders CM902 does not occur',
    )
  })

  test('an event that is no call is an error, and is mapped all the same', () => {
    const event = { type: 'track', event: 'Order' }
    const errors = [{ code: 'CM312' }, { subscription: 'orders', code: 'CM901', at: '/id' }]
    expect(outcome({ event, expect: { errors } })).toBe('passed')
    expect(outcome({ event, expect: { actions: [], others: 'allow' } })).toContain('unexpected error: the event CM312')
  })

  test('a batch of events is an error', () => {
    const expect_ = { actions: [], others: 'allow' }
    expect(outcome({ event: { batch: [order, note] }, expect: expect_ })).toContain('a test has one event')
  })

  test('a test that expects nothing fails by an error', () => {
    expect(outcome(broken)).toContain('failed\nunexpected error: orders CM902')
  })
})

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
    [
      { id: { $mathces: 'u' } },
      'CM192 | /id/$mathces | there is no matcher `$mathces` | did you mean `$matches`? to mean',
    ],
    [
      { id: { $is: 'integre' } },
      'CM192 | /id/$is | `$is` takes one of uuid, iso-date, string, number, integer, boolean',
    ],
    [{ id: { $matches: '(' } }, 'CM192 | /id/$matches | `$matches` takes a regular expression'],
    [{ total: { $close: 5 } }, 'CM192 | /total/$close | `$close` takes a list'],
    [{ total: { $absent: false } }, 'CM192 | /total/$absent | `$absent` takes true'],
    [
      { a: [{ $any: true, b: 1 }] },
      'CM192 | /a/0/$any | `$any` is a matcher, which has to be the only key of its object',
    ],
  ])('%j is a mistake', (payload, problem) => {
    const at = '/tests/0/expect/actions/0/payload'
    const [found] = problemsOf({ events: { order }, tests: [{ name: 't', ...only({ payload }) }] })
    expect(found?.replace(at, '')).toContain(problem)
  })

  test('a key that only starts with $ is a key', () => {
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

describe('accounts and mocks', () => {
  test('settings of a test are put over those of all', () => {
    const url = (host: string) => ({
      actions: [orders({ requestContains: { url: `${host}/track` } })],
      others: 'allow',
    })
    const defaults = { settings: { host: 'https://two.example.com' } }
    expect(outcome({ event: 'order', expect: url('https://two.example.com') }, { defaults })).toBe('passed')
    const own = { settings: { host: 'https://three.example.com' } }
    expect(outcome({ event: 'order', ...own, expect: url('https://three.example.com') }, { defaults })).toBe('passed')
  })

  test('a function is replaced by what it returns', () => {
    const functions = { regionFor: { returns: { 'a "b"': ['EU', null, -1] } } }
    const text = JSON.stringify(functions.regionFor.returns)
    expect(outcome({ ...only({ payloadContains: { region: text } }), functions })).toContain('CM903')
    expect(
      outcome({ ...only({ payloadContains: { region: 'EU' } }), functions: { regionFor: { returns: 'EU' } } }),
    ).toBe('passed')
  })

  test('a constant is replaced by its value', () => {
    const lookups = { names: { a: 'Berta' } }
    expect(outcome({ ...only({ requestContains: { body: { name: 'Berta' } } }), lookups })).toBe('passed')
  })
})

describe('tests that do not run', () => {
  test.each<[JsonObject, string]>([
    [{ skip: true }, 'skipped'],
    [{ skip: 'later' }, 'skipped'],
    [{ todo: true }, 'todo'],
    [{ event: 'order' }, 'inspected'],
  ])('%j', (given, status) => {
    expect(outcome(given)).toBe(status)
  })
})

describe('mistakes in the file, before anything runs', () => {
  const event = 'order'
  test.each<[Json, string]>([
    [[], 'CM101 | expected object, but it is an array'],
    [{}, 'CM103 | /tests | `tests` is missing'],
    [{ tests: [], test: [] }, 'CM191 | /test | `test` is not a key of the format here | did you mean `tests`?'],
    [
      { tests: [{ name: 't', event, expext: {} }] },
      'CM191 | /tests/0/expext | `expext` is not a key of the format here | did you mean `expect`?',
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
    [{ tests: [{ name: 't', event, now: 'today' }] }, 'CM193 | /tests/0/now | `today` is not a time in ISO 8601'],
    [
      { tests: [{ name: 't', ...only({ check: 'payload.(' }) }] },
      'CM601 | /tests/0/expect/actions/0/check | the check cannot be read',
    ],
  ])('%j', (suite, problem) => {
    const given = Array.isArray(suite) ? suite : { events: { order }, ...(suite as JsonObject) }
    expect(problemsOf(given).join('\n')).toContain(problem)
  })

  test('a mistake in a table is told once, at its place in the file', () => {
    const each = [{ x: 1 }, { x: 2 }]
    expect(
      problemsOf({
        tests: [
          { name: 'a', event: order },
          { name: 'b', event: order, each, expct: {} },
        ],
      }),
    ).toEqual(['CM191 | /tests/1/expct | `expct` is not a key of the format here | did you mean `expect`?'])
  })
})
