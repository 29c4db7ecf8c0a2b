import { describe, expect, test } from 'vitest'
import { type JourneyOptions, journey } from '../../src/api/analysis.ts'
import type { JsonObject } from '../../src/api/index.ts'
import { bundled } from '../destinations/sent.ts'
import { callsOf, columns, user, visitor } from './flows.ts'

const minute = 60
const visit = { type: 'track', event: 'Pricing Viewed', anonymousId: visitor }
const act = { type: 'track', event: 'Report Exported', userId: user }
const both = { ...act, anonymousId: visitor }
const identify = { type: 'identify', userId: user, anonymousId: visitor, traits: { plan: 'team' } }

function play(column: string, calls: readonly JsonObject[], options: JourneyOptions = { gap: 10 }) {
  const { slug, settings } = columns[column]!
  const [played] = journey([bundled(slug, settings)], callsOf(calls), options)
  return played!
}

/** Events by profile, without profiles that have none. */
function groups(column: string, calls: readonly JsonObject[], options?: JourneyOptions) {
  return play(column, calls, options).profiles.flatMap(({ events }) => (events.length > 0 ? [events] : []))
}

const customerio = 'Customer.io, 10 s apart'

describe('Customer.io', () => {
  test('events of a visitor wait for an identify, up to 30 days', () => {
    const played = play(customerio, [visit, act])
    expect(played.waiting).toEqual([{ call: 1, until: '2026-04-01T09:00:00.000Z' }])
    expect(groups(customerio, [visit, identify], { gap: 29 * 24 * 60 * minute })).toEqual([[1]])
    expect(groups(customerio, [visit, identify], { gap: 31 * 24 * 60 * minute })).toEqual([])
  })

  test('events of the next five minutes follow, and the reason is given for later ones', () => {
    const calls = [identify, visit, visit]
    const played = play(customerio, calls, { gap: 3 * minute })
    expect(played.profiles.map(({ events }) => events)).toEqual([[2]])
    expect(played.waiting.map(({ call }) => call)).toEqual([3])
    expect(played.notTied).toEqual([{ call: 3, because: expect.stringContaining('5 minutes after its tie are over') }])
  })

  test.each<[name: string, calls: readonly JsonObject[], reason: string]>([
    [
      'the primary is unknown',
      [
        { ...act, userId: 'u_old' },
        { type: 'alias', userId: user, previousId: 'u_old' },
      ],
      'primary',
    ],
    ['the secondary is anonymous', [visit, act, { type: 'alias', userId: user, previousId: visitor }], 'anonymous ID'],
    [
      'it is merged already',
      [act, { ...act, userId: 'u_old' }, ...[1, 2].map(() => ({ type: 'alias', userId: user, previousId: 'u_old' }))],
      'merged already',
    ],
    [
      'both are one person',
      [
        { ...identify, traits: { email: 'a@b.co' } },
        { type: 'alias', userId: user, previousId: 'a@b.co' },
      ],
      'one profile already',
    ],
  ])('a merge does nothing if %s', (_, calls, reason) => {
    expect(play(customerio, calls).notTied.at(-1)).toEqual({
      call: calls.length,
      because: expect.stringContaining(reason),
    })
  })

  test('a merge of two known people is a warning, and later events of the second are those of a new person', () => {
    const old = { ...act, userId: 'u_old' }
    const played = play(customerio, [act, old, { type: 'alias', userId: user, previousId: 'u_old' }, old])
    expect(played.profiles.map(({ ids, events }) => [ids.id, events])).toEqual([
      [[user], [1, 2]],
      [['u_old'], [4]],
    ])
    expect(played.warnings).toEqual([{ call: 3, message: expect.stringContaining('two known people') }])
    expect(played.ties).toMatchObject([{ from: 'u_old', to: user, moves: [2], later: false }])
  })

  test('an address of a person with another ID is not set', () => {
    const email = (userId: string) => ({ ...identify, userId, anonymousId: `a-${userId}`, traits: { email: 'a@b.co' } })
    const played = play(customerio, [email(user), email('u_other')])
    expect(played.profiles.map(({ ids }) => [ids.id, ids.email])).toEqual([
      [[user], ['a@b.co']],
      [['u_other'], undefined],
    ])
    expect(played.notTied).toEqual([{ call: 2, because: expect.stringContaining('belongs to another person') }])
  })

  test('a person with an address alone gets the ID, and stays one person', () => {
    const byEmail = { type: 'identify', userId: 'a@b.co', traits: { email: 'a@b.co' } }
    const played = play(customerio, [
      byEmail,
      { ...act, userId: 'a@b.co' },
      { ...identify, traits: { email: 'a@b.co' } },
    ])
    expect(played.profiles).toEqual([{ ids: { email: ['a@b.co'], id: [user], anonymous: [visitor] }, events: [2] }])
    expect(played.warnings).toEqual([])
  })

  test('names the fact that a second identify depends on', () => {
    const calls = [visit, identify, visit, identify]
    expect(play(customerio, calls, { gap: 6 * minute }).uncertain).toEqual([
      { call: 4, fact: expect.stringContaining('second identify') },
    ])
  })
})

describe('Mixpanel', () => {
  test('with simplified identity, an identify ties nothing, and the reason names the setting', () => {
    const { notTied } = play('Mixpanel simplified', [visit, identify])
    expect(notTied).toEqual([{ call: 2, because: expect.stringContaining('tieOnIdentify') }])
  })

  test('a second user of a device gets only events with the user ID', () => {
    const calls = [both, visit, { ...both, userId: 'u_other' }, visit]
    const played = play('Mixpanel simplified', calls)
    expect(played.profiles.map(({ ids, events }) => [ids.user, events])).toEqual([
      [[user], [1, 2, 4]],
      [['u_other'], [3]],
    ])
    expect(played.notTied).toEqual([{ call: 3, because: "the device is another user's already" }])
    expect(played.warnings).toEqual([{ call: 3, message: expect.stringContaining('a reset is missing') }])
  })

  test('properties of a visitor are lost at the tie', () => {
    const traits = { type: 'identify', anonymousId: visitor, traits: { plan: 'free' } }
    expect(play('Mixpanel simplified', [traits, both]).warnings).toEqual([
      { call: 2, message: expect.stringContaining('are lost') },
    ])
  })

  test('with original identity, only a UUIDv4 is tied', () => {
    const short = { ...identify, anonymousId: 'a-1' }
    const played = play('Mixpanel original', [{ ...visit, anonymousId: 'a-1' }, short])
    expect(played.notTied).toEqual([{ call: 2, because: expect.stringContaining('UUIDv4') }])
  })
})

describe.each(['Mixpanel original', 'PostHog'])('%s', column => {
  test('a merge of two known people is a warning', () => {
    const calls = [act, { ...act, userId: 'u_old' }, { type: 'alias', userId: user, previousId: 'u_old' }]
    expect(play(column, calls).warnings).toEqual([{ call: 3, message: expect.stringContaining('two known people') }])
    expect(play(column, [act, visit, { type: 'alias', userId: user, previousId: visitor }]).warnings).toEqual([])
  })
})

describe('Amplitude', () => {
  test('the last user of a device gets the later events, and earlier ones stay', () => {
    const calls = [visit, both, { ...both, userId: 'u_other' }, visit]
    expect(groups('Amplitude', calls)).toEqual([
      [1, 2],
      [3, 4],
    ])
  })
})

describe('Google Analytics 4', () => {
  test('a user ID that stands in for the client ties nothing', () => {
    expect(play('GA4', [act]).ties).toEqual([])
  })

  test('later events of the client stay with it, and the fact is named as uncertain', () => {
    const played = play('GA4', [visit, both, visit])
    expect(played.profiles.map(({ events }) => events)).toEqual([[1, 2], [3]])
    expect(played.uncertain).toHaveLength(1)
  })
})

describe('Klaviyo', () => {
  const withEmail = (email: string, userId = user) => ({ type: 'identify', userId, traits: { email } })
  const byEmail = (email: string) => ({
    type: 'track',
    event: 'Opened',
    anonymousId: `a-${email}`,
    context: { traits: { email } },
  })

  test('an identify gives the earlier and later events of the visitor to the user, which is uncertain', () => {
    const played = play('Klaviyo', [visit, identify, act, visit])
    expect(played.profiles.map(({ events }) => events)).toEqual([[1, 3, 4]])
    expect(played.uncertain.map(({ fact }) => fact)).toEqual([expect.stringContaining('`anonymous_id`')])
  })

  test('a new address takes the place of the earlier one', () => {
    const calls = [withEmail('a@b.co'), withEmail('c@d.co'), byEmail('a@b.co'), byEmail('c@d.co')]
    expect(play('Klaviyo', calls).profiles.map(({ ids, events }) => [ids.external_id, ids.email, events])).toEqual([
      [[user], ['c@d.co'], [4]],
      [undefined, ['a@b.co'], [3]],
    ])
  })

  test('a profile with an address alone gets the ID and the visitor', () => {
    const calls = [byEmail('a@b.co'), visit, { ...identify, traits: { email: 'a@b.co' } }]
    const { profiles, warnings } = play('Klaviyo', calls)
    expect(profiles.map(({ events }) => events)).toEqual([[1, 2]])
    expect(warnings).toEqual([])
  })

  test('an address of another profile does not move', () => {
    const played = play('Klaviyo', [withEmail('a@b.co'), withEmail('a@b.co', 'u_other')])
    expect(played.profiles.map(({ ids }) => [ids.external_id, ids.email])).toEqual([
      [[user], ['a@b.co']],
      [['u_other'], undefined],
    ])
    expect(played.notTied).toEqual([{ call: 2, because: 'the address belongs to another profile' }])
  })
})

describe('Braze', () => {
  test('without the setting, the visit is not sent and nothing ties, and both reasons name the setting', () => {
    const alias = { type: 'alias', userId: user, previousId: visitor }
    const email = { ...identify, traits: { email: 'ann@example.com' } }
    const { lost, notTied } = play('Braze', [visit, identify, email, alias])
    expect(lost).toEqual([{ call: 1, because: expect.stringContaining('`anonymousAliasLabel`') }])
    expect(notTied).toEqual(
      [2, 3, 4].map(call => ({ call, because: expect.stringContaining('`anonymousAliasLabel`') })),
    )
  })

  test.each([
    ['an identify', [visit, identify, act, visit], [[1, 3, 4]]],
    ['an alias', [act, visit, { type: 'alias', userId: user, previousId: visitor }], [[1, 2]]],
  ])('with the setting, %s ties', (_, calls, expected) => {
    expect(groups('Braze, `anonymousAliasLabel`', calls)).toEqual(expected)
  })

  test('an identify before the first visit finds no alias', () => {
    const played = play('Braze, `anonymousAliasLabel`', [identify, visit])
    expect(played.profiles.map(({ events }) => events)).toEqual([[], [2]])
    expect(played.notTied).toEqual([{ call: 1, because: 'no user has this alias' }])
  })

  test('a user has one alias of a label, so a second device stays apart', () => {
    const phone = '0b9f3a6e-4d21-4c1b-8f6d-7d1f0c7e52a4'
    const calls = [visit, identify, { ...visit, anonymousId: phone }, { ...identify, anonymousId: phone }]
    const played = play('Braze, `anonymousAliasLabel`', calls)
    expect(played.profiles.map(({ events }) => events)).toEqual([[1], [3]])
    expect(played.notTied).toEqual([{ call: 4, because: `${user} has another alias already` }])
  })

  test('the address of an anonymous identify names the profile of the alias', () => {
    const withEmail = { type: 'identify', anonymousId: visitor, traits: { email: 'a@b.co' } }
    const opened = { type: 'track', event: 'Opened', context: { traits: { email: 'a@b.co' } } }
    expect(groups('Braze, `anonymousAliasLabel`', [visit, withEmail, opened, identify, act])).toEqual([[1, 3, 5]])
  })

  test('a new address takes the place of the earlier one, which names nobody', () => {
    const withEmail = (email: string, ids: JsonObject) => ({ type: 'identify', ...ids, traits: { email } })
    const calls = [
      withEmail('a@b.co', { userId: user }),
      withEmail('c@d.co', { userId: user }),
      { type: 'track', event: 'Opened', context: { traits: { email: 'a@b.co' } } },
    ]
    expect(play('Braze', calls).profiles).toEqual([
      { ids: { external_id: [user], email: ['c@d.co'] }, events: [] },
      { ids: { email: ['a@b.co'] }, events: [3] },
    ])
  })

  test('a second user of a device does not get the alias', () => {
    const calls = [visit, identify, { ...identify, userId: 'u_other' }, visit]
    const played = play('Braze, `anonymousAliasLabel`', calls)
    expect(played.profiles.map(({ ids, events }) => [ids.external_id, events])).toEqual([
      [[user], [1, 4]],
      [['u_other'], []],
    ])
    expect(played.notTied).toEqual([{ call: 3, because: 'the alias belongs to an identified user' }])
  })
})

describe('PostHog', () => {
  test.each([
    ['an identify', [visit, identify, act], [[1, 3]]],
    ['an alias', [visit, { type: 'alias', userId: user, previousId: visitor }, act], [[1, 3]]],
    ['a second identify of the same visitor', [visit, identify, { ...identify, userId: 'u_other' }, act], [[1, 4]]],
  ])('with anonymous events, %s ties', (_, calls, expected) => {
    expect(groups('PostHog, `anonymousEvents`', calls)).toEqual(expected)
  })
})

test('Iterable: warns of a user whose ID is overwritten by that of another with the same address', () => {
  const traits = { email: 'a@b.co' }
  const calls = [user, 'u_other'].map(userId => ({ type: 'identify', userId, traits }))
  expect(play('Iterable', calls).warnings).toEqual([
    {
      call: 2,
      message: `two users on one profile: u_other takes the place of ${user}, which names nobody from now on`,
    },
  ])
  const moved = { type: 'identify', userId: user, traits: { email: 'c@d.co' } }
  expect(play('Klaviyo', [{ ...calls[0]! }, moved]).warnings).toEqual([])
})

test('warns of an alias that looks reversed, and of an email that goes nowhere', () => {
  const reversed = { type: 'alias', userId: visitor, previousId: user }
  expect(play(customerio, [visit, act, reversed]).warnings).toEqual([
    { call: 3, message: expect.stringContaining('reversed') },
  ])
  const withEmail = { ...identify, traits: { email: 'ann@example.com' } }
  expect(play('GA4', [withEmail]).warnings).toEqual([{ call: 1, message: expect.stringContaining('goes nowhere') }])
})

describe('arrival', () => {
  const timed = (call: JsonObject, time: string, key = 'timestamp') => ({
    ...call,
    [key]: `2026-03-02T${time}:00.000Z`,
  })

  test('is `receivedAt`, else `timestamp`; numbers stay those of the given order', () => {
    const calls = [timed(act, '09:30'), timed(timed(visit, '09:40'), '09:10', 'receivedAt'), timed(identify, '09:20')]
    const played = play(customerio, calls, {})
    expect(played.order).toEqual([2, 3, 1])
    expect(played.profiles.map(({ events }) => events)).toEqual([[1, 2]])
    expect(play(customerio, calls, { gap: 1 }).order).toEqual([1, 2, 3])
  })

  test('in other orders, the calls change places and the times stay', () => {
    const calls = [timed(visit, '09:00'), timed(identify, '09:10'), timed(act, '09:20')]
    const { shuffled } = play(customerio, calls, { shuffle: true })
    expect(shuffled).toMatchObject({ orders: 6, isSample: false, outcomes: 2 })
    expect(shuffled!.differ!.map(({ order, times }) => [order, times])).toEqual([
      [
        [1, 2, 3],
        ['2026-03-02T09:00:00.000Z', '2026-03-02T09:10:00.000Z', '2026-03-02T09:20:00.000Z'],
      ],
      [
        [2, 1, 3],
        ['2026-03-02T09:00:00.000Z', '2026-03-02T09:10:00.000Z', '2026-03-02T09:20:00.000Z'],
      ],
    ])
  })

  test('a sample of orders is played for more than eight calls', () => {
    const calls = [visit, identify, ...Array.from({ length: 8 }, () => act)]
    expect(play(customerio, calls, { gap: 10, shuffle: true }).shuffled).toEqual({
      orders: 82,
      isSample: true,
      outcomes: 1,
    })
  })

  test('the sample of many calls is small, and has the nearest orders', { timeout: 60_000 }, () => {
    const acts = Array.from({ length: 997 }, () => act)
    const other = { ...identify, userId: 'u_other' }
    const { shuffled } = play('Amplitude', [identify, visit, other, ...acts], { shuffle: true })
    expect(shuffled).toMatchObject({ orders: 322, isSample: true })
    expect(shuffled!.differ!.map(({ order }) => order.slice(0, 4))).toEqual([
      [1, 2, 3, 4],
      [1, 3, 2, 4],
    ])
  })
})

test('a call of which nothing is sent has its reason', () => {
  const traits = { type: 'identify', anonymousId: visitor, traits: {} }
  expect(play('PostHog', [traits]).unsent).toEqual([{ call: 1, because: expect.stringContaining('distinct_id') }])
})

describe('an ID that counts as absent', () => {
  const noUser = { ...identify, userId: 'undefined' }

  test('is nobody who shares a device', () => {
    const calls = [{ ...both, userId: 'null' }, noUser, identify]
    for (const column of Object.keys(columns)) {
      expect(play(column, calls).warnings.filter(({ message }) => message.startsWith('two users'))).toEqual([])
    }
  })

  test.each<[name: string, call: JsonObject, reason: string]>([
    ['the user of an identify', noUser, 'userId is "undefined", which counts as absent'],
    [
      'the visitor of an identify',
      { ...identify, anonymousId: 'Guest' },
      'anonymousId is "Guest", which counts as absent',
    ],
    [
      'both IDs of an alias',
      { type: 'alias', userId: 'null', previousId: 'nil' },
      'the call is about nobody: userId is "null", previousId is "nil", which count as absent',
    ],
  ])('is the reason that nothing ties: %s', (_, call, because) => {
    expect(play('Mixpanel simplified', [visit, call]).notTied).toEqual([{ call: 2, because }])
    expect(play(customerio, [visit, call]).notTied[0]).toEqual({ call: 2, because })
  })
})

describe('events that nobody checked', () => {
  test('anything but a time is no time, and anything but an object is an empty event', () => {
    const calls = [{ ...act, timestamp: 5 }, { ...act, timestamp: null, receivedAt: {} }, null, 'x'] as JsonObject[]
    const [played] = journey([bundled('klaviyo', { api_key: 'k' })], calls as never)
    expect(played!.times).toEqual(['+0 s', '+0 s', '+0 s', '+0 s'])
  })

  test.each([null, '', {}])('an anonymous ID %j is nobody who shares a device', anonymousId => {
    const calls = [user, 'u_other'].map(userId => ({ ...act, userId, anonymousId })) as JsonObject[]
    expect(play(customerio, calls).warnings).toEqual([])
  })

  test('a number as an ID ties as its text does', () => {
    const calls = [
      { ...visit, anonymousId: 87_654_321 },
      { ...identify, userId: 12_345_678, anonymousId: 87_654_321 },
    ]
    const { notTied, profiles } = play(customerio, calls as unknown as JsonObject[])
    expect(notTied).toEqual([])
    expect(profiles.map(({ events }) => events)).toEqual([[1]])
  })

  test('an address with quotes goes somewhere', () => {
    const quoted = { ...identify, traits: { email: '"a b"@c.co' } }
    for (const column of [customerio, 'Mixpanel simplified']) expect(play(column, [quoted]).warnings).toEqual([])
  })

  test.each([Number.NaN, -5, Number.POSITIVE_INFINITY, '6m'])('a gap of %s is refused', gap => {
    expect(() => play(customerio, [act], { gap: gap as number })).toThrow('`gap` takes seconds, 0 or more')
  })
})

test('nothing is known of a destination without rules', () => {
  const [played] = journey([bundled('webhook', {})], callsOf([act]))
  expect(played).toMatchObject({ isKnown: false, profiles: [], lost: [] })
})
