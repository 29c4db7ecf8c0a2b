import { describe, expect, test } from 'vitest'
import { CompileError, compile, type Definition, type Json, type JsonObject } from '../src/api/index.ts'
import type { Action, Destination } from '../src/engine/index.ts'
import { beginRun, defaultBudget, endRun, unitsLeft } from '../src/value/index.ts'

const over = 'this takes more work than one run may do'

/** Mappings of a value that has each part twice, on 28 levels: 2^28 parts in 29 objects. */
const doubled: Json = nest({ x: 'x' }, 28)

function nest(apply: Json, levels: number): Json {
  if (levels === 0) return { '@transform': { apply, mapping: { v: { '@path': '$.' } } } }
  const mapping = { l: { '@path': '$.' }, r: { '@path': '$.' } }
  return { '@transform': { apply: nest(apply, levels - 1), mapping } }
}

interface Bomb {
  readonly fields?: JsonObject
  readonly mapping?: JsonObject
  readonly trigger?: string
  readonly action?: JsonObject
  readonly properties?: JsonObject
}

function destination({ fields = {}, mapping = {}, trigger = 'type = "track"', action = {} }: Bomb): Destination {
  const definition = {
    slug: 'demo',
    name: 'Demo',
    actions: {
      plain: { fields: { id: { type: 'string' } } },
      send: {
        fields: {
          v: { type: 'object', additionalProperties: true },
          m: { type: 'string' },
          list: { type: 'number', multiple: true },
          ...fields,
        },
        ...action,
      },
    },
    subscriptions: [
      { action: 'plain', trigger: 'type = "track"', mapping: { id: { '@path': '$.userId' } } },
      { action: 'send', trigger, mapping },
    ],
  }
  return compile(definition as unknown as Definition, { settings: {} })
}

const event = (properties: JsonObject = {}) => ({ type: 'track', event: 'E', userId: 'u', properties })
const string = (length: number) => 'a'.repeat(length)
const list = (length: number) => Array.from({ length }, (_, i) => i)

const shared = list(2000)

const mappings: Readonly<Record<string, Bomb>> = {
  '@json of a doubled value': {
    fields: { s: { type: 'string' } },
    mapping: { s: { '@json': { mode: 'encode', value: doubled } } },
  },
  '@flatten of a doubled value': { mapping: { v: { '@flatten': { separator: '.', value: doubled } } } },
  '@excludeWhenNull of a doubled value': { mapping: { v: { '@excludeWhenNull': doubled } } },
  'a doubled value as it is': { mapping: { v: doubled } },
  'a value that an expression doubles': {
    mapping: { v: { '@jsonata': '$reduce([1..28], function($part, $i) { {"l": $part, "r": $part} }, {"x": 1})' } },
  },
  'a payload that is coerced': {
    fields: { n: { type: 'number' } },
    mapping: { v: doubled, n: '1' },
  },
  'a Liquid range': { fields: { s: { type: 'string' } }, mapping: { s: { '@liquid': '{{ (1..90000000) | size }}' } } },
  'strings that Liquid doubles': {
    fields: { s: { type: 'string' } },
    mapping: { s: { '@liquid': `{% assign a = "x" %}${'{% assign a = a | append: a %}'.repeat(30)}{{ a }}` } },
  },
  'dates in zones': {
    fields: { s: { type: 'string', multiple: true } },
    mapping: {
      s: { '@arrayPath': ['$.properties.list', { '@liquid': '{{ 0 | date: "%c", "Asia/Tokyo" }}' }] },
    },
    properties: { list: list(2000) },
  },
  'a pattern of a trigger': {
    trigger: `type = "track" and match(properties.s, "*${string(900)}b")`,
    properties: { s: string(100_000) },
  },
  'loops in loops': {
    fields: { l: { type: 'object', multiple: true, additionalProperties: true } },
    mapping: {
      l: {
        '@arrayPath': ['$.properties.list', { a: { '@arrayPath': ['$.list', { b: { '@path': '$.' } }] } }],
      },
    },
    properties: { list: Array.from({ length: 2000 }, () => ({ list: shared })) },
  },
  'strings without case': {
    fields: { s: { type: 'string' } },
    mapping: {
      s: {
        '@replace': {
          pattern: `${string(900)}b`,
          replacement: '',
          ignorecase: true,
          value: { '@path': '$.properties.s' },
        },
      },
    },
    properties: { s: string(100_000) },
  },
  'one of many choices': {
    fields: { c: { type: 'string', multiple: true, choices: Array.from({ length: 3000 }, (_, i) => `c${i}`) } },
    mapping: { c: { '@path': '$.properties.list' } },
    properties: { list: list(3000).map(String) },
  },
}

describe('mappings', () => {
  test.each(Object.entries(mappings))('%s is over budget, and all else is mapped', (_, bomb) => {
    const { map } = destination(bomb)
    const given = event(bomb.properties)
    const { actions, failures } = map(given)
    expect(actions.map(({ action }) => action)).toEqual(['plain'])
    expect(failures).toEqual([expect.objectContaining({ subscription: 'send', code: 'CM910', message: over })])
    expect(map(given)).toEqual({ actions, failures })
  })

  test('the message of a failure is cut, without a part of a secret at its end', () => {
    const secret = 'secret-of-the-account'
    const definition = {
      slug: 'demo',
      name: 'Demo',
      settings: { key: { type: 'secret' } },
      actions: { send: { fields: { v: { type: 'string' } } } },
      subscriptions: [
        { action: 'send', trigger: 'type = "track"', mapping: { v: { '@jsonata': '$error(properties.s)' } } },
      ],
    }
    const { map } = compile(definition as unknown as Definition, { settings: { key: secret } })
    for (const before of [0, 1990, 3985, 100_000]) {
      const [failure] = map(event({ s: string(before) + secret + string(100_000) })).failures
      expect(failure!.message.length).toBeLessThanOrEqual(2001)
      expect(failure!.message).not.toContain('secret-')
    }
  })
})

const made = (action: JsonObject, payload: Json, settings: JsonObject = {}) => {
  const { requests } = destination({ action: { ...action, ...settings } })
  const actions = ['plain', 'send'].map(action => {
    return {
      destination: 'demo',
      subscription: action,
      action,
      payload: action === 'send' ? payload : {},
      subject: ['u'],
    }
  })
  return (options?: object) => requests(actions as unknown as Action[], options)
}

function double(levels: number): Json {
  return levels === 0 ? { x: 'x' } : (part => ({ l: part, r: part }))(double(levels - 1))
}

const lists = (levels: number): Json => (levels === 0 ? 'x' : (part => [part, part])(lists(levels - 1)))
const request = { method: 'POST', url: 'https://demo.example/v1', body: { '@path': '$.payload.v' } }
const v = { '@path': '$.payload.v' }

const requests: Readonly<Record<string, readonly [action: JsonObject, payload: Json]>> = {
  'a doubled body': [{ requests: [request] }, { v: double(28) }],
  'a doubled form': [{ requests: [{ ...request, encoding: 'form' }] }, { v: double(28) }],
  'doubled lines': [{ requests: [{ ...request, encoding: 'ndjson' }] }, { v: double(28) }],
  'a doubled header': [{ requests: [{ ...request, headers: { 'x-a': v }, body: {} }] }, { v: double(28) }],
  'a doubled parameter': [{ requests: [{ ...request, query: { a: v }, body: {} }] }, { v: double(28) }],
  'a doubled query': [{ requests: [{ ...request, query: v, body: {} }] }, { v: double(28) }],
  'a doubled part of the URL': [
    { requests: [{ ...request, url: { '@template': 'https://demo.example/{{payload.v}}' }, body: {} }] },
    { v: double(28) },
  ],
  'a doubled subject': [{ requests: [{ ...request, body: {} }], subject: v }, { v: lists(28) }],
  'a doubled payload that is no request': [
    { requests: [{ ...request, method: { '@path': '$.payload.m' } }] },
    { v: double(28), m: 'NO' },
  ],
  'a loop over a list that is read in each turn': [
    { requests: [{ ...request, forEach: { '@path': '$.payload.list' }, body: { '@path': '$.payload' } }] },
    { list: list(5000) },
  ],
}

describe('requests', () => {
  test.each(Object.entries(requests))('%s is over budget', (_, [action, payload]) => {
    for (const options of [{}, { after: true }]) {
      const { failures } = made(action, payload)(options)
      expect(failures).toEqual([expect.objectContaining({ index: 1, code: 'CM910', message: over })])
    }
  })

  test.each(['key', 'distinct', 'size', 'item'])('a doubled %s of a batch is over budget', part => {
    const action = { requests: [{ ...request, body: { a: 1 } }], batch: { maxItems: 10, [part]: v } }
    const { failures, requests } = made(action, { v: double(28) })({ batch: true })
    if (part === 'size') expect(requests).toHaveLength(0)
    expect(failures).toEqual([expect.objectContaining({ index: 1, code: 'CM910', message: over })])
  })
})

describe('answers', () => {
  const given = {
    destination: 'demo',
    method: 'POST',
    url: 'https://demo.example/v1',
    headers: {},
    template: '/actions/send/requests/0',
    actions: [0, 1],
    items: [0, 1],
    parts: [0, 0],
  }
  const withResponse = (response: JsonObject) =>
    destination({ action: { requests: [{ ...request, body: {}, response }] } })

  test('an answer of 10 MB is read', () => {
    const errors = Array.from({ length: 100 }, (_, i) => ({ index: i, message: string(100_000) }))
    const response = {
      errors: [
        {
          list: { '@path': '$.response.body.errors' },
          index: { '@path': '$.error.index' },
          message: { '@path': '$.error.message' },
        },
      ],
    }
    const { outcomes } = withResponse(response).outcomes(given as never, {
      status: 207,
      body: JSON.stringify({ errors }),
    })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected'])
  })

  test.each(
    Object.entries({
      'entries that all print the whole answer': {
        errors: [{ list: { '@path': '$.response.body.list' }, message: { '@path': '$.response.body' } }],
      },
      'entries that all name all items': {
        errors: [
          {
            list: { '@path': '$.response.body.list' },
            key: { '@path': '$.response.body.list' },
            item: { '@path': '$.item' },
          },
        ],
      },
    }),
  )('%s are over budget, and the actions are sent again', (_, response) => {
    const { outcomes } = withResponse(response)
    const answer = { status: 400, body: { list: list(5000) } }
    const items = list(5000).map(i => i % 2)
    const request = { ...given, items, body: JSON.stringify(items), headers: { 'content-type': 'application/json' } }
    const result = outcomes(request as never, answer)
    expect(result.outcomes).toEqual([0, 1].map(action => ({ action, outcome: 'retry', message: over })))
    expect(outcomes(request as never, answer)).toEqual(result)
  })

  test('an answer that is nested deep is read by its status', () => {
    const { outcomes } = withResponse({ rules: [{ when: { '@jsonata': 'response.body.a' }, outcome: 'rejected' }] })
    for (const body of [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, '{"a":'.repeat(50_000)]) {
      expect(outcomes(given as never, { status: 500, body }).outcomes.map(({ outcome }) => outcome)).toEqual([
        'retry',
        'retry',
      ])
    }
  })

  test('10,000 actions of one request are settled within the budget', () => {
    const actions = list(10_000)
    const response = { errors: [{ list: { '@path': '$.response.body.list' }, index: { '@path': '$.error' } }] }
    const request = { ...given, actions, items: actions, parts: actions.map(() => 0) }
    const { outcomes } = withResponse(response).outcomes(request as never, { status: 207, body: { list: [5] } })
    expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(1)
    expect(outcomes.filter(({ outcome }) => outcome === 'delivered')).toHaveLength(9999)
  })
})

test('a run inside another one leaves it what it had', () => {
  const { map } = destination(mappings['a Liquid range']!)
  const outer = beginRun(defaultBudget)
  expect(map(event()).failures).toHaveLength(1)
  expect(unitsLeft()).toBe(defaultBudget)
  endRun(outer)
})

test('settings that are larger than they are stored are a mistake', () => {
  const settings = { any: { type: 'object' } }
  const definition = { slug: 'demo', name: 'Demo', settings, actions: {}, subscriptions: [] }
  const run = () => compile(definition as unknown as Definition, { settings: { any: { l: lists(28) } } as never })
  expect(run).toThrow(CompileError)
  expect(run).toThrow('the settings are too large to be checked')
})
