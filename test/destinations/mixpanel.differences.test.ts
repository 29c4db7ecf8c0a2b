import { describe, expect, test } from 'vitest'
import { account, base, known, original, propertiesOf, requestsOf, simplified, uuid4 } from './mixpanel.ts'
import { type Body, bundled, send } from './sent.ts'

describe('differences from the published destination', () => {
  const track = { type: 'track', event: 'E', properties: {} }

  describe('M-b: insert IDs', () => {
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
    ])('%s and %s have different insert IDs', messageIds => {
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
    ])('are valid and different for each item (%s)', messageId => {
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
          { error: expect.stringMatching(/no valid time|date-like/) },
        ])
      },
    )
  })

  test('M-c: properties never override identifying properties', () => {
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
  ])('M-d: %s is not sent', event => {
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
        const nobody = { ...base, userId: id, anonymousId: id, ...track }
        // The engine skips calls about nobody. Mixpanel alone refuses two more IDs.
        const refused = ['0', '-1'].includes(id) ? [{ error: expect.stringContaining('identifies nobody') }] : []
        expect(send(simplified, nobody)).toMatchObject(refused)
        expect(send(simplified, { ...nobody, context: { groupId: id } })).toMatchObject([
          { error: expect.stringContaining('identifies nobody') },
        ])
        const group = propertiesOf({ ...nobody, context: { groupId: 'g' } })
        expect(group).toMatchObject({ distinct_id: '', $group_id: 'g' })
        for (const key of ['$user_id', '$device_id', 'id']) expect(group).not.toHaveProperty(key)
        expect(send(simplified, { type: 'identify', userId: id, traits: { a: 1 } })).toMatchObject(refused)
        const alias = ['0', '-1'].includes(id) ? [{ error: expect.stringContaining('two IDs') }] : []
        expect(send(original, { type: 'alias', userId: 'u', previousId: id })).toMatchObject(alias)
      },
    )
  })

  describe('M-h: without an IP address, nobody gets the location of the server', () => {
    const ips = (event: object, destination = simplified) =>
      requestsOf(event, destination).map(({ body }) => (Array.isArray(body) ? body[0].properties.ip : body.$ip))
    const increments = bundled('mixpanel', account, [{ action: 'incrementProperties', trigger: 'type = "track"' }])
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
  ])('M-i: %o at the top of an identify is used if the traits have none', ([call, set]) => {
    expect(requestsOf({ ...known, type: 'identify', traits: { plan: 'x' }, ...call })[0]!.body.$set).toEqual(set)
  })

  test('M-f: an alias is sent by default in original mode', () => {
    expect(
      send(original, { ...known, type: 'alias', previousId: 'u0' }).map(({ action, error }) => [action, error]),
    ).toEqual([['alias', undefined]])
  })
})
