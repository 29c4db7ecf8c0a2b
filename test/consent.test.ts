import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { compile, type Definition, program } from '../src/api/index.ts'
import { loadMappings } from '../src/api/workspace.ts'
import { buildModule } from '../src/engine/index.ts'
import { loadModule } from './built/module.ts'
import { hostileEvent, hostileJson } from './property/hostile.ts'
import { runs } from './seed.ts'

const definition: Definition = {
  slug: 'demo',
  name: 'Demo',
  actions: { send: { fields: { user: { type: 'string', default: { '@path': '$.userId' } } } } },
  subscriptions: [{ action: 'send', trigger: 'type != null' }],
}
const consent = ['Advertising', 'Functional']
const event = (context: unknown) => ({ type: 'track', event: 'E', userId: 'u_1', context })
const choosing = (categoryPreferences: unknown) => event({ consent: { categoryPreferences } })

/** All destinations of the same account. */
const destinations = {
  compile: compile(definition, { consent }),
  account: program(definition).account({ consent }),
  'a built module': loadModule(buildModule(definition).code).create({ settings: {}, consent }),
  'a module built with it': loadModule(buildModule(definition, undefined, { consent }).code).create({ settings: {} }),
}

describe.each(Object.entries(destinations))('%s', (_, destination) => {
  test.each([
    [{ Advertising: false }],
    [{ Advertising: false, Functional: true }],
    [{ Advertising: true, Functional: false }],
    [Object.freeze({ Functional: false })],
  ])('skips an event with %j', choices => {
    expect(destination.map(choosing(choices))).toEqual({ actions: [], failures: [] })
  })

  const harmless: readonly unknown[] = [
    ...[{ Advertising: true, Functional: true }, {}, { Analytics: false }, { advertising: false }],
    Object.create({ Advertising: false }),
    // Only `false` is a choice against it.
    ...['false', 0, null, '', [false], { value: false }].map(Advertising => ({ Advertising })),
    ...[undefined, null, false, 'Advertising', 7, [], [['Advertising', false]]],
  ]
  test.each(harmless.map(choices => ({ choices })))('sends an event with $choices', ({ choices }) => {
    expect(destination.map(choosing(choices)).actions).toHaveLength(1)
  })

  test.each([
    undefined,
    null,
    'x',
    [],
    {},
    { consent: null },
    { consent: 'no' },
    { consent: [false] },
    { consent: {} },
  ])('sends an event with the context %j', context => expect(destination.map(event(context)).actions).toHaveLength(1))
})

test('explain says that the event is skipped, and why', () => {
  const [verdict] = destinations.compile.explain(choosing({ Functional: false })).verdicts
  const reason = 'no consent: the event has context.consent.categoryPreferences.Functional = false'
  expect(verdict).toMatchObject({ verdict: 'skipped', reason })
  expect(inspect(destinations.compile).why(choosing({ Functional: false }), 'send').answer).toContain(reason)
  expect(inspect(destinations.compile).trace(choosing({ Functional: false }))[0]).not.toHaveProperty('matched')
})

test('an account without categories ignores the choices', () => {
  for (const consent of [undefined, null, []] as never[]) {
    expect(compile(definition, { consent }).map(choosing({ Advertising: false })).actions).toHaveLength(1)
  }
})

test('a category may have any name', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'a.b', '']) {
    const choices = JSON.parse(`{ ${JSON.stringify(name)}: false }`)
    const account = compile(definition, { consent: [name] })
    expect(account.map(choosing(choices)).actions).toEqual([])
    expect(account.map(choosing({})).actions).toHaveLength(1)
  }
})

test('the categories are read once', () => {
  const given = ['Advertising']
  const account = compile(definition, { consent: given })
  given.pop()
  expect(account.map(choosing({ Advertising: false })).actions).toEqual([])
})

test('map and explain agree about any choices', () => {
  const anyEvent = fc.oneof(hostileJson.map(event), hostileJson.map(choosing), hostileEvent)
  fc.assert(
    fc.property(anyEvent, given => {
      const { actions, failures } = destinations.compile.map(given)
      const { verdicts } = destinations.compile.explain(given)
      const isSent = verdicts.some(({ verdict }) => verdict === 'sent')
      expect(actions.length > 0).toBe(isSent)
      expect(destinations['a built module'].map(given)).toEqual({ actions, failures })
    }),
    { numRuns: runs(200) },
  )
})

test('an event whose choices cannot be read is a failure', () => {
  const trap = new Proxy({}, { getOwnPropertyDescriptor: () => assert(), get: () => assert() })
  const { actions, failures } = destinations.compile.map(choosing(trap))
  expect([actions, failures.length]).toEqual([[], 1])
})

function assert(): never {
  throw new Error('unreadable')
}

describe('a mappings file', () => {
  const load = (parts: object) =>
    loadMappings(JSON.stringify({ destination: 'demo', ...parts }), { definitions: { demo: definition } })

  test('has the categories of its account, and the IDs that it allows', () => {
    const { definition: found, ...account } = load({ consent, allowIds: ['guest'] })
    expect(account).toEqual({ settings: {}, consent, allowIds: ['guest'] })
    expect(compile(found, account).map(choosing({ Advertising: false })).actions).toEqual([])
    expect(load({})).not.toHaveProperty('consent')
  })

  test.each(['Advertising', [7], {}, null])('cannot have %j as categories', given => {
    expect(() => load({ consent: given })).toThrow('`consent` has to be a list of strings')
  })
})
