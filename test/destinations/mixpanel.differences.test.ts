import { describe, expect, test } from 'vitest'
import { anonymous, base, known, original, propertiesOf, requestsOf, simplified, uuid4 } from './mixpanel.ts'
import { type Body, send } from './sent.ts'

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

    test('simplified has no alias', () => {
      expect(send(simplified, { ...known, type: 'alias', previousId: 'u0' })).toEqual([
        { subscription: 'Alias', action: 'alias', error: expect.stringContaining('simplified identity') },
      ])
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
      ['node-next-1700000000000-c0e5cae6-6f04-46e4-97a8-25076e8bdc0b', base.messageId],
      ['ajs-next-0123456789abcdef0123456789abcdef', 'ext-0123456789abcdef0123456789abcdef'],
      ['a_b.c:d/é', 'abcd'],
    ])('%s becomes %s', ([messageId, insertId]) => {
      expect(insertIds(messageId)).toEqual([insertId])
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

  test('M-f: an alias is sent by default in original mode', () => {
    expect(
      send(original, { ...known, type: 'alias', previousId: 'u0' }).map(({ action, error }) => [action, error]),
    ).toEqual([['alias', undefined]])
  })
})
