import { describe, expect, test } from 'vitest'
import { compile } from '../../src/index.ts'
import {
  account,
  anonymous,
  base,
  call,
  known,
  original,
  propertiesOf,
  requestsOf,
  simplified,
  uuid4,
  verdictOf,
} from './mixpanel.ts'
import { type Body, bundled, definitionOf, send } from './sent.ts'

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]))

describe('differences from the published destination', () => {
  const track = { type: 'track', event: 'E', properties: {} }

  describe('M-a: the two identity systems', () => {
    test.for<[event: object, ids: object]>([
      [base, { distinct_id: 'u1', $user_id: 'u1', $device_id: uuid4 }],
      [known, { distinct_id: 'u1', $user_id: 'u1' }],
      [anonymous, { $device_id: uuid4 }],
    ])('events carry the ids that are known (%#)', ([who, ids]) => {
      for (const destination of [simplified, original])
        expect(propertiesOf({ ...who, ...track }, destination)).toMatchObject(ids)
    })

    test('an anonymous profile', () => {
      const event = { ...anonymous, type: 'identify', traits: { a: 1 } }
      expect(requestsOf(event).map(({ body }) => body.$distinct_id)).toEqual([`$device:${uuid4}`])
      expect(requestsOf(event, original).map(({ body }) => body.$distinct_id)).toEqual([uuid4])
    })

    test.for<[ids: object, sends: boolean]>([
      [{ userId: 'u1', anonymousId: uuid4 }, true],
      [{ userId: 'u1', anonymousId: uuid4.toUpperCase() }, true],
      [{ userId: 'u1', anonymousId: '7d1f0c7e-52a4-1c1b-8f6d-0b9f3a6e4d21' }, false],
      [{ userId: 'u1', anonymousId: 'a1' }, false],
      [{ userId: 'u1' }, false],
      [{ anonymousId: uuid4 }, false],
      [{ userId: 'undefined', anonymousId: uuid4 }, false],
    ])('original ties %o: %s', ([ids, sends]) => {
      const event = { ...ids, type: 'identify', traits: { a: 1 } }
      const ties = (destination: typeof original) =>
        requestsOf(event, destination).some(({ body }) => body.event === '$identify')
      expect([ties(original), ties(simplified)]).toEqual([sends, false])
    })

    test('simplified has no alias, which is no failure', () => {
      const alias = { ...known, type: 'alias', previousId: 'u0' }
      expect(simplified.map(alias)).toEqual({ actions: [], failures: [] })
      expect(verdictOf(simplified, alias)).toEqual(['skipped', expect.stringContaining('simplified identity')])
    })

    const tying = bundled('mixpanel', { ...account, tieOnIdentify: true })
    const pathsOf = (destination: typeof original, event: object) =>
      requestsOf(event, destination).map(({ url }) => new URL(url).pathname)

    test.for<[ids: object, traits: object | undefined, paths: string[]]>([
      [base, undefined, ['/import']],
      [base, {}, ['/import']],
      [base, { a: 1 }, ['/engage', '/import']],
      [known, { a: 1 }, ['/engage']],
      [anonymous, { a: 1 }, ['/engage']],
    ])('with tieOnIdentify, %o with traits %o is sent to %o', ([ids, traits, paths]) => {
      expect(pathsOf(tying, { ...ids, type: 'identify', traits })).toEqual(paths)
    })

    test('the event that ties is an ordinary one with both ids', () => {
      const [{ event, properties }] = requestsOf({ ...base, type: 'identify' }, tying)[0]!.body
      expect(event).toBe('User Identified')
      expect(properties).toMatchObject({
        $device_id: uuid4,
        $user_id: 'u1',
        distinct_id: 'u1',
        $insert_id: base.messageId,
        time: Date.parse(base.timestamp),
      })
    })

    test('original identity has its own event, whatever tieOnIdentify says', () => {
      const both = bundled('mixpanel', { ...account, identityMode: 'original', tieOnIdentify: true })
      expect(pathsOf(both, { ...base, type: 'identify' })).toEqual(['/track'])
    })

    test.for<[destination: typeof original, ids: object, reason: string]>([
      [simplified, base, 'tieOnIdentify'],
      [simplified, known, 'no second ID'],
      [tying, anonymous, 'no second ID'],
      [tying, { ...base, anonymousId: 'null' }, 'no second ID'],
      [original, known, 'no second ID'],
      [original, { ...base, anonymousId: 'a1' }, 'UUIDv4'],
    ])('an identify that sets and ties nothing is skipped (%#)', ([destination, ids, reason]) => {
      for (const traits of [{}, undefined]) {
        const identify = { ...ids, type: 'identify', traits }
        expect(destination.map(identify)).toEqual({ actions: [], failures: [] })
        expect(verdictOf(destination, identify)).toEqual(['skipped', expect.stringContaining(reason)])
      }
    })
  })

  describe('M-b: insert ids', () => {
    const insertIds = (messageId: unknown, products: object[] = []) =>
      requestsOf({
        ...known,
        messageId,
        type: 'track',
        event: 'Order Completed',
        properties: { products },
      })[0]!.body.map(({ properties }: Body) => properties.$insert_id)

    test.for([
      [base.messageId, base.messageId],
      ['m-1', 'm-1'],
      ['node-next-1700000000000-c0e5cae6-6f04-46e4-97a8-25076e8bdc0b', '4752fe9d501a0dba9f349b9bbe3646d33d1e'],
    ])('%s becomes %s', ([messageId, insertId]) => {
      expect(insertIds(messageId)).toEqual([insertId])
    })

    test.for([
      ['evt_1:1', 'evt_11'],
      ['evt_1:1', 'evt11'],
      ['ajs-next-0123456789abcdef0123456789abcdef', 'ext-0123456789abcdef0123456789abcdef'],
      [`a${'x'.repeat(36)}`, `b${'x'.repeat(36)}`],
      [`a${'-'.repeat(35)}`, `b${'-'.repeat(35)}`],
      ['é', 'è'],
    ])('%s and %s never meet', messageIds => {
      const ids = messageIds.flatMap(messageId => insertIds(messageId, [{}, {}]))
      expect(new Set(ids).size).toBe(6)
      for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9-]{1,36}$/)
    })

    test.for([
      undefined,
      '',
      '___',
      'null',
      'undefined',
      base.messageId,
      '0',
      '022bb90c-bbac-11e4-8dfc-aa07a5b093db',
      '00000000000000000000000000000000000000000',
    ])('they are valid and differ from item to item (%s)', messageId => {
      const ids = insertIds(
        messageId,
        Array.from({ length: 120 }, () => ({ sku: 's' })),
      )
      for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9-]{1,36}$/)
      expect(new Set(ids).size).toBe(121)
      expect(
        insertIds(
          messageId,
          Array.from({ length: 120 }, () => ({ sku: 's' })),
        ),
      ).toEqual(ids)
    })

    test.for([undefined, 'soon', 'May 1, 2026'])(
      'an event of the time %s is a failure, not an event of now',
      timestamp => {
        expect(send(simplified, { ...known, ...track, timestamp })).toMatchObject([
          { error: expect.stringMatching(/no time|date-like/) },
        ])
      },
    )
  })

  test('M-c: properties never override what identifies an event', () => {
    const properties = {
      token: 'x',
      distinct_id: 'x',
      $device_id: 'x',
      $user_id: 'x',
      $insert_id: 'x',
      time: 1,
      ip: 'x',
      $source: 'x',
      $city: 'Oslo',
    }
    const clean = propertiesOf({ ...base, ...track })
    expect(propertiesOf({ ...base, ...track, properties })).toEqual({ ...clean, $city: 'Oslo' })
  })

  test.for([
    'Device Created or Updated',
    'Device Deleted',
    'Report Delivery Event',
    'Report Content Event',
    'User Deleted',
    'User Suppressed',
    'User Unsuppressed',
    'Object Deleted',
    'Relationship Deleted',
  ])('M-d: %s sends nothing', event => {
    expect(simplified.map({ ...base, type: 'track', event })).toEqual({ actions: [], failures: [] })
  })

  describe('M-e', () => {
    test.for([
      [{ type: 'page', name: 'Home' }, 'Viewed Home'],
      [{ type: 'page' }, 'Viewed'],
      [{ type: 'page', name: '' }, 'Viewed'],
      [{ type: 'screen', name: null }, 'Viewed'],
    ] as const)('%o is %s', ([event, name]) => {
      expect(requestsOf({ ...known, ...event })[0]!.body[0].event).toBe(name)
    })

    test('a group without traits is an update with no properties', () => {
      expect(requestsOf({ ...known, type: 'group', groupId: 'g' })[0]!.body.$set).toEqual({})
    })

    test.for(['undefined', 'null', 'None', '0', '-1', 'true', '[]', '00000000-0000-0000-0000-000000000000'])(
      '%s is no id',
      id => {
        const event = propertiesOf({ ...base, userId: id, ...track })
        expect(event).toMatchObject({ distinct_id: uuid4, $device_id: uuid4 })
        expect(event).not.toHaveProperty('$user_id')
        const nobody = propertiesOf({ ...base, userId: id, anonymousId: id, ...track })
        expect(nobody.distinct_id).toBe('')
        for (const key of ['$user_id', '$device_id', 'id']) expect(nobody).not.toHaveProperty(key)
        expect(send(simplified, { type: 'identify', userId: id, traits: { a: 1 } })).toMatchObject([
          { error: expect.stringContaining('identifies nobody') },
        ])
        expect(send(original, { type: 'alias', userId: 'u', previousId: id })).toMatchObject([
          { error: expect.stringContaining('two IDs') },
        ])
      },
    )
  })

  test.for<[event: object, destination: typeof original, distinctId: string | undefined]>([
    [known, simplified, 'u1'],
    [base, original, 'u1'],
    [anonymous, simplified, `$device:${uuid4}`],
    [anonymous, original, uuid4],
    [{ ...base, userId: 'null' }, original, uuid4],
    [call, simplified, undefined],
  ])('M-g: a group call associates the person with the group (%#)', ([who, destination, distinctId]) => {
    const [group, profile] = requestsOf({ ...who, type: 'group', groupId: 'acme', traits: { size: 3 } }, destination)
    expect(group!.body).toMatchObject({ $group_key: '$group_id', $group_id: 'acme', $set: { size: 3 } })
    const set = { $token: 'token-1', $distinct_id: distinctId, $ip: 0, $set: { $group_id: ['acme'] } }
    expect(profile?.body).toEqual(distinctId && set)
  })

  test('M-g: the association has the group key of the mapping', () => {
    const subscriptions = [{ action: 'groupIdentifyUser', trigger: 'type = "group"', overrides: { group_key: 'team' } }]
    const destination = compile(definitionOf('mixpanel'), { settings: account, subscriptions })
    const sets = (traits: object) =>
      requestsOf({ ...known, type: 'group', groupId: 'g', traits }, destination)[1]!.body.$set
    expect(sets({})).toEqual({ team: ['g'] })
    expect(sets({ team: 't' })).toEqual({ team: ['t'] })
  })

  describe('M-h: nobody is located at the place of a server', () => {
    const ips = (event: object, destination = simplified) =>
      requestsOf(event, destination).map(({ body }) => (Array.isArray(body) ? body[0].properties.ip : body.$ip))
    const increments = compile(definitionOf('mixpanel'), {
      settings: account,
      subscriptions: [{ action: 'incrementProperties', trigger: 'type = "track"' }],
    })
    const increment = { ...known, type: 'track', event: 'E', properties: { increment: { a: 1 } } }
    test.for<[event: object, without: unknown[], withIp: unknown[], destination?: typeof original]>([
      [{ ...known, ...track }, [0], ['1.2.3.4']],
      [{ ...known, type: 'identify', traits: { a: 1 } }, [0], ['1.2.3.4']],
      [{ ...known, type: 'group', groupId: 'g' }, [0, 0], [0, '1.2.3.4']],
      [increment, [0], ['1.2.3.4'], increments],
    ])('%o', ([event, without, withIp, destination]) => {
      expect(ips(event, destination)).toEqual(without)
      expect(ips({ ...event, context: { ip: '1.2.3.4' } }, destination)).toEqual(withIp)
    })
  })

  test.for<[call: object, set: object]>([
    [
      { email: 'a@b.co', created_at: 5 },
      { $email: 'a@b.co', $created: 5, plan: 'x' },
    ],
    [
      { email: 'a@b.co', createdAt: 5, traits: { email: 'c@d.co' } },
      { $email: 'c@d.co', $created: 5 },
    ],
    [
      { created_at: 5, traits: { email: null, createdAt: 4 } },
      { $email: null, $created: 4 },
    ],
    [{ email: 'a@b.co', traits: {} }, { $email: 'a@b.co' }],
  ])('M-i: %o at the top of an identify is used where the traits have none', ([call, set]) => {
    expect(requestsOf({ ...known, type: 'identify', traits: { plan: 'x' }, ...call })[0]!.body.$set).toEqual(set)
  })

  const nested = { a: { b: { c: { d: 1 } } } }
  test.for<[event: object, warnings: string[]]>([
    [{ ...track, ...base }, []],
    [{ ...track, ...base, event: '$merge' }, ['reserves the event names']],
    [{ ...track, ...base, event: 'e'.repeat(256) }, ['name has more than 255']],
    [{ ...track, ...base, properties: many(230) }, []],
    [{ ...track, ...base, properties: many(255) }, ['255 properties']],
    [{ ...track, ...base, properties: { ['k'.repeat(256)]: 1 } }, ['name of a property']],
    [{ ...track, ...base, properties: { v: 'v'.repeat(256) } }, ['value of a property']],
    [{ ...track, ...base, properties: { list: Array(255).fill(1) } }, ['255 elements']],
    [{ ...track, ...base, properties: { in: { in: many(255) } } }, ['255 elements']],
    [{ ...track, ...base, properties: nested }, []],
    [{ ...track, ...base, properties: { nested } }, ['nested']],
    [{ ...track, ...base, properties: { $ignore: true } }, ['`$ignore`']],
    [{ ...track, ...base, timestamp: '1970-12-31T23:59:59Z' }, ['before 1971']],
    [{ ...track, ...call, groupId: 'g' }, ['of no user']],
    [{ ...track, ...base, userId: 'null', anonymousId: 'undefined' }, ['of no user']],
    [{ ...base, type: 'identify', traits: many(2001) }, ['2,000']],
    [{ ...base, type: 'identify', traits: { ['k'.repeat(256)]: 1 } }, ['name of a user property']],
  ])('M-j: explain warns of what Mixpanel cuts, drops or refuses (%#)', ([event, warnings]) => {
    const sent = simplified.explain(event).verdicts.find(({ verdict }) => verdict === 'sent')
    expect(sent!.warnings ?? []).toEqual(warnings.map(text => expect.stringContaining(text)))
  })

  test('M-f: an alias is sent by default in original mode', () => {
    expect(
      send(original, { ...known, type: 'alias', previousId: 'u0' }).map(({ action, error }) => [action, error]),
    ).toEqual([['alias', undefined]])
  })
})
