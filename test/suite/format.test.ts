import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { unusedMocks } from '../../src/suite/index.ts'
import { definition, expecting, note, only, order, orders, outcome, problemsOf, run } from './own.ts'

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

  test('a name can refer to a path', () => {
    expect(outcome({ event: 'kept', ...sent }, { events: { kept: './events/order.json' } })).toBe('passed')
  })

  test('`set` creates parents, can set null, and does not change the event of other tests', () => {
    const set = { '/context/location/country': 'DE', '/properties/coupon': null }
    const [changed, same] = run({
      events: { order },
      tests: [
        { name: 'changed', event: 'order', set, expect: { skipped: { off: 'disabled' } } },
        { name: 'same', event: 'order', expect: { skipped: { german: 'missing:context.location.country' } } },
      ],
    })
    expect(changed?.output?.sent.map(({ subscription }) => subscription)).toEqual(['orders', 'notes', 'german'])
    expect(changed?.output?.events[0]).toMatchObject({ properties: { total: '12.5', coupon: null } })
    expect(same?.status).toBe('passed')
  })

  test('`now` fixes the clock', () => {
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
  test('each row is a test, and values keep their type', () => {
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
      'failed\nnotes → note: sent, but the test does not list it',
    ],
    ['others allowed', expecting([orders()], { others: 'allow' }), 'passed'],
    ['another order', expecting([notes, orders()]), 'failed\nthe actions are sent in another order: orders, notes'],
    ['any order', expecting([notes, orders()], { order: 'any' }), 'passed'],
    ['named by action', expecting([{ action: 'track' }, { action: 'note' }]), 'passed'],
    ['`mapping` is `subscription`', expecting([{ mapping: 'orders' }, { mapping: 'notes' }]), 'passed'],
    [
      'one that is not sent',
      expecting([orders(), notes, { subscription: 'german' }]),
      'failed\ngerman is not sent: context.location.country is absent, needs "DE"',
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
      'failed\nnotes → note: 2 requests are made, but the test expects one (a list expects several)',
    ],
    ['a check', only({ check: 'payload.total > 12 and request.body.who = event.userId' }), 'passed'],
    [
      'a check that returns another value',
      only({ check: 'payload.total' }),
      'failed\norders → track: the check returns 12.5',
    ],
    [
      'a check that fails',
      only({ check: '$number("x")' }),
      'failed\norders → track: the check fails: "x" is not a number',
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

describe('skipped', () => {
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
      'failed\norders: expected `trigger-false`, but it is sent (the trigger is true, and the payload is valid)',
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
      'failed\nunexpected error: orders CM902 /total: "12x" is not a number (D3030)',
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

  test('an event that is not a call is an error, and is still mapped', () => {
    const event = { type: 'track', event: 'Order' }
    const errors = [{ code: 'CM312' }, { subscription: 'orders', code: 'CM901', at: '/id' }]
    expect(outcome({ event, expect: { errors } })).toBe('passed')
    expect(outcome({ event, expect: { actions: [], others: 'allow' } })).toContain('unexpected error: the event CM312')
  })

  test('a batch of events is an error', () => {
    const expect_ = { actions: [], others: 'allow' }
    expect(outcome({ event: { batch: [order, note] }, expect: expect_ })).toContain('each event of a test is one call')
  })

  test('a test without expectations fails if there is an error', () => {
    expect(outcome(broken)).toContain('failed\nunexpected error: orders CM902')
  })
})

describe('accounts and mocks', () => {
  test('settings of a test override the defaults', () => {
    const url = (host: string) => ({
      actions: [orders({ requestContains: { url: `${host}/track` } })],
      others: 'allow',
    })
    const defaults = { settings: { host: 'https://two.example.com' } }
    expect(outcome({ event: 'order', expect: url('https://two.example.com') }, { defaults })).toBe('passed')
    const own = { settings: { host: 'https://three.example.com' } }
    expect(outcome({ event: 'order', ...own, expect: url('https://three.example.com') }, { defaults })).toBe('passed')
  })

  test('a function is replaced by its mocked result', () => {
    const functions = { regionFor: { returns: { 'a "b"': ['EU', null, -1] } } }
    const text = JSON.stringify(functions.regionFor.returns)
    expect(outcome({ ...only({ payloadContains: { region: text } }), functions })).toContain('CM903')
    expect(
      outcome({ ...only({ payloadContains: { region: 'EU' } }), functions: { regionFor: { returns: 'EU' } } }),
    ).toBe('passed')
  })

  test.each<[JsonObject, string[]]>([
    [{ functions: { regionFor: { returns: 1 }, number: { returns: 1 } }, lookups: { names: {} } }, []],
    [{ functions: { regionFr: { returns: 1 } } }, ['/tests/0/functions/regionFr did you mean `regionFor`?']],
    [{ functions: { hash: { returns: 1 } } }, ['/tests/0/functions/hash expected `regionFor`']],
    [{ lookups: { 'a/b': 1 } }, ['/tests/0/lookups/a~1b expected `names`']],
  ])('%j must replace something', (account, expected) => {
    const found = unusedMocks({ tests: [{ name: 't', ...account }] }, [definition as unknown as JsonObject])
    expect(found.map(({ at, help }) => `${at} ${help}`)).toEqual(expected)
  })

  test('a constant is replaced by its mocked value', () => {
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
