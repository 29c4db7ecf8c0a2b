import { describe, expect, test } from 'vitest'
import { CompileError, compile, type Definition, type Destination } from '../../src/api/index.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { isJson } from '../../src/value/index.ts'
import { cpuTime } from '../cpuTime.ts'
import { runs } from '../seed.ts'
import { bombFrom } from './compileBombs.ts'

const seed = Number(process.env.SEED ?? 20_261_124)
const event = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u-1',
  messageId: 'm-1',
  properties: { a: 1, products: [{ a: 1 }, { a: 2 }] },
}

/** Compiles a definition. Anything but a `CompileError` is a failure of the test. */
function attempt(definition: unknown, options?: unknown): Destination | CompileError {
  try {
    return compile(definition as Definition, options as object)
  } catch (error) {
    if (error instanceof CompileError) return error
    throw error
  }
}

describe('definitions that are made to be expensive', () => {
  test('throw a CompileError or nothing; their requests have whole URLs, and their payloads are JSON', {
    timeout: 600_000,
  }, () => {
    let compiled = 0
    const times: [milliseconds: number, seed: number][] = []
    for (let i = 0; i < runs(56); i++) {
      const bomb = bombFrom(seed + i)
      const start = cpuTime()
      const destination = attempt(bomb)
      times.push([Math.round(cpuTime() - start), seed + i])
      if (destination instanceof CompileError) continue
      compiled++
      const { actions } = destination.map(event)
      expect(isJson(actions)).toBe(true)
      for (const { url } of destination.requests(actions).requests) expect(new URL(url).protocol).toMatch(/^https?:$/)
    }
    expect(compiled).toBeGreaterThan(0)
    if (process.env.RUNS) console.info(compiled, times.sort(([a], [b]) => b - a).slice(0, 10))
  })
})

const demo = (field: object, more: object = {}) => ({
  slug: 'demo',
  name: 'Demo',
  actions: { send: { fields: { v: { type: 'object', ...field } } } },
  subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  ...more,
})
const codesOf = (definition: unknown, options?: unknown) => {
  const found = attempt(definition, options)
  return found instanceof CompileError ? [...new Set(found.diagnostics.map(({ code }) => code))] : []
}
const jsonata = (text: string) => demo({ default: { '@jsonata': text } })
const nest = (levels: number, shell: string, inner: string) =>
  Array.from({ length: levels }).reduce<string>(made => shell.replaceAll('~', () => made), inner)

describe('expressions', () => {
  test.each([
    ['chain of +', `${'1+'.repeat(4000)}1`, 'CM104'],
    ['chain of &', `${'a & '.repeat(2400)}a`, 'CM104'],
    ['chain of ??', `${'a??'.repeat(3000)}a`, 'CM104'],
    ['chain of ?:', `${'a?b:'.repeat(2400)}c`, 'CM104'],
    ['chain of conditions', `${'a?b:'.repeat(550)}c`, 'CM104'],
    ['chains in chains', nest(3, `${'a?b:'.repeat(300)}(~)`, 'c'), 'CM104'],
    ['filters in filters', `${'a['.repeat(3000)}1${']'.repeat(3000)}`, 'CM104'],
    ['brackets', `${'('.repeat(4000)}1${')'.repeat(4000)}`, 'CM104'],
    ['open brackets', '('.repeat(9000), 'CM104'],
    ['?? in ??', nest(40, '(~) ?? a', 'a'), 'CM109'],
    ['?: in ?:', nest(40, '(~) ?: a', 'a'), 'CM109'],
    ['?? in arguments', nest(40, '$string(~) ?? a', 'a'), 'CM109'],
    ['behind a regular expression with a quote', `[a = /"/, ${nest(40, '(~) ?? a', 'a')}]`, 'CM109'],
    ['groups of constructed lists', nest(60, '[a].b{"k": ~}', '1'), 'CM109'],
  ])('%s', (_, text, code) => {
    expect(codesOf(jsonata(text))).toEqual([code])
  })

  test.each([
    ['chain of +', `${'1+'.repeat(900)}1`],
    ['chain of and', `${'a and '.repeat(900)}a`],
    ['chain of conditions', `${'a?b:'.repeat(450)}c`],
    ['chain of ??', `${'a??'.repeat(450)}a`],
    ['brackets', `${'('.repeat(150)}1${')'.repeat(150)}`],
    ['variables that come from many places', `($x := a; ${'$x := b ? $x.c : $x.d; '.repeat(60)} $x)`],
  ])('%s compiles', (_, text) => {
    expect(codesOf(jsonata(text))).toEqual([])
  })
})

describe('mistakes', () => {
  const mistakes = attempt(demo({}, Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`nam${i}`, 1]))))

  test('the first hundred are listed, and the others counted', () => {
    const { diagnostics, message } = mistakes as CompileError
    expect(diagnostics).toHaveLength(100)
    expect(diagnostics.at(-1)!.note).toBe('4900 more mistakes are not listed')
    expect(message).toContain('5000 mistakes')
    expect(message).toContain('… and 4990 more')
  })

  test('search the text once for each that is listed', () => {
    const problems = new DiagnosticBag()
    let searches = 0
    const search = () => ({ span: { start: searches++, end: searches } })
    for (let i = 0; i < 500; i++) problems.add('CM403', '/a', `mistake ${i % 250}`, search)
    expect(searches).toBe(100)
    expect(problems.list.map(({ message }) => message)).toEqual(Array.from({ length: 100 }, (_, i) => `mistake ${i}`))
  })

  test('near names are searched for twenty of them, and for short names', () => {
    const fields = { order: { type: 'string' }, ['o'.repeat(61)]: { type: 'string' } }
    const given = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`order${i}`, 1]))
    const destination = attempt({
      ...demo({}),
      actions: { send: { fields } },
      subscriptions: [{ action: 'send', trigger: 'type = "track"', mapping: { ...given, ['o'.repeat(62)]: 1 } }],
    }) as Destination
    expect(destination.warnings.filter(({ help }) => help?.startsWith('did you mean'))).toHaveLength(20)
  })
})

test('references that add too much have a diagnostic at the `$ref`', () => {
  const constants: Record<string, unknown> = { c0: 'x'.repeat(1000) }
  for (let i = 1; i < 30; i++)
    constants[`c${i}`] = [{ $ref: `#/constants/c${i - 1}` }, { $ref: `#/constants/c${i - 1}` }]
  const { diagnostics } = attempt(demo({}, { constants })) as CompileError
  expect(diagnostics.map(({ code }) => code)).toEqual(['CM109'])
  expect(diagnostics[0]!.at).toMatch(/^\/constants\/c\d+\/[01]$/)
})

describe('parts of a definition that multiply are paid for each pair', () => {
  const list = <T>(length: number, make: (i: number) => T) => Array.from({ length }, (_, i) => make(i))
  const keyed = (length: number, value: (i: number) => unknown) =>
    Object.fromEntries(list(length, i => [`k${i}`, value(i)]))
  const url = 'https://api.example.com/x'
  const secrets = (length: number) => keyed(length, () => ({ type: 'secret' }))
  const requests = (length: number, request: object = { url }) => ({
    actions: { send: { fields: {}, requests: list(length, () => request) } },
  })
  const secret = { '@path': '$.settings.k0' }

  test.each<[string, object]>([
    [
      'requests and shared headers',
      { ...requests(2000), request: { headers: keyed(120, () => secret) }, settings: secrets(1) },
    ],
    [
      'requests and shared hosts',
      {
        ...requests(1000),
        settings: { k0: { type: 'boolean' } },
        request: { url: { '@path': '$.payload.v' }, hosts: list(20_000, i => `h${i}.example`), allowHttp: secret },
      },
    ],
    [
      'constants and secrets',
      { ...requests(100), settings: secrets(500), constants: keyed(500, () => ({ '@path': '$.settings' })) },
    ],
    ['requests of lists and secrets', { ...requests(1000, { url, forEach: [secret] }), settings: secrets(1000) }],
    [
      'tokens and reads of them',
      {
        ...requests(300, { url, body: { '@path': '$.tokens' } }),
        tokens: {
          t: { request: { url }, values: keyed(2000, () => ({ '@path': '$.response.body.a' })) },
        },
      },
    ],
    ['fields and keys of their paths', demo({ default: list(200, () => ({ '@path': `$.${'a.'.repeat(5000)}b` })) })],
    ['values and keys of their places', demo({}, { constants: { ['k'.repeat(10_000)]: list(10_000, () => ({})) } })],
    [
      'values and the key of an action that extends a template',
      {
        templates: { t: { fields: { v: { type: 'string' } }, requests: list(5000, () => ({ url })) } },
        actions: { ['k'.repeat(10_000)]: { extends: 't' } },
      },
    ],
    [
      'values and keys of a subscription',
      demo(
        {},
        {
          subscriptions: [
            { action: 'send', trigger: 'type = "track"', mapping: { ['k'.repeat(10_000)]: list(10_000, () => ({})) } },
          ],
        },
      ),
    ],
  ])('%s', (_, parts) => {
    expect(codesOf({ slug: 'demo', name: 'Demo', ...parts })).toEqual(['CM109'])
  })
})

test('a condition leads through at most ten keys', () => {
  const required = (keys: number) => ({
    conditions: [{ fieldKey: `v${'.a'.repeat(keys - 1)}`, operator: 'is', value: 1 }],
  })
  expect(codesOf(demo({ required: required(10) }))).toEqual([])
  expect(codesOf(demo({ required: required(11) }))).toEqual(['CM405'])
})

test('all constants of an account have five budgets together', () => {
  const constants = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`c${i}`, { '@jsonata': `$count([1..90000].($ + ${i}))` }]),
  )
  expect(codesOf(demo({}, { constants }))).toEqual(['CM703'])
})

describe('hostile options', () => {
  const throwing = {
    get a(): never {
      throw new Error('no')
    },
  }
  const trap = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no')
      },
      ownKeys: () => {
        throw new Error('no')
      },
      getPrototypeOf: () => {
        throw new Error('no')
      },
    },
  )
  const values = [
    null,
    0,
    1n,
    '',
    'x',
    true,
    [],
    {},
    Symbol('s'),
    () => 1,
    Number.NaN,
    new Map(),
    new Date(Number.NaN),
    throwing,
    trap,
    [throwing],
    [trap],
    { o: throwing },
    { o: trap },
  ]
  const definition = demo({}, { settings: { o: { type: 'object' } } })

  test.each(['settings', 'subscriptions', 'limits', 'budget'])('%s of any type', key => {
    for (const value of values) attempt(definition, { [key]: value })
  })

  test('options and definitions of any type', () => {
    for (const value of values) {
      attempt(definition, value)
      attempt(value)
      attempt({ ...definition, constants: value })
      attempt({ ...definition, actions: { send: value } })
      attempt({ ...definition, subscriptions: value })
    }
  })
})

test('each action is paid for', () => {
  const actions = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`a${i}`, { fields: {} }]))
  expect(codesOf(demo({}, { actions: { ...actions(5000), send: { fields: {} } } }))).toEqual([])
  expect(codesOf(demo({}, { actions: actions(60_000) }))).toEqual(['CM109'])
})

test('each value of a setting is paid for', () => {
  const settings = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, i) => [`k${i}`, { type: 'string', default: 'x' }]))
  expect(codesOf(demo({}, { settings: settings(12_000) }))).toEqual([])
  expect(codesOf(demo({}, { settings: settings(15_000) }))).toEqual(['CM109'])
})

test('subscriptions of an account that have one object many times are too large', () => {
  let v: object = { x: 1 }
  for (let i = 0; i < 28; i++) v = { l: v, r: v }
  const subscriptions = [{ action: 'send', trigger: 'type = "track"', mapping: { v } }]
  expect(codesOf(demo({}), { subscriptions })).toEqual(['CM109'])
})

describe('code of requests that would be nested', () => {
  const withRequest = (request: object) => {
    return codesOf({ ...demo({}), actions: { send: { fields: { a: { type: 'string' } }, requests: [request] } } })
  }
  const url = 'https://api.example.com'

  test.each([
    [10, []],
    [11, ['CM101']],
  ])('%i credentials', (count, codes) => {
    const auth = Array.from({ length: count }, (_, i) => ({ query: { name: `key${i}`, value: 'x' } }))
    expect(withRequest({ url, auth })).toEqual(codes)
  })

  test.each([
    [100, []],
    [101, ['CM701']],
  ])('a choice of %i URLs', (count, codes) => {
    const arm = (i: number) => ({ '@if': { exists: { '@path': '$.payload.a' }, then: `${url}/${i}` } })
    expect(
      withRequest({ url: { '@coalesce': [...Array.from({ length: count - 1 }, (_, i) => arm(i)), url] } }),
    ).toEqual(codes)
  })
})

describe('more parts in one value than a definition may have', () => {
  const many = Object.fromEntries(Array.from({ length: 200_001 }, (_, i) => [`k${i}`, 1]))
  const message = 'at most 200000 values'

  test.each([
    ['keys', many, {}, ''],
    ['inner keys', demo({}, { constants: many }), {}, '/constants'],
    ['items', demo({}, { presets: Array(200_001).fill(1) }), {}, '/presets'],
    ['keys of subscriptions', demo({}), { subscriptions: many }, '/subscriptions'],
    ['keys of a subscription', demo({}), { subscriptions: [many] }, '/subscriptions'],
  ])('%s', (_, definition, options, at) => {
    const { diagnostics } = attempt(definition, options) as CompileError
    expect(diagnostics).toMatchObject([{ code: 'CM109', at, message: expect.stringContaining(message) }])
  })
})

describe('settings', () => {
  const definition = demo({}, { settings: { key: { type: 'string' } } })
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]))

  test.each([
    ['keys', many(30_000), '/settings', 'an account has at most 20000 settings'],
    [
      'parts of a list',
      { key: Array(30_000).fill('a') },
      '/settings/key',
      'the value of a setting has at most 20000 parts',
    ],
    ['parts of an object', { key: [many(30_000)] }, '/settings/key', 'the value of a setting has at most 20000 parts'],
  ])('too many %s', (_, settings, at, message) => {
    const { diagnostics } = attempt(definition, { settings }) as CompileError
    expect(diagnostics[0]).toMatchObject({ code: 'CM408', at, message })
  })
})
