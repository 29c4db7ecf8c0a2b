import { describe, expect, it } from 'vitest'
import { type NormalizeOptions, normalize } from './index.ts'

const base = { messageId: 'm', timestamp: '2024-05-01T12:00:00.000Z' }

function event(raw: unknown, options?: NormalizeOptions) {
  const { events, diagnostics } = normalize(raw, options)
  expect(diagnostics).toEqual([])
  expect(events).toHaveLength(1)
  return events[0]!
}

function problems(raw: unknown, options?: NormalizeOptions) {
  const { events, diagnostics } = normalize(raw, options)
  expect(events).toEqual([])
  return diagnostics.map(({ code, at, message }) => [code, at, message])
}

const defaults = new Map<string, object>([
  ...['identify', 'group'].map(type => [type, { traits: {} }] as const),
  ...['track', 'page', 'screen'].map(type => [type, { properties: {} }] as const),
])

describe('what is filled in', () => {
  it.each<[string, object, object]>([
    ['identify', { userId: 'u' }, { traits: {} }],
    ['identify', { traits: { email: 'a@b.co' } }, {}],
    ['group', { groupId: 'g' }, { traits: {} }],
    ['track', { event: 'A', groupId: 'g' }, { properties: {} }],
    ['page', { anonymousId: 'a', name: null }, { properties: {}, name: undefined }],
    ['screen', { userId: 'u', properties: null }, { properties: {} }],
    ['alias', { userId: 'u', previousId: 'p' }, {}],
    ['track', { event: 'A', userId: 5 }, { userId: '5' }],
    ['track', { event: 'A', userId: 0 }, { userId: '0' }],
    ['track', { event: 'A', userId: '', anonymousId: 'a' }, { userId: undefined }],
    ['track', { event: 'A', userId: null, anonymousId: 'a' }, { userId: undefined }],
    ['page', { userId: 'u', groupId: 7, previousId: '' }, { groupId: '7', previousId: undefined }],
    ['alias', { userId: 1, previousId: 2 }, { userId: '1', previousId: '2' }],
    [
      'track',
      { event: 'A', userId: 'u', context: null, integrations: null },
      { context: undefined, integrations: undefined },
    ],
    ['track', { event: 'A', userId: 'u', email: 'a@b.co', created_at: null }, { email: 'a@b.co', created_at: null }],
    ['track', { event: 'A', userId: 'u', traits: null }, { traits: null }],
    ['page', { userId: 'u', timestamp: '2024-01-01' }, { timestamp: '2024-01-01T00:00:00.000Z' }],
    ['page', { userId: 'u', timestamp: '2024-01-01T00:00' }, { timestamp: '2024-01-01T00:00:00.000Z' }],
    ['page', { userId: 'u', sentAt: '2024-01-01T01:00:00.1234+02:00' }, { sentAt: '2023-12-31T23:00:00.1234Z' }],
    ['page', { userId: 'u', integrations: { All: false, Mixpanel: { a: 1 } } }, {}],
  ])('%s %j', (type, raw, expected) => {
    const given = { ...base, type, ...raw }
    expect(event(given)).toEqual({ ...defaults.get(type), ...given, ...expected })
  })

  it('the type of an endpoint', () => {
    expect(event({ ...base, userId: 'u' }, { type: 'identify' })).toMatchObject({ type: 'identify' })
    expect(event({ ...base, userId: 'u', type: 'page' }, { type: 'identify' })).toMatchObject({ type: 'page' })
  })
})

describe('when it happened', () => {
  const [originalTimestamp, sentAt, receivedAt] = [
    '2024-01-01T00:00:00Z',
    '2024-01-01T00:00:10Z',
    '2024-01-01T01:00:10Z',
  ]
  it.each<[object, string | undefined]>([
    [{ originalTimestamp, sentAt, receivedAt, timestamp: '2020-01-01' }, '2020-01-01T00:00:00.000Z'],
    [{ originalTimestamp, sentAt, receivedAt }, '2024-01-01T01:00:00.000Z'],
    [{ originalTimestamp: '2024-01-01T00:00:00.9Z', sentAt, receivedAt }, '2024-01-01T01:00:00.900Z'],
    [{ originalTimestamp, sentAt: '2024-01-01T00:00:00.9Z', receivedAt }, '2024-01-01T01:00:09.100Z'],
    [{ originalTimestamp: '9999-12-31T23:59:59Z', sentAt, receivedAt }, '2024-01-01T01:00:10.000Z'],
    [{ originalTimestamp, sentAt }, '2024-01-01T00:00:10.000Z'],
    [{ originalTimestamp, receivedAt }, '2024-01-01T01:00:10.000Z'],
    [{ originalTimestamp }, '2024-01-01T00:00:00.000Z'],
    [{}, undefined],
  ])('%j', (times, expected) => {
    expect(event({ type: 'page', userId: 'u', messageId: 'm', ...times }).timestamp).toBe(expected)
  })

  it('the receiver says when it was received', () => {
    const call = { type: 'page', userId: 'u', messageId: 'm', originalTimestamp, sentAt }
    expect(event(call, { receivedAt })).toMatchObject({
      receivedAt: '2024-01-01T01:00:10.000Z',
      timestamp: '2024-01-01T01:00:00.000Z',
    })
  })
})

describe('an id from the content', () => {
  const call = { type: 'track', event: 'A', userId: 'u', properties: { a: [1, { b: 'é' }], c: null } }
  const id = event(call).messageId

  it('32 hexadecimal digits', () => expect(id).toMatch(/^[0-9a-f]{32}$/))

  it.each([
    ['other order', { properties: { c: null, a: [1, { b: 'é' }] }, userId: 'u', event: 'A', type: 'track' }],
    ['sent again', { ...call, sentAt: '2024-01-01', receivedAt: '2024-01-01' }],
    ['an empty id', { ...call, messageId: '' }],
  ])('is the same: %s', (_, other) => expect(event(other).messageId).toBe(id))

  it.each([
    ['another event', { ...call, event: 'B' }],
    ['another list', { ...call, properties: { a: [{ b: 'é' }, 1], c: null } }],
    ['another time', { ...call, timestamp: '2024-01-01' }],
    ['a number for a text', { ...call, properties: { a: ['1', { b: 'é' }], c: null } }],
  ])('differs: %s', (_, other) => expect(event(other).messageId).not.toBe(id))
})

describe('what is refused, and why', () => {
  const named = { type: 'track', event: 'A', userId: 'u' }
  it.each<[unknown, [code: string, at: string, message: string][]]>([
    [null, [['CM311', '', 'a call is an object, but it is null']]],
    [[], [['CM311', '', 'a call is an object, but it is an array']]],
    ['track', [['CM311', '', 'a call is an object, but it is a string']]],
    [{ userId: 'u' }, [['CM311', '/type', 'the type of a call is absent']]],
    [{ type: 'Track' }, [['CM311', '/type', 'the type of a call is `Track`']]],
    [{ type: 'constructor' }, [['CM311', '/type', 'the type of a call is `constructor`']]],
    [{ type: 5 }, [['CM311', '/type', 'the type of a call is a number']]],
    [{ type: 'identify' }, [['CM312', '', '`identify` calls need `userId`, `anonymousId` or `traits.email`']]],
    [{ type: 'identify', traits: { email: '' } }, [['CM312', '', expect.stringContaining('traits.email') as never]]],
    [{ type: 'page', userId: '' }, [['CM312', '', '`page` calls need `userId` or `anonymousId`']]],
    [{ type: 'screen', groupId: 'g' }, [['CM312', '', '`screen` calls need `userId` or `anonymousId`']]],
    [{ type: 'group', userId: 'u' }, [['CM312', '', '`group` calls need `groupId`']]],
    [{ type: 'track', userId: 'u', event: null }, [['CM312', '', '`track` calls need `event`']]],
    [{ ...named, event: '' }, [['CM313', '/event', '`event` is empty, expected a text']]],
    [{ ...named, event: 5 }, [['CM313', '/event', '`event` is a number, expected string']]],
    [
      { type: 'track' },
      [
        ['CM312', '', '`track` calls need `userId`, `anonymousId` or `groupId`'],
        ['CM312', '', '`track` calls need `event`'],
      ],
    ],
    [
      { type: 'alias' },
      [
        ['CM312', '', '`alias` calls need `userId`'],
        ['CM312', '', '`alias` calls need `previousId`'],
      ],
    ],
    [
      { type: 'alias', userId: 5, previousId: '5' },
      [['CM313', '/previousId', expect.stringContaining('the same') as never]],
    ],
    [{ ...named, userId: true }, [['CM313', '/userId', '`userId` is a boolean, expected string']]],
    [{ ...named, userId: ['u'] }, [['CM313', '/userId', '`userId` is an array, expected string']]],
    [{ ...named, properties: [] }, [['CM313', '/properties', '`properties` is an array, expected object']]],
    [{ type: 'identify', userId: 'u', traits: 'x' }, [['CM313', '/traits', '`traits` is a string, expected object']]],
    [{ ...named, context: [] }, [['CM313', '/context', '`context` is an array, expected object']]],
    [
      { ...named, integrations: { 'a/b': 'no' } },
      [['CM313', '/integrations/a~1b', '`integrations.a/b` is a string, expected boolean or object']],
    ],
    [{ ...named, timestamp: 'today' }, [['CM313', '/timestamp', '`timestamp` is "today", expected an ISO 8601 time']]],
    [{ ...named, sentAt: 5 }, [['CM313', '/sentAt', '`sentAt` is a number, expected an ISO 8601 time']]],
    [{ ...named, sentAt: '2023-02-29' }, [['CM313', '/sentAt', '`sentAt` is "2023-02-29", expected an ISO 8601 time']]],
  ])('%j', (raw, expected) => {
    expect(problems(raw)).toEqual(expected)
  })
})

describe('a batch', () => {
  const body = {
    batch: [
      {
        type: 'page',
        userId: 'a',
        messageId: '1',
        context: { ip: '2', page: { url: 'x' } },
        integrations: { All: true },
      },
      { type: 'group', userId: 'a' },
      5,
      { type: 'track', event: 'A', userId: 'b', messageId: '3', originalTimestamp: '2024-01-01T00:00:00Z' },
      { type: 'identify', userId: ['c'] },
    ],
    context: { ip: '1', library: { name: 'x' } },
    integrations: { All: false, Mixpanel: true },
    sentAt: '2024-01-01T00:00:10Z',
    writeKey: 'secret',
  }

  it('gives one event for each call, and says what is wrong with the others', () => {
    const { events, diagnostics } = normalize(body, { receivedAt: '2024-01-01T01:00:10Z' })
    const times = { sentAt: '2024-01-01T00:00:10.000Z', receivedAt: '2024-01-01T01:00:10.000Z' }
    expect(events).toEqual([
      {
        type: 'page',
        userId: 'a',
        messageId: '1',
        properties: {},
        context: { ip: '2', library: { name: 'x' }, page: { url: 'x' } },
        integrations: { All: true, Mixpanel: true },
        timestamp: times.receivedAt,
        ...times,
      },
      {
        type: 'track',
        event: 'A',
        userId: 'b',
        messageId: '3',
        properties: {},
        context: body.context,
        integrations: body.integrations,
        originalTimestamp: '2024-01-01T00:00:00.000Z',
        timestamp: '2024-01-01T01:00:00.000Z',
        ...times,
      },
    ])
    expect(diagnostics.map(({ code, at }) => [code, at])).toEqual([
      ['CM312', '/batch/1'],
      ['CM311', '/batch/2'],
      ['CM313', '/batch/4/userId'],
    ])
  })

  it('of nothing is nothing', () => expect(normalize({ batch: [] })).toEqual({ events: [], diagnostics: [] }))

  it('with a wrong part for all says so once', () => {
    const call = { type: 'page', userId: 'a' }
    const { events, diagnostics } = normalize({ batch: [call, call], context: 'x' })
    expect(events).toHaveLength(2)
    expect(diagnostics).toMatchObject([{ code: 'CM313', at: '/context' }])
  })

  it('is no batch where the endpoint takes one type', () => {
    expect(event({ userId: 'a', batch: [1] }, { type: 'page' })).toMatchObject({ type: 'page', batch: [1] })
  })
})

it('a key `__proto__` is a key like any other', () => {
  const raw = JSON.parse(
    '{ "type": "page", "userId": "u", "__proto__": { "admin": true }, "context": { "__proto__": 1 } }',
  )
  const result = event({ batch: [raw], context: { a: 1 } })
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  expect(JSON.parse(JSON.stringify(result))).toMatchObject(raw)
  expect(Object.hasOwn(result.context!, '__proto__')).toBe(true)
})

it('depth and size do not matter', () => {
  let deep: object = {}
  for (let i = 0; i < 10_000; i++) deep = i % 2 ? [deep] : { deep }
  const raw = { type: 'track', event: 'A', userId: 'u', properties: { deep }, context: deep, text: 'x'.repeat(5e6) }
  expect(event({ ...raw, context: { deep } }).messageId).toMatch(/^[0-9a-f]{32}$/)
})
