import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { type Answer, compile, program, type Request } from '../src/api/index.ts'
import { compileJsonata } from '../src/api/jsonata.ts'
import { compileMapping, compileTrigger } from '../src/api/languages.ts'
import { beginRun, charge, mostUnits, unitsLeft } from '../src/value/index.ts'

/** 81 million calls. */
const bomb = '$count($map([1..9000], function($i) { $count($map([1..9000], function($j) { $j })) }))'

const definition = {
  slug: 'demo',
  name: 'Demo',
  settings: { region: { label: 'Region', type: 'string', default: 'eu' } },
  constants: { host: { '@template': 'https://{{settings.region}}.example.com' } },
  tokens: {
    oauth: {
      request: { method: 'POST', url: 'https://auth.example.com/token', body: { grant: 'client' } },
      values: { access: { '@path': '$.response.body.access_token' } },
    },
  },
  actions: {
    send: {
      description: 'Sends an event.',
      fields: { size: { label: 'Size', type: 'number' }, bomb: { label: 'Bomb', type: 'boolean' } },
      requests: [
        {
          method: 'POST',
          url: 'https://api.example.com/events',
          body: {
            '@if': {
              exists: { '@path': '$.payload.bomb' },
              then: { '@jsonata': bomb },
              else: { '@path': '$.payload' },
            },
          },
          response: {
            rules: [{ when: { '@jsonata': `response.body.bomb = true and ${bomb} > 0` }, outcome: 'rejected' }],
          },
        },
      ],
    },
  },
  subscriptions: [
    { name: 'bomb', action: 'send', trigger: 'event = "Bomb"', mapping: { size: { '@jsonata': bomb } } },
    { name: 'fine', action: 'send', trigger: 'type = "track"', mapping: { size: 1 } },
    {
      name: 'request',
      action: 'send',
      trigger: 'event = "Request Bomb"',
      mapping: { size: 2, bomb: true },
    },
  ],
}

const budget = 500_000
const destination = compile(definition, { budget })
const track = (event: string, properties = {}) => ({
  type: 'track',
  event,
  userId: 'u-1',
  messageId: 'm-1',
  properties,
})
const fine = track('Order Completed')
const [request] = destination.requests(destination.map(fine).actions).requests as [Request]
const badAnswer: Answer = { status: 200, body: { bomb: true } }

/** Each entry with an argument that is over budget, and with one that is not. */
const entries: Readonly<Record<string, { readonly over?: () => unknown; readonly within: () => unknown }>> = {
  map: { over: () => destination.map(track('Bomb')), within: () => destination.map(fine) },
  requests: {
    over: () => destination.requests(destination.map(track('Request Bomb')).actions),
    within: () => destination.requests(destination.map(fine).actions),
  },
  outcomes: {
    over: () => destination.outcomes(request, badAnswer),
    within: () => destination.outcomes(request, { status: 200, body: {} }),
  },
  tokenRequest: { within: () => destination.tokenRequest('oauth') },
  token: { within: () => destination.token('oauth', { status: 200, body: { access_token: 'a-1' } }) },
  explain: { over: () => destination.explain(track('Bomb')), within: () => destination.explain(fine) },
  why: {
    over: () => inspect(destination).why(track('Bomb'), 'bomb'),
    within: () => inspect(destination).why(fine, 'fine'),
  },
  trace: { over: () => inspect(destination).trace(track('Bomb')), within: () => inspect(destination).trace(fine) },
  traceAnswer: {
    over: () => inspect(destination).traceAnswer(request, badAnswer),
    within: () => inspect(destination).traceAnswer(request, { status: 200 }),
  },
  account: {
    over: () => {
      try {
        program({ ...definition, constants: { host: { '@jsonata': `settings.region & ${bomb}` } } }).account({ budget })
      } catch (error) {
        return error
      }
      throw new Error('the constant is computed')
    },
    within: () => program(definition).account().map(fine),
  },
  compileMapping: {
    over: () => thrown(compileMapping({ '@jsonata': bomb })),
    within: () => compileMapping({ a: { '@path': '$.a' } })({ a: 1 }),
  },
  compileTrigger: { within: () => compileTrigger('event = "A"')({ event: 'A' }) },
  compileJsonata: {
    over: () => thrown(compileJsonata(bomb, { budget })),
    within: () => compileJsonata('a + 1')({ a: 1 }),
  },
}

function thrown(run: (input: unknown) => unknown): unknown {
  try {
    return run({})
  } catch (error) {
    return error
  }
}

const overs = Object.entries(entries).flatMap(([name, { over }]) => (over ? [[name, over] as const] : []))
const withins = Object.entries(entries).map(([name, { within }]) => [name, within] as const)

describe('an entry after one that used up its budget', () => {
  const expected = new Map(withins.map(([name, within]) => [name, JSON.stringify(within())]))

  test.each(withins)('%s gives the same', (name, within) => {
    for (const [, over] of overs) {
      over()
      expect(JSON.stringify(within())).toBe(expected.get(name))
    }
  })

  test('leaves the run that it interrupts as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...overs, ...withins), fc.integer({ min: 0, max: mostUnits }), ([, run], units) => {
        beginRun(units)
        run()
        expect(unitsLeft()).toBe(units)
      }),
      { numRuns: 60 },
    )
  })
})

describe('over budget', () => {
  beforeEach(() => {
    beginRun(mostUnits)
  })

  test('only that subscription fails, with its place', () => {
    const { actions, failures } = destination.map(track('Bomb'))
    expect(actions.map(({ subscription }) => subscription)).toEqual(['fine'])
    expect(failures).toEqual([
      {
        subscription: 'bomb',
        action: 'send',
        code: 'CM910',
        at: '/size',
        message: 'this takes more work than one run may do',
      },
    ])
  })

  test('only that action fails', () => {
    const { actions } = destination.map(track('Request Bomb'))
    for (const batch of [false, true]) {
      const { requests, failures } = destination.requests(actions, { batch })
      expect(requests.flatMap(({ actions }) => actions)).toEqual([0])
      expect(failures.map(({ code, index }) => [code, index])).toEqual([['CM910', 1]])
    }
  })

  test('an answer counts as not delivered', () => {
    expect(destination.outcomes(request, badAnswer)).toEqual({
      outcomes: [{ action: 0, outcome: 'retry', message: 'this takes more work than one run may do' }],
    })
  })

  test('explain, why and trace say the same as map', () => {
    const event = track('Bomb')
    const { failures } = destination.map(event)
    const [verdict] = destination.explain(event).verdicts
    expect(verdict).toMatchObject({ verdict: 'failed', failures: failures.map(failure => ({ ...failure, from: [] })) })
    expect(inspect(destination).why(event, 'bomb').failures).toEqual(failures)
    expect(inspect(destination).trace(event)[0]?.failures).toEqual(failures)
    const [, , made] = destination.explain(track('Request Bomb')).verdicts
    expect(made).toMatchObject({ verdict: 'failed', failures: [{ code: 'CM910' }] })
  })

  test('a constant is a mistake of the account', () => {
    const error = entries.account!.over!() as { diagnostics: { code: string; message: string }[] }
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['CM703'])
  })

  test('a definition cannot raise the budget', () => {
    expect(() => compile({ ...definition, budget: 2_000_000_000 })).toThrow(/`budget` is not a key here/)
  })
})

describe('the budget of a host', () => {
  const failing = (budget: unknown, event: unknown) =>
    compile(definition, { budget: budget as number })
      .map(event)
      .failures.map(({ code }) => code)

  test.each([
    [0, []],
    [100_000, []],
    [undefined, []],
    [Number.NaN, []],
    ['10', []],
    [Number.POSITIVE_INFINITY, []],
    [1e300, []],
    [-5, []],
  ])('%s', (budget, codes) => {
    expect(failing(budget, fine)).toEqual(codes)
  })

  test('a large event gets more, once', () => {
    const copy = {
      '@jsonata': '$count($map([1..4], function($i) { $count($map(properties.items, function($v) { $v })) }))',
    }
    const counting = {
      ...definition,
      subscriptions: [{ name: 'count', action: 'send', trigger: 'type = "track"', mapping: { size: copy } }],
    }
    const budget = 100_000
    const large = track('Large', {
      items: Array.from({ length: 1000 }, (_, i) => `item number ${i}, with a long name`),
    })
    const small = track('Small', { items: ['a'] })
    expect(compile(counting, { budget }).map(small).failures).toEqual([])
    expect(compile(counting, { budget }).map(large).failures).toEqual([])
  })

  test('a large event or payload that uses up its budget goes on, and is not read again', () => {
    const size = { '@jsonata': '$count($map(properties.items, function($v) { $v }))' }
    const reading = {
      ...definition,
      actions: {
        send: { ...definition.actions.send, requests: [{ url: 'https://a.example', body: { '@path': '$.payload' } }] },
      },
      subscriptions: [{ name: 'count', action: 'send', trigger: 'type = "track"', mapping: { size } }],
    }
    let reads = 0
    const value = {
      get items() {
        reads++
        return Array.from({ length: 1000 }, (_, i) => `item number ${i}`)
      },
    }
    const { map, requests } = compile(reading, { budget: 10_000 })
    const { actions, failures } = map(track('Large', value))
    expect(failures).toEqual([])
    // Once by the mapping, and once to measure the event.
    expect(reads).toBe(2)
    const action = { ...actions[0]!, payload: value }
    reads = 0
    const alone = compile(reading, { budget: mostUnits }).requests([action]).requests
    const readsAlone = reads
    reads = 0
    expect(requests([action])).toEqual({ requests: alone, failures: [], skipped: [] })
    expect(reads).toBe(readsAlone + 1)
  })

  test('all subscriptions of an event use five budgets together', () => {
    const subscriptions = Array.from({ length: 20 }, (_, i) => ({
      name: `bomb ${i}`,
      action: 'send',
      trigger: 'type = "track"',
      mapping: { size: { '@jsonata': bomb } },
    }))
    beginRun(mostUnits)
    const { failures } = compile({ ...definition, subscriptions }, { budget: 50_000 }).map(fine)
    expect(failures.map(({ code }) => code)).toEqual(Array(20).fill('CM910'))
  })
})

test('a charge that is no number is over budget', () => {
  beginRun(1000)
  expect(() => charge(Number.NaN)).toThrow('more work')
  expect(() => charge(0)).toThrow('more work')
  beginRun(mostUnits)
})
