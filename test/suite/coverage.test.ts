import { describe, expect, test } from 'vitest'
import { compile, type Definition, normalize, type SourceEvent } from '../../src/api/index.ts'
import { minimalTests } from '../../src/authoring/testsFromEvents.ts'
import { findReached, listSharedUnits, listUnits } from '../../src/suite/index.ts'

const definition: Definition = {
  slug: 'own',
  name: 'Own',
  actions: {
    track: {
      fields: {
        id: { type: 'string', default: { '@coalesce': [{ '@path': '$.userId' }, { '@path': '$.anonymousId' }] } },
        plan: { type: 'string', default: { '@if': { exists: { '@path': '$.properties.plan' }, then: 'paid' } } },
        size: { type: 'string', default: { '@jsonata': "properties.total > 100 ? 'big' : 'small'" } },
      },
    },
  },
  subscriptions: [
    { name: 'orders', action: 'track', trigger: 'type = "track" and event = "Order"' },
    { name: 'off', action: 'track', trigger: 'type = "page"', enabled: false },
  ],
}
const destination = compile(definition)
const order = { type: 'track', event: 'Order', userId: 'u-1', properties: { total: 200 } }

test('units: triggers true and false, fields, and arms of branches, each with its place', () => {
  expect(listUnits(destination).map(({ kind, of, at, name }) => [kind, of, at, name].join(' '))).toEqual([
    'trigger orders /subscriptions/0/trigger true',
    'trigger orders /subscriptions/0/trigger false',
    'field orders /actions/track/fields/id/default id',
    'field orders /actions/track/fields/plan/default plan',
    'field orders /actions/track/fields/size/default size',
    'branch orders /actions/track/fields/id/default/@coalesce/0 0',
    'branch orders /actions/track/fields/id/default/@coalesce/1 1',
    'branch orders /actions/track/fields/plan/default/@if/then 0',
    'branch orders /actions/track/fields/plan/default/@if/else 1',
    'branch orders /actions/track/fields/size/default/@jsonata 0',
    'branch orders /actions/track/fields/size/default/@jsonata 1',
  ])
})

const shared: Definition = {
  ...definition,
  functions: {
    size: "function($total) { $total > 100 ? 'big' : 'small' }",
    spare: 'function($total) { $total ?: 0 }',
  },
  actions: {
    track: {
      fields: { total: { type: 'number', default: { '@path': '$.properties.total' } } },
      checks: [{ when: { '@jsonata': 'payload.total < 0 ? true' }, message: 'is negative' }],
      requests: [{ url: 'https://a.example', body: { '@jsonata': '$size(payload.total)' } }],
    },
    other: { fields: {}, requests: [{ url: 'https://a.example', body: { '@coalesce': [1] } }] },
  },
}

test('shared units exclude unused actions', () => {
  const units = listSharedUnits(compile(shared))
  const reached = [150, 50, -1].map(total => findReached({ ...order, properties: { total } }, compile(shared)))
  const seen = (key: string) => reached.map(keys => (keys.has(key) ? 'x' : '-')).join('')
  expect(units.map(({ kind, of, name, key }) => `${seen(key)} ${kind} ${of} ${name}`)).toEqual([
    'xx- function function $size 0',
    'x-- branch function $size 0',
    '-x- branch function $size 1',
    '--- function function $spare 0',
    '--- branch function $spare 0',
    '--- branch function $spare 1',
    '--x branch check of track 0',
    'xx- branch check of track 1',
  ])
})

describe('units that an event covers', () => {
  const short = (event: unknown) => {
    const reached = findReached(event, destination)
    return listUnits(destination).flatMap(({ key, kind, at, name }) =>
      reached.has(key) ? [kind === 'branch' ? `${at.split('/')[4]} ${name}` : `${kind} ${name}`] : [],
    )
  }
  test.each<[string, unknown, string[]]>([
    ['a matching event', order, ['trigger true', 'field id', 'field size', 'id 0', 'plan 1', 'size 0']],
    ['an event that does not match', { ...order, event: 'Other' }, ['trigger false']],
    [
      'other arms',
      { type: 'track', event: 'Order', anonymousId: 'a', properties: { plan: 'x' } },
      ['trigger true', 'field id', 'field plan', 'field size', 'id 1', 'plan 0', 'size 1'],
    ],
    ['no event', 5, []],
    ['a filtered event', { ...order, integrations: { All: false } }, []],
  ])('%s', (_, event, expected) => {
    expect(short(event)).toEqual(expected)
  })
})

test('tests of recorded events cover shared units', () => {
  const events = [150, 151, 50, 51, -1].flatMap(total => normalize({ ...order, properties: { total } }).events)
  const tests = minimalTests(events as SourceEvent[], compile(shared))
  const reached = (all: readonly unknown[]) => new Set(all.flatMap(event => [...findReached(event, compile(shared))]))
  expect(tests).toHaveLength(3)
  expect(reached(tests.map(({ event }) => event))).toEqual(reached(events))
})

describe('tests of recorded events', () => {
  const person = {
    userId: 'ann@example.com',
    messageId: '3f0c9b52-6f6e-4f0e-9d63-0c7b8c1c2a11',
    timestamp: '2026-03-02T09:14:05.120Z',
  }
  const events = [
    { ...person, type: 'track', event: 'Order', properties: { total: 20, phone: '+47 99 88 77 66' } },
    { ...person, type: 'track', event: 'Order', properties: { total: 30 } },
    { ...person, type: 'track', event: 'Order', properties: { total: 200, plan: 'team', card: '4111111111111111' } },
    { ...person, type: 'page' },
  ].flatMap(event => normalize(event).events) as SourceEvent[]
  const tests = minimalTests(events, destination)

  test('few tests cover everything that all events cover', () => {
    const reached = (all: readonly unknown[]) => new Set(all.flatMap(event => [...findReached(event, destination)]))
    expect(tests).toHaveLength(3)
    expect(reached(tests.map(({ event }) => event))).toEqual(reached(events))
  })

  test('personal data is redacted, unless it decides the result', () => {
    const text = JSON.stringify(tests)
    for (const secret of ['ann@', '3f0c9b52', '2026-03-02', '+47', '4111', 'team']) expect(text).not.toContain(secret)
    const sizes = tests.flatMap(
      ({ expect }) => expect?.actions?.map(({ payload }) => (payload as { size: string }).size) ?? [],
    )
    expect(sizes.toSorted()).toEqual(['big', 'small'])
    expect(text).toContain('person-1@example.com')
  })
})
