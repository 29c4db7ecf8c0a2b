import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { secretKeys } from '../src/analysis/index.ts'
import { inspect } from '../src/api/analysis.ts'
import { CompileError, compile, type Definition, type Json, program } from '../src/api/index.ts'
import { expandSettings } from '../src/destination/index.ts'
import { sharedProgram, slugs } from './destinations/sent.ts'
import { runs } from './seed.ts'

const folder = new URL('../destinations/', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))

/** Settings of an account, of which every value that may be anything contains its mark. */
function settingsOf(definition: Definition, mark: string): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(expandSettings(definition)).flatMap(
      ([key, { type, choices, format, default: given }]): [string, Json][] => {
        if (choices !== undefined || given !== undefined || format !== undefined) return []
        if (type === 'number' || type === 'integer') return [[key, mark.length]]
        return type === 'string' || type === 'text' || type === 'secret' ? [[key, `${mark}${key}`.toLowerCase()]] : []
      },
    ),
  )
}

describe.each(slugs)('accounts of %s', slug => {
  const definition: Definition = read(`${slug}/destination.json`)
  const suite = read(`${slug}/destination.test.json`)
  const events: Json[] = Object.values(suite.events ?? {})
  const shared = sharedProgram(slug)
  const one = settingsOf(definition, 'first-')
  const two = settingsOf(definition, 'second-')
  const run = (settings: { [key: string]: Json }, destination = shared.account({ settings })) => {
    const mapped = events.map(event => destination.map(event))
    const actions = mapped.flatMap(({ actions }) => actions)
    return [mapped, ...[true, false].map(batch => destination.requests(actions, { batch, after: true }))]
  }

  test('an account of a shared program is a destination of its own', () => {
    const [first, second, again] = [one, two, one].map(settings => run(settings))
    expect(again).toEqual(first)
    expect(second).toEqual(run(two, compile(definition, { settings: two })))
  })

  test('an account never has a value of another', () => {
    const [first, second] = [shared.account({ settings: one }), shared.account({ settings: two })]
    const [before, other, after] = [run(one, first), run(two, second), run(one, first)]
    expect(JSON.stringify(before)).not.toContain('second-')
    expect(JSON.stringify(other)).not.toContain('first-')
    expect(after).toEqual(before)
    expect(JSON.stringify(events.map(event => second.explain(event)))).not.toContain('first-')
  })

  test('a reference to a secret is that of its account', () => {
    const secrets = secretKeys(definition)
    const refer = (mark: string) => Object.fromEntries(secrets.map(key => [key, { $secret: `${mark}${key}` }]))
    const preview = (mark: string) => {
      const destination = shared.account({ settings: { ...settingsOf(definition, mark), ...refer(mark) } })
      const actions = events.flatMap(event => destination.map(event).actions)
      return JSON.stringify(destination.requests(actions, { redact: true }))
    }
    const [first, second] = [preview('first-'), preview('second-')]
    expect(second).not.toContain('first-')
    expect(first).not.toContain('second-')
  })
})

describe('a program', () => {
  const definition: Definition = read('customerio/destination.json')
  const settings = { siteId: 's-1', apiKey: 'k-1' }
  const track = (name: string) => ({ name, action: 'trackEvent', trigger: `type = "track" and event = "${name}"` })
  const sent = (names: string[], event: string, shared = program(definition)) => {
    const destination = shared.account({ settings, subscriptions: names.map(track) })
    return destination
      .map({ type: 'track', userId: 'u', event, timestamp: '2026-01-01T00:00:00Z' })
      .actions.map(it => it.subscription)
  }

  test('shares subscriptions of any accounts, each with its own name', () => {
    const shared = program(definition)
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1 }), names => {
        for (const event of ['A', 'B', 'C', 'D', 'E']) {
          expect(sent(names, event, shared)).toEqual(names.filter(name => name === event))
        }
      }),
      { numRuns: runs(40) },
    )
  })

  test('explains subscriptions of any accounts as each account alone does', () => {
    const shared = program(definition)
    const event = { type: 'track', userId: 'u', event: 'B', timestamp: '2026-01-01T00:00:00Z' }
    const explain = (names: string[], destination: ReturnType<typeof shared.account>) => [
      destination.explain(event),
      inspect(destination).trace(event),
      names.map(name => inspect(destination).why(event, name, { force: true })),
    ]
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1 }), names => {
        const options = { settings, subscriptions: names.map(track) }
        expect(explain(names, shared.account(options))).toEqual(explain(names, compile(definition, options)))
      }),
      { numRuns: runs(40) },
    )
  })

  test('compiles for an explanation only the subscription that was edited', () => {
    const shared = program(definition)
    const written: string[] = []
    const explain = (names: string[]) => {
      const construct = (target: FunctionConstructor, parts: string[]) => {
        written.push(parts.at(-1)!)
        return Reflect.construct(target, parts)
      }
      vi.stubGlobal('Function', new Proxy(Function, { construct }))
      try {
        return shared.account({ settings, subscriptions: names.map(track) }).explain({ type: 'track', event: 'A' })
      } finally {
        vi.unstubAllGlobals()
      }
    }
    explain(['Alpha', 'Beta', 'Gamma'])
    expect(written.join()).toMatch(/Alpha.*Beta.*Gamma/s)
    written.length = 0
    explain(['Alpha', 'Delta', 'Gamma'])
    expect(written.filter(code => code.includes('run.trace'))).toHaveLength(1)
    expect(written.join()).toContain('Delta')
    expect(written.join()).not.toMatch(/Alpha|Gamma/)
    written.length = 0
    explain(['Epsilon', 'Alpha', 'Gamma', 'Delta'])
    expect(written.join()).toContain('Epsilon')
    expect(written.filter(code => code.includes('run.trace')).join()).not.toMatch(/Alpha|Gamma|Delta/)
  })

  test('reports mistakes of a definition at once, and those of an account for each', () => {
    expect(() => program({ ...definition, actions: 5 } as never)).toThrow(CompileError)
    const shared = program(definition)
    expect(() => shared.account({ settings: {} })).toThrow(/CM407|required/)
    expect(() => shared.account({ settings, subscriptions: [track('A'), { action: 'none', trigger: 'x' }] })).toThrow(
      CompileError,
    )
    expect(sent(['A'], 'A', shared)).toEqual(['A'])
  })

  test.each([
    [
      'cannot be read',
      () => {
        throw new Error('no')
      },
    ],
    ['is too large', () => Array(30_000).fill(1)],
  ])('reports a required setting that %s once', (_, get) => {
    const given = Object.defineProperty({ ...settings }, 'apiKey', { get, enumerable: true })
    const listed = () => {
      try {
        program(definition).account({ settings: given })
      } catch (error) {
        return (error as CompileError).diagnostics.map(({ code, at }) => `${code} ${at}`)
      }
      return undefined
    }
    expect(listed()).toEqual(['CM408 /settings/apiKey'])
  })

  test('reports a warning for every account that has it', () => {
    const shared = program(definition)
    const incomplete = {
      name: 'I',
      action: 'trackEvent',
      trigger: 'type = "track"',
      mapping: { id: { '@path': '$.userId' } },
    }
    const warnings = [0, 1].map(() => shared.account({ settings, subscriptions: [track('A'), incomplete] }).warnings)
    expect(warnings[0]!.length).toBeGreaterThan(0)
    expect(warnings[1]).toEqual(warnings[0])
    expect(warnings[0]).toEqual(compile(definition, { settings, subscriptions: [track('A'), incomplete] }).warnings)
  })

  test('renders actions that no subscription of an account uses', () => {
    const actions = program(definition).account({ settings }).map({ type: 'identify', userId: 'u' }).actions
    const other = program(definition).account({ settings, subscriptions: [] })
    expect(other.requests(actions)).toEqual(compile(definition, { settings }).requests(actions))
  })

  const odd = (mapping: unknown) => ({ action: 'trackEvent', trigger: 'type = "track"', overrides: { name: mapping } })

  test('takes values as they are when the account is made', () => {
    const list: Json[] = [1]
    const own = { ...track('A'), overrides: { data: { deep: { list } } } }
    const subscriptions = [own]
    const limits = { batchItems: 1 }
    const destination = program(definition).account({ settings, subscriptions: subscriptions as never, limits })
    const event = { type: 'track', userId: 'u', event: 'A', timestamp: '2026-01-01T00:00:00Z' }
    const run = () => {
      const { actions } = destination.map(event)
      return [actions, destination.requests([...actions, ...actions]), destination.explain(event)]
    }
    list.push('changed')
    own.trigger = 'type = "page"'
    subscriptions.push(own)
    limits.batchItems = 50
    const { source } = inspect(destination)
    expect([source, ...run()].map(it => JSON.stringify(it)).join()).not.toContain('changed')
    expect(destination.explain(event).verdicts).toMatchObject([{ verdict: 'sent' }])
    expect(destination.requests([0, 1].flatMap(() => destination.map(event).actions)).requests).toHaveLength(2)
  })

  test('takes nested settings as they are when the account is made', () => {
    const given = { list: { deep: ['first'] } }
    const destination = program({
      slug: 'd',
      name: 'D',
      settings: { list: { type: 'object' } },
      actions: {
        a: {
          fields: {},
          requests: [{ method: 'POST', url: 'https://a.example', body: { '@path': '$.settings.list' } }],
        },
      },
      subscriptions: [{ action: 'a', trigger: 'type = "track"' }],
    }).account({ settings: given })
    given.list.deep[0] = 'changed'
    const { requests } = destination.requests(destination.map({ type: 'track' }).actions)
    expect(requests[0]!.body).toBe('{"deep":["first"]}')
  })

  test('sends no placeholder after a preview is changed', () => {
    const destination = program(definition).account({ settings: { siteId: 's-1', apiKey: { $secret: 'KEY' } } })
    const { actions } = destination.map({ type: 'identify', userId: 'u', traits: { plan: 'pro' } })
    for (const given of [actions, [...actions, ...actions]]) {
      const [preview] = destination.requests(given, { redact: true }).requests
      const places = preview!.secrets as unknown as { name: string }[]
      places[0]!.name = 'OTHER'
      places.length = 0
      expect(destination.requests(given).requests).toEqual([])
      expect(destination.requests(given, { redact: true }).requests[0]!.secrets).toMatchObject([{ name: 'KEY' }])
    }
  })

  test('reads a subscription once', () => {
    let reads = 0
    const changing = {
      ...track('A'),
      get overrides() {
        return { name: `read ${++reads}` }
      },
    }
    const shared = program(definition)
    shared.account({ settings, subscriptions: [changing] })
    expect(reads).toBe(1)
    const event = { type: 'track', userId: 'u', event: 'A' }
    const plain = shared.account({ settings, subscriptions: [{ ...track('A'), overrides: { name: 'read 1' } }] })
    expect(plain.map(event).actions).toMatchObject([{ payload: { name: 'read 1' } }])
  })

  test.each([
    ['a circle', circle(), 'CM104'],
    ['a deep value', nested(20_000), 'CM104'],
    ['a BigInt', 1n, 'CM101'],
    ['NaN, after null', Number.NaN, 'CM101'],
    ['undefined', undefined, 'CM101'],
  ])('reports %s in a subscription', (_, value, code) => {
    const shared = program(definition)
    shared.account({ settings, subscriptions: [odd({ '@path': '$.event' }), odd(null), odd('x')] as never })
    const make = () => shared.account({ settings, subscriptions: [odd(value)] as never })
    expect(make).toThrow(CompileError)
    expect(make).toThrow(code)
  })

  test('a date is not the string of another account', () => {
    const shared = program(definition)
    const event = { type: 'track', userId: 'u', event: 'A', timestamp: '2026-01-01T00:00:00Z' }
    const mapped = (value: unknown) => shared.account({ settings, subscriptions: [odd(value)] as never }).map(event)
    expect(mapped('1970-01-01T00:00:00.000Z').failures).toEqual([])
    expect(mapped(new Date(0)).failures).toMatchObject([{ code: 'CM903', at: '/name' }])
  })

  test('null is no list of subscriptions', () => {
    expect(() => compile(definition, { settings, subscriptions: null as never })).toThrow('CM101 /subscriptions')
    expect(() => compile({ ...definition, subscriptions: null } as never, { settings })).toThrow('CM101 /subscriptions')
  })

  test('forgets the expressions of accounts that nobody uses', async () => {
    const shared = program(definition)
    const make = async (from: number) => {
      for (let n = from; n < from + 100; n++) {
        const long = { '@jsonata': `event & ${JSON.stringify('x'.repeat(8000) + n)}` }
        shared.account({ settings, subscriptions: [odd(long)] as never })
        if (n % 20 === 0) await new Promise(resolve => setImmediate(resolve))
      }
      await new Promise(resolve => setTimeout(resolve, 50))
      gc()
      return process.memoryUsage().heapUsed
    }
    const before = await make(0)
    expect((await make(100)) - before).toBeLessThan(1e6)
  })
})

function circle(): object {
  const value = { inner: {} as object }
  value.inner = value
  return value
}

function nested(levels: number): object {
  let value = {}
  for (let n = 0; n < levels; n++) value = { inner: value }
  return value
}

/** Collects garbage. The flag counts for contexts that are made after it is set. */
function gc(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
