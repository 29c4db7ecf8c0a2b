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

describe('defaults', () => {
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
    ['track', { event: 'A', userId: ' \t', anonymousId: 'a' }, { userId: undefined }],
    ['track', { event: 'A', userId: null, anonymousId: 'a' }, { userId: undefined }],
    ['page', { userId: 'u', groupId: 7, previousId: '' }, { groupId: '7', previousId: undefined }],
    ['alias', { userId: 1, previousId: 2 }, { userId: '1', previousId: '2' }],
    ['alias', { userId: 'u', anonymousId: 4 }, { anonymousId: '4', previousId: '4' }],
    ['alias', { userId: 'u', anonymousId: 'a', previousId: '' }, { previousId: 'a' }],
    ['alias', { userId: 'u', anonymousId: 'a', previousId: 'p' }, {}],
    ['identify', { userId: 'u', context: { traits: { email: 'a@b.co' } } }, { traits: { email: 'a@b.co' } }],
    ['identify', { traits: null, context: { traits: { email: 'a@b.co' } } }, { traits: { email: 'a@b.co' } }],
    ['identify', { userId: 'u', traits: {}, context: { traits: { email: 'a@b.co' } } }, {}],
    ['identify', { userId: 'u', context: { traits: 'x' } }, { traits: {} }],
    ['group', { groupId: 'g', context: { traits: { email: 'a@b.co' } } }, {}],
    ['page', { userId: 9007199254740991 }, { userId: '9007199254740991' }],
    ['page', { userId: 5.5 }, { userId: '5.5' }],
    ['page', { userId: '12345678901234567' }, {}],
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

  it('takes the type from the endpoint', () => {
    expect(event({ ...base, userId: 'u' }, { type: 'identify' })).toMatchObject({ type: 'identify' })
    expect(event({ ...base, userId: 'u', type: 'page' }, { type: 'identify' })).toMatchObject({ type: 'page' })
  })
})

describe('timestamp', () => {
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
    [{ originalTimestamp, sentAt }, '2024-01-01T00:00:00.000Z'],
    [{ originalTimestamp, receivedAt }, '2024-01-01T00:00:00.000Z'],
    [{ originalTimestamp }, '2024-01-01T00:00:00.000Z'],
    [{ timestamp: originalTimestamp, sentAt, receivedAt }, '2024-01-01T01:00:00.000Z'],
    [{ timestamp: originalTimestamp, sentAt }, '2024-01-01T00:00:00.000Z'],
    [{ timestamp: originalTimestamp, receivedAt }, '2024-01-01T00:00:00.000Z'],
    [{ sentAt, receivedAt }, '2024-01-01T01:00:10.000Z'],
    [{ sentAt }, '2024-01-01T00:00:10.000Z'],
    [{ receivedAt }, '2024-01-01T01:00:10.000Z'],
    [{}, undefined],
    // A clock that is a year behind, and one that is a day ahead.
    [
      { timestamp: '2025-03-01T08:00:00Z', sentAt: '2025-03-01T08:00:02Z', receivedAt: '2026-03-02T09:14:05.120Z' },
      '2026-03-02T09:14:03.120Z',
    ],
    [
      { timestamp: '2024-01-02T00:00:00Z', sentAt: '2024-01-02T00:00:01Z', receivedAt: '2024-01-01T00:00:01Z' },
      '2024-01-01T00:00:00.000Z',
    ],
    // An event that waited on the device overnight.
    [
      { timestamp: '2024-01-01T20:00:00Z', sentAt: '2024-01-02T08:00:00Z', receivedAt: '2024-01-02T08:00:00.300Z' },
      '2024-01-01T20:00:00.300Z',
    ],
  ])('%j', (times, expected) => {
    const happened = event({ type: 'page', userId: 'u', messageId: 'm', ...times })
    expect(happened.timestamp).toBe(expected)
    expect(event(happened)).toEqual(happened)
  })

  it('a corrected call keeps the time of the device', () => {
    const call = { type: 'page', userId: 'u', messageId: 'm', timestamp: originalTimestamp, sentAt, receivedAt }
    expect(event(call).originalTimestamp).toBe('2024-01-01T00:00:00.000Z')
  })

  it.each<[unknown, string]>([
    [1709204400, '2024-02-29T11:00:00.000Z'],
    [1709204400123, '2024-02-29T11:00:00.123Z'],
    ['1709204400', '2024-02-29T11:00:00.000Z'],
    ['1709204400123', '2024-02-29T11:00:00.123Z'],
    ['20240229T110000Z', '2024-02-29T11:00:00.000Z'],
    ['Thu, 29 Feb 2024 11:00:00 GMT', '2024-02-29T11:00:00.000Z'],
    ['2024-02-29 11:00:00 UTC', '2024-02-29T11:00:00.000Z'],
    [new Date('2024-02-29T11:00:00Z'), '2024-02-29T11:00:00.000Z'],
  ])('parses the time %s', (time, expected) => {
    for (const key of ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt']) {
      expect(event({ type: 'page', userId: 'u', [key]: time })).toMatchObject({ [key]: expected, timestamp: expected })
    }
    expect(event({ type: 'page', userId: 'u' }, { receivedAt: time as string }).receivedAt).toBe(expected)
    const [inBatch] = normalize({ batch: [{ type: 'page', userId: 'u' }], sentAt: time }).events
    expect(inBatch!.sentAt).toBe(expected)
  })

  const warned = (raw: unknown, options?: NormalizeOptions) => {
    const { events, diagnostics } = normalize(raw, options)
    expect(events).toHaveLength(1)
    return { event: events[0]!, found: diagnostics.map(({ code, severity, at }) => [code, severity, at]) }
  }

  it.each(['garbage', true, {}, [], 1e300])('warns about the time %j if another one is readable', time => {
    const good = '2024-01-01T00:00:00.000Z'
    for (const key of ['originalTimestamp', 'sentAt', 'receivedAt']) {
      const { event, found } = warned({ type: 'page', userId: 'u', timestamp: good, [key]: time })
      expect(found).toEqual([['CM314', 'warning', `/${key}`]])
      expect(event.timestamp).toBe(good)
      expect(event).not.toHaveProperty(key)
      const other = warned({ type: 'page', userId: 'u', timestamp: time, [key]: good })
      expect(other.found).toEqual([['CM314', 'warning', '/timestamp']])
      expect(other.event.timestamp).toBe(good)
    }
    expect(normalize({ type: 'page', userId: 'u', timestamp: time }).events).toEqual([])
    expect(normalize({ type: 'page', userId: 'u', timestamp: time }).diagnostics).toMatchObject([{ code: 'CM313' }])
    const asked = warned({ type: 'page', userId: 'u', receivedAt: time }, { receivedAt: good })
    expect(asked.event.receivedAt).toBe(good)
    const call = { type: 'page', userId: 'u', timestamp: good }
    expect(warned({ batch: [call], sentAt: time }).found).toEqual([['CM314', 'warning', '/sentAt']])
    expect(warned({ batch: [{ ...call, sentAt: time }], sentAt: good }).event.sentAt).toBe(good)
    expect(warned(call, { receivedAt: time as string }).found).toEqual([['CM314', 'warning', '/receivedAt']])
  })

  it('takes receivedAt from the options', () => {
    const call = { type: 'page', userId: 'u', messageId: 'm', originalTimestamp, sentAt }
    expect(event(call, { receivedAt })).toMatchObject({
      receivedAt: '2024-01-01T01:00:10.000Z',
      timestamp: '2024-01-01T01:00:00.000Z',
    })
  })
})

describe('message ID from the content', () => {
  const call = { type: 'track', event: 'A', userId: 'u', properties: { a: [1, { b: 'é' }], c: null } }
  const id = event(call).messageId

  it('has 32 hexadecimal digits', () => expect(id).toMatch(/^[0-9a-f]{32}$/))

  it.each([
    ['other order', { properties: { c: null, a: [1, { b: 'é' }] }, userId: 'u', event: 'A', type: 'track' }],
    ['an empty id', { ...call, messageId: '' }],
  ])('stays the same for %s', (_, other) => expect(event(other).messageId).toBe(id))

  it.each([
    ['another event', { ...call, event: 'B' }],
    ['another list', { ...call, properties: { a: [{ b: 'é' }, 1], c: null } }],
    ['another time', { ...call, timestamp: '2024-01-01' }],
    ['sent later', { ...call, sentAt: '2024-01-01' }],
    ['received later', { ...call, receivedAt: '2024-01-01' }],
    ['a number for a string', { ...call, properties: { a: ['1', { b: 'é' }], c: null } }],
  ])('differs for %s', (_, other) => expect(event(other).messageId).not.toBe(id))

  it('depends on the place in the body and in the input', () => {
    const bodies = [{ batch: [call, call] }, { batch: [call, call] }]
    const read = () => bodies.flatMap((body, index) => normalize(body, { index }).events.map(event => event.messageId))
    const found = [...read(), event(call, { index: 0 }).messageId, event(call, { index: 1 }).messageId, id]
    expect(new Set(found).size).toBe(found.length)
    expect(read()).toEqual(found.slice(0, 4))
    expect(normalize({ batch: [call, call] }).events.map(event => event.messageId)).not.toEqual([id, id])
  })

  it('is not derived if the source has sent one', () => {
    const batch = [{ ...call, messageId: 'm' }]
    expect(normalize({ batch }, { index: 5 }).events[0]!.messageId).toBe('m')
  })
})

describe('refused calls', () => {
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
    [{ type: 'page', userId: '  ' }, [['CM312', '', '`page` calls need `userId` or `anonymousId`']]],
    [{ type: 'page', userId: '' }, [['CM312', '', '`page` calls need `userId` or `anonymousId`']]],
    [{ type: 'screen', groupId: 'g' }, [['CM312', '', '`screen` calls need `userId` or `anonymousId`']]],
    [{ type: 'group', userId: 'u' }, [['CM312', '', '`group` calls need `groupId`']]],
    [{ type: 'track', userId: 'u', event: null }, [['CM312', '', '`track` calls need `event`']]],
    [{ ...named, event: '' }, [['CM313', '/event', '`event` is empty, expected a string']]],
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
    [
      { ...named, timestamp: '2023-02-29' },
      [['CM313', '/timestamp', '`timestamp` is "2023-02-29", expected an ISO 8601 time']],
    ],
    ...['userId', 'anonymousId', 'groupId', 'previousId', 'messageId'].map(
      (key): [unknown, [string, string, string][]] => [
        JSON.parse(`{ "type": "track", "event": "A", "userId": "u", "${key}": 12345678901234567 }`),
        [
          [
            'CM313',
            `/${key}`,
            `\`${key}\` is 12345678901234568, a number with more digits than JavaScript keeps, expected string`,
          ],
        ],
      ],
    ),
    [
      JSON.parse('{ "type": "page", "userId": 1e400 }'),
      [['CM313', '/userId', '`userId` is Infinity, expected string']],
    ],
    [{ type: 'page', userId: Number.NaN }, [['CM313', '/userId', '`userId` is NaN, expected string']]],
    [{ type: 'page', userId: 0.1 + 0.2 }, [['CM313', '/userId', expect.stringContaining('more digits') as never]]],
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

  it('gives one event or diagnostic for each call', () => {
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
        originalTimestamp: times.sentAt,
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

  it('may be empty', () => expect(normalize({ batch: [] })).toEqual({ events: [], diagnostics: [] }))

  it('reports an invalid shared part once', () => {
    const call = { type: 'page', userId: 'a' }
    const { events, diagnostics } = normalize({ batch: [call, call], context: 'x' })
    expect(events).toHaveLength(2)
    expect(diagnostics).toMatchObject([{ code: 'CM313', at: '/context' }])
  })

  it('is not a batch if the endpoint takes one type', () => {
    expect(event({ userId: 'a', batch: [1] }, { type: 'page' })).toMatchObject({ type: 'page', batch: [1] })
  })
})

it('takes `__proto__` as an ordinary key', () => {
  const raw = JSON.parse(
    '{ "type": "page", "userId": "u", "__proto__": { "admin": true }, "context": { "__proto__": 1 } }',
  )
  const result = event({ batch: [raw], context: { a: 1 } })
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  expect(JSON.parse(JSON.stringify(result))).toMatchObject(raw)
  expect(Object.hasOwn(result.context!, '__proto__')).toBe(true)
})

describe('values that JSON lacks', () => {
  const call = { type: 'identify', userId: 'u' }
  const cycle: { [key: string]: unknown } = { a: [] }
  cycle.b = { cycle }
  const throws = {
    get n() {
      throw new Error('no')
    },
  }
  const wide = new Array(100).fill(0)
  const endless = (): object => ({
    wide,
    get more() {
      return endless()
    },
  })
  let doubled: object = { a: 1 }
  for (let i = 0; i < 40; i++) doubled = { l: doubled, r: doubled }

  it.each<[string, unknown, [code: string, at: string, message: string]]>([
    [
      'a bigint',
      { ...call, traits: { n: 5n } },
      ['CM313', '/traits/n', '`traits.n` is of the type bigint, which JSON does not have'],
    ],
    [
      'a bigint as ID',
      { ...call, userId: 5n },
      ['CM313', '/userId', '`userId` is of the type bigint, which JSON does not have'],
    ],
    [
      'a function',
      { ...call, traits: [() => 1] },
      ['CM313', '/traits/0', expect.stringContaining('is of the type function,') as never],
    ],
    [
      'a symbol',
      { ...call, x: Symbol('s') },
      ['CM313', '/x', expect.stringContaining('is of the type symbol,') as never],
    ],
    [
      'a Map',
      { ...call, traits: new Map() },
      ['CM313', '/traits', expect.stringContaining('of the type Map,') as never],
    ],
    [
      'an invalid Date',
      { ...call, x: new Date(Number.NaN) },
      ['CM313', '/x', expect.stringContaining('of the type invalid Date,') as never],
    ],
    [
      'a cycle',
      { ...call, traits: cycle },
      ['CM313', '/traits/b/cycle', expect.stringContaining('is an object inside itself') as never],
    ],
    [
      'too many references to one object',
      { ...call, traits: doubled },
      ['CM313', expect.any(String) as never, expect.stringContaining('has more than a million values') as never],
    ],
    [
      'an endless object',
      { ...call, traits: endless() },
      ['CM313', expect.any(String) as never, expect.stringContaining('has more than a million values') as never],
    ],
    [
      'a huge array of holes',
      { ...call, traits: { a: new Array(2e9) } },
      ['CM313', expect.any(String) as never, expect.stringContaining('more than') as never],
    ],
    [
      'a getter that throws',
      { ...call, traits: throws },
      ['CM311', '', 'a call cannot be read: a property of it throws an error'],
    ],
    ['a call that is a function', () => call, ['CM311', '', 'a call is an object, but it is a function']],
  ])('%s', (_, raw, expected) => {
    expect(problems(raw)).toEqual([expected])
    const good = { ...call, messageId: 'm' }
    const { events, diagnostics } = normalize({ batch: [raw, good], context: { a: 1 } })
    expect(events).toHaveLength(1)
    expect(diagnostics).toMatchObject([{ code: expected[0] }])
  })

  it('are reported once for a batch', () => {
    const { events, diagnostics } = normalize({ batch: [call, call], context: { n: 5n }, sentAt: 5n })
    expect(events).toHaveLength(2)
    expect(diagnostics).toMatchObject([
      { code: 'CM314', at: '/sentAt' },
      { code: 'CM313', at: '/context/n' },
    ])
  })

  it('are a million, those of shared parts at each of their places', () => {
    let reads = 0
    const growing = (): object => ({
      wide,
      get more() {
        reads++
        return growing()
      },
    })
    expect(problems({ ...call, traits: growing() })).toMatchObject([['CM313', expect.any(String), expect.any(String)]])
    expect(reads).toBeLessThan(10_000)
  })

  it('refuses an endless batch', () => {
    expect(problems({ batch: new Array(4e9) })).toMatchObject([['CM313', '/batch', expect.any(String)]])
  })

  it('refuses a batch of more calls than anyone sends', () => {
    const { events, diagnostics } = normalize({ batch: new Array(100_001).fill(0) })
    expect(events).toEqual([])
    expect(diagnostics).toMatchObject([{ code: 'CM313', at: '/batch' }])
  })

  it.each([
    ['long', { text: 'x'.repeat(50_000) }],
    ['wide', Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))],
  ])('refuses a batch that multiplies a %s context by its calls', (_, context) => {
    const calls = (length: number) => Array.from({ length }, () => ({ ...call, context: { own: 1 } }))
    expect(normalize({ batch: calls(10), context }).events).toHaveLength(10)
    const { events, diagnostics } = normalize({ batch: calls(1000), context })
    expect(events).toEqual([])
    expect(diagnostics).toMatchObject([{ code: 'CM313', at: '/batch', severity: 'error' }])
  })

  it('reads a Date as its time and undefined as absent, and allows shared parts', () => {
    const when = new Date('2024-01-01T00:00:00Z')
    const part = { when }
    const { traits } = event({
      ...call,
      timestamp: when,
      traits: { a: part, b: [part, undefined], c: undefined },
    }) as never
    expect(traits).toEqual({ a: { when: when.toISOString() }, b: [{ when: when.toISOString() }, null] })
  })

  it('refuses a revoked proxy', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(problems(proxy)).toMatchObject([['CM311', '', expect.any(String)]])
    expect(problems({ batch: [proxy] })).toMatchObject([['CM311', '/batch/0', expect.any(String)]])
  })
})

it('takes calls of any depth and size', () => {
  let deep: object = {}
  for (let i = 0; i < 10_000; i++) deep = i % 2 ? [deep] : { deep }
  const raw = { type: 'track', event: 'A', userId: 'u', properties: { deep }, context: deep, text: 'x'.repeat(5e6) }
  expect(event({ ...raw, context: { deep } }).messageId).toMatch(/^[0-9a-f]{32}$/)
})
