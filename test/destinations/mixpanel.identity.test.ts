import { describe, expect, test } from 'vitest'
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
import { bundled } from './sent.ts'

describe('differences from the published destination: identity', () => {
  const track = { type: 'track', event: 'E', properties: {} }

  describe('M-a: the two identity systems', () => {
    test.for<[event: object, ids: object]>([
      [base, { distinct_id: 'u1', $user_id: 'u1', $device_id: uuid4 }],
      [known, { distinct_id: 'u1', $user_id: 'u1' }],
      [anonymous, { $device_id: uuid4 }],
    ])('events have the known IDs (%#)', ([who, ids]) => {
      for (const destination of [simplified, original])
        expect(propertiesOf({ ...who, ...track }, destination)).toMatchObject(ids)
    })

    test('an anonymous profile has its own ID in each system', () => {
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
      [{ userId: uuid4, anonymousId: uuid4 }, false],
      [{ userId: 'undefined', anonymousId: uuid4 }, false],
    ])('original identity links %o: %s', ([ids, sends]) => {
      const event = { ...ids, type: 'identify', traits: { a: 1 } }
      const ties = (destination: typeof original) =>
        requestsOf(event, destination).some(({ body }) => body.event === '$identify')
      expect([ties(original), ties(simplified)]).toEqual([sends, false])
    })

    test('simplified identity skips an alias without a failure', () => {
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

    test('tieOnIdentify sends an ordinary event with both IDs', () => {
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

    test('original identity ignores tieOnIdentify', () => {
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
    ])('an identify that neither sets a property nor links IDs is skipped (%#)', ([destination, ids, reason]) => {
      for (const traits of [{}, undefined]) {
        const identify = { ...ids, type: 'identify', traits }
        expect(destination.map(identify)).toEqual({ actions: [], failures: [] })
        expect(verdictOf(destination, identify)).toEqual(['skipped', expect.stringContaining(reason)])
      }
    })
  })

  test.for<[event: object, destination: typeof original, distinctId: string | undefined]>([
    [known, simplified, 'u1'],
    [base, original, 'u1'],
    [anonymous, simplified, `$device:${uuid4}`],
    [anonymous, original, uuid4],
    [{ ...base, userId: 'null' }, original, uuid4],
    [call, simplified, undefined],
  ])('M-g: a group call adds the person to the group (%#)', ([who, destination, distinctId]) => {
    const [group, profile] = requestsOf({ ...who, type: 'group', groupId: 'acme', traits: { size: 3 } }, destination)
    expect(group!.body).toMatchObject({ $group_key: '$group_id', $group_id: 'acme', $set: { size: 3 } })
    const set = { $token: 'token-1', $distinct_id: distinctId, $ip: 0, $set: { $group_id: ['acme'] } }
    expect(profile?.body).toEqual(distinctId && set)
  })

  test('M-g: uses the group key of the mapping', () => {
    const subscriptions = [{ action: 'groupIdentifyUser', trigger: 'type = "group"', overrides: { group_key: 'team' } }]
    const destination = bundled('mixpanel', account, subscriptions)
    const sets = (traits: object) =>
      requestsOf({ ...known, type: 'group', groupId: 'g', traits }, destination)[1]!.body.$set
    expect(sets({})).toEqual({ team: ['g'] })
    expect(sets({ team: 't' })).toEqual({ team: ['t'] })
  })
})

test('original identity warns of an identify that links nothing', () => {
  const identify = { type: 'identify', userId: 'u1', traits: { a: 1 } }
  const warningsOf = (anonymousId: string) =>
    original.explain({ ...identify, anonymousId }).verdicts.flatMap(({ warnings = [] }) => warnings)
  expect([warningsOf('a1'), warningsOf(uuid4)]).toEqual([[expect.stringContaining('no UUIDv4')], []])
})
