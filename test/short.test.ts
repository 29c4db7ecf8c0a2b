import { describe, expect, test } from 'vitest'
import { lint } from '../src/analysis/index.ts'
import { compile } from '../src/api/index.ts'
import { expandDefinition } from '../src/destination/expand.ts'
import { type Definition, findWrittenAt } from '../src/destination/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import type { JsonObject } from '../src/value/index.ts'

/** Short forms of definitions: references, fragments, templates with holes, and checks by name. */

const shop = {
  slug: 'shop',
  name: 'Shop',
  request: { url: 'https://shop.example/events' },
  fields: { id: { type: 'string', label: 'ID', default: { '@path': '$.userId' } } },
  fragments: { person: { id: { '@path': '$.payload.id' } } },
  templates: {
    event: {
      with: ['event', 'own', 'extra'],
      fields: {
        id: { $ref: '#/fields/id', required: true },
        $with: 'own',
        at: { type: 'string', default: { '@path': '$.timestamp' } },
      },
      checks: { needsTime: { when: { '@jsonata': '$not($exists(payload.at))' }, message: 'a time is missing' } },
      requests: [
        {
          body: {
            who: { $ref: '#/fragments/person', kind: 'user' },
            name: { $with: 'event' },
            list: [{ $with: 'extra' }, 1],
          },
        },
      ],
    },
  },
  actions: {
    buy: {
      extends: 'event',
      with: { event: 'buy', own: { total: { type: 'number', default: { '@path': '$.properties.total' } } } },
      fields: { at: { required: true } },
      checks: {
        needsTotal: { when: { '@jsonata': 'payload.total < 0' }, message: 'a total is positive', field: 'total' },
      },
    },
    visit: {
      extends: 'event',
      with: { event: 'visit', extra: { '@path': '$.payload.id' } },
      checks: { needsTime: null },
    },
  },
  subscriptions: [
    { name: 'Buy', action: 'buy', trigger: 'event = "Bought"' },
    { name: 'Visit', action: 'visit', trigger: 'event = "Visited"' },
  ],
}

const expand = (definition: JsonObject) => {
  const problems = new DiagnosticBag()
  const expanded = expandDefinition(definition, problems)?.definition
  return { expanded: expanded as unknown as Definition, problems: problems.list }
}

test('an action is what its template and its own members say', () => {
  const { expanded, problems } = expand(shop)
  expect(problems).toEqual([])
  expect(expanded).not.toHaveProperty('templates')
  expect(expanded).not.toHaveProperty('fragments')
  const [buy, visit] = [expanded.actions.buy!, expanded.actions.visit!]
  expect(buy).not.toHaveProperty('extends')
  expect(Object.keys(buy.fields)).toEqual(['id', 'total', 'at'])
  expect(buy.fields.at).toEqual({ label: 'At', type: 'string', default: { '@path': '$.timestamp' }, required: true })
  expect(Object.keys(buy.checks ?? {})).toEqual(['needsTime', 'needsTotal'])
  expect(buy.requests?.[0]?.body).toEqual({
    who: { id: { '@path': '$.payload.id' }, kind: 'user' },
    name: 'buy',
    list: [1],
  })
  expect(visit.checks).toEqual({})
  expect(visit.requests?.[0]?.body).toMatchObject({ list: [{ '@path': '$.payload.id' }, 1] })
})

describe('a place of the expanded definition is found where it was written', () => {
  test.each([
    ['/actions/buy/fields/id/default/@path', '/fields/id/default/@path'],
    ['/actions/buy/fields/id/required', '/templates/event/fields/id/required'],
    ['/actions/buy/fields/total/default', '/actions/buy/with/own/total/default'],
    ['/actions/buy/fields/at/required', '/actions/buy/fields/at/required'],
    ['/actions/buy/fields/at/default', '/templates/event/fields/at/default'],
    ['/actions/buy/requests/0/body/who/id', '/fragments/person/id'],
    ['/actions/buy/requests/0/body/who/kind', '/templates/event/requests/0/body/who/kind'],
    ['/actions/buy/requests/0/body/name', '/actions/buy/with/event'],
    ['/actions/buy/requests/0/body/list/0', '/templates/event/requests/0/body/list/1'],
    ['/actions/visit/requests/0/body/list/0/@path', '/actions/visit/with/extra/@path'],
    ['/actions/buy/checks/needsTotal/when', '/actions/buy/checks/needsTotal/when'],
    ['/actions/buy/checks/needsTime/message', '/templates/event/checks/needsTime/message'],
    ['/actions/buy/checks', '/actions/buy/checks'],
    ['/actions/buy/requests', '/templates/event/requests'],
    ['/subscriptions/0/trigger', '/subscriptions/0/trigger'],
    ['/templates/event/fields/id/$ref', '/templates/event/fields/id/$ref'],
  ])('%s', (at, written) => {
    expect(findWrittenAt(shop, at)).toBe(written)
    expect(findWrittenAt(shop, written)).toBe(written)
  })
})

describe('the name of a part is enough', () => {
  const id = { type: 'string', label: 'ID' }
  const check = { when: { '@jsonata': "payload.id = 'test'" }, message: 'is a test', level: 'skip' }
  const parts = {
    fields: { id, alias: '#/fields/id', user: { type: 'object', properties: { id: '#/fields/id' } } },
    fragments: {
      own: { id: '#/fields/alias' },
      errors: { list: { list: [] } },
      check,
      checks: { isReal: '#/fragments/check' },
    },
  }
  test.each<[string, object, object]>([
    [
      'for a field',
      { fields: { a: '#/fields/id', b: { $ref: '#/fields/id', label: 'B' } } },
      { fields: { a: id, b: { ...id, label: 'B' } } },
    ],
    ['for a name', { fields: { a: '#/fields/alias' } }, { fields: { a: id } }],
    ['for all fields', { fields: '#/fragments/own' }, { fields: { id } }],
    [
      'for properties',
      { fields: { a: { type: 'object', properties: '#/fragments/own' } } },
      { fields: { a: { type: 'object', properties: { id } } } },
    ],
    ['for a check', { fields: {}, checks: { isReal: '#/fragments/check' } }, { fields: {}, checks: { isReal: check } }],
    ['for all checks', { fields: {}, checks: '#/fragments/checks' }, { fields: {}, checks: { isReal: check } }],
    [
      'for one of several errors of answers',
      { fields: {}, response: { errors: ['#/fragments/errors/list'] } },
      { fields: {}, response: { errors: [{ list: [] }] } },
    ],
    ['for a batch', { fields: {}, batch: '#/templates/t/batch' }, { fields: {}, batch: { maxItems: 5 } }],
    [
      'in what an action gives to holes',
      { extends: 't', with: { own: '#/fragments/own', checks: { isReal: '#/fragments/check' } } },
      { fields: { id }, checks: { isReal: check }, batch: { maxItems: 5 } },
    ],
    [
      'in what an action changes',
      { extends: 't', fields: { more: '#/fields/id' } },
      { fields: { more: id }, batch: { maxItems: 5 } },
    ],
    [
      'but not for a mapping',
      { fields: {}, requests: [{ body: '#/fragments/own' }] },
      { fields: {}, requests: [{ body: '#/fragments/own' }] },
    ],
    ['but not for words', { fields: {}, title: '#/fields' }, { fields: {}, title: '#/fields' }],
  ])('%s', (_, action, means) => {
    const templates = {
      t: { with: ['own', 'checks'], fields: { $with: 'own' }, checks: { $with: 'checks' }, batch: { maxItems: 5 } },
    }
    const { expanded, problems } = expand({ ...parts, templates, actions: { action } } as unknown as JsonObject)
    expect(expanded.actions.action).toEqual(
      expand({ actions: { action: means } } as JsonObject).expanded.actions.action,
    )
    expect(problems.filter(({ code }) => code !== 'CM113')).toEqual([])
  })

  test('in place of standard choices', () => {
    const settings = { unit: { type: 'string', choices: 'std#/currencies' } }
    const { expanded } = expand({ settings, actions: {} })
    expect(expanded.settings?.unit?.choices).toContainEqual({ label: 'Euro', value: 'EUR' })
  })

  test('and its parts are found where they are written', () => {
    const actions = { a: { fields: { a: '#/fields/id', b: 'std#/email' } } }
    const definition = { ...parts, actions } as unknown as JsonObject
    expect(findWrittenAt(definition, '/actions/a/fields/a/label')).toBe('/fields/id/label')
    expect(findWrittenAt(definition, '/actions/a/fields/a')).toBe('/actions/a/fields/a')
    expect(findWrittenAt(definition, '/actions/a/fields/b/default/@coalesce/0')).toBe('/actions/a/fields/b')
  })
})

test.each([
  [['a'], ['b', { c: 'd' }], ['a', 'b', { c: 'd' }]],
  [{ a: 'b' }, '*', [{ a: 'b' }, '*']],
])('the fields %j of a template and %j of an action add up', (own, given, sum) => {
  const template = { with: ['more'], fields: {}, requests: [{ body: { '@fields': own, $with: 'more' } }] }
  const actions = { a: { extends: 't', with: { more: { '@fields': given } } } }
  const { expanded } = expand({ templates: { t: template }, actions } as unknown as JsonObject)
  expect(expanded.actions.a?.requests?.[0]?.body).toEqual({ '@fields': sum })
})

test('the fields of a template, of a fragment and of an action add up, each at its own place', () => {
  const body = { $ref: '#/fragments/base', $with: 'more' }
  const definition = {
    fragments: { base: { '@fields': ['a'] } },
    templates: { t: { with: ['more'], fields: {}, requests: [{ body }] } },
    actions: {
      a: { extends: 't', with: { more: { '@fields': ['b', { d: 'c' }] } } },
      b: { $ref: '#/actions/a', title: 'B' },
    },
  } as unknown as JsonObject
  const { expanded } = expand(definition)
  for (const name of ['a', 'b']) {
    const at = `/actions/${name}/requests/0/body/@fields`
    expect(expanded.actions[name]?.requests?.[0]?.body).toEqual({ '@fields': ['a', 'b', { d: 'c' }] })
    expect(findWrittenAt(definition, `${at}/0`)).toBe('/fragments/base/@fields/0')
    expect(findWrittenAt(definition, `${at}/1`)).toBe('/actions/a/with/more/@fields/0')
    expect(findWrittenAt(definition, `${at}/2/d`)).toBe('/actions/a/with/more/@fields/1/d')
  }
})

test('a reference to an action that extends a template means the action as it is written out', () => {
  const actions = {
    ...shop.actions,
    buy2: { $ref: '#/actions/buy', title: 'Buy 2', fields: { $ref: '#/actions/buy/fields', mode: { type: 'string' } } },
    buy3: { fields: { total: { $ref: '#/actions/buy/fields/total' } } },
  }
  const { expanded, problems } = expand({ ...shop, actions } as unknown as JsonObject)
  const { buy, buy2, buy3 } = expanded.actions
  expect(problems).toEqual([])
  expect(buy2).toEqual({ ...buy, title: 'Buy 2', fields: { ...buy!.fields, mode: { label: 'Mode', type: 'string' } } })
  expect(buy3!.fields.total).toEqual(buy!.fields.total)
  expect(buy3!.fields.total).not.toBe(buy!.fields.total)
  const written = findWrittenAt({ ...shop, actions } as unknown as JsonObject, '/actions/buy2/fields/total/default')
  expect(written).toBe('/actions/buy/with/own/total/default')
})

test('it compiles, and refuses by the name of a check', () => {
  const destination = compile(shop)
  const event = {
    type: 'track',
    event: 'Bought',
    userId: 'u',
    timestamp: '2026-01-01T00:00:00Z',
    properties: { total: -1 },
  }
  expect(destination.map(event).failures).toMatchObject([{ code: 'CM904', check: 'needsTotal', at: '/total' }])
  const { actions } = destination.map({ ...event, properties: { total: 2 } })
  expect(JSON.parse(destination.requests(actions).requests[0]!.body!)).toEqual({
    who: { id: 'u', kind: 'user' },
    name: 'buy',
    list: [1],
  })
})

describe('a mistake is reported where it was made', () => {
  const action = { fields: { id: { type: 'string' } } }
  const withParts = (parts: object) => ({ slug: 'x', name: 'X', ...parts }) as JsonObject
  test.each<[string, object, [code: string, at: string, message: string][]]>([
    [
      'an unknown template',
      { templates: { event: action }, actions: { a: { extends: 'evnt' } } },
      [['CM112', '/actions/a/extends', 'there is no template `evnt`']],
    ],
    [
      'a template that extends another',
      { templates: { base: action, event: { extends: 'base' } }, actions: { a: { extends: 'event', fields: {} } } },
      [['CM112', '/templates/event/extends', 'a template cannot extend another one']],
    ],
    [
      'a removal of nothing',
      { templates: { event: action }, actions: { a: { extends: 'event', fields: { ID: null } } } },
      [['CM112', '/actions/a/fields/ID', 'the template has no `ID` that `null` could remove']],
    ],
    [
      'a value without a hole',
      { templates: { event: action }, actions: { a: { extends: 'event', with: { x: 1 } } } },
      [['CM113', '/actions/a/with/x', 'the template `event` has no hole `x`']],
    ],
    [
      'a hole without a value, and one without a place',
      {
        templates: { event: { with: ['x', 'y'], fields: { id: { type: 'string', label: { $with: 'x' } } } } },
        actions: { a: { extends: 'event' } },
      },
      [
        ['CM113', '/templates/event/with/0', 'no action gives a value for the hole `x`'],
        ['CM113', '/templates/event/with/1', 'the template `event` has no place for `y`'],
      ],
    ],
    [
      'a hole that is not listed',
      {
        templates: { event: { fields: { id: { type: 'string', label: { $with: 'x' } } } } },
        actions: { a: { extends: 'event' } },
      },
      [['CM113', '/templates/event/fields/id/label', 'the template `event` does not list a hole `x` in its `with`']],
    ],
    [
      'a hole outside of a template',
      { actions: { a: { fields: { id: { type: 'string', label: { $with: 'x' } } } } } },
      [['CM113', '/actions/a/fields/id/label', 'there is no template here that has a hole `x`']],
    ],
    [
      'a hole in a value for a hole',
      {
        templates: { event: { with: ['x'], fields: { id: { type: 'string', label: { $with: 'x' } } } } },
        actions: { a: { extends: 'event', with: { x: { $with: 'x' } } } },
      },
      [['CM113', '/actions/a/with/x', 'there is no template here that has a hole `x`']],
    ],
    [
      'a hole with neighbours that gets no object',
      {
        templates: { event: { with: ['x'], fields: { $with: 'x', id: { type: 'string' } } } },
        actions: { a: { extends: 'event', with: { x: 1 } } },
      },
      [['CM113', '/actions/a/with/x', 'the hole `x` has other members beside it, so it takes an object']],
    ],
    [
      'checks in a list and by name',
      {
        templates: { event: { ...action, checks: [{ when: true, message: 'm' }] } },
        actions: { a: { extends: 'event', checks: { x: { when: true, message: 'm' } } } },
      },
      [['CM101', '/actions/a/checks', 'checks of a template and of its actions are merged by name']],
    ],
    [
      'an unknown standard part',
      { actions: { a: { fields: { id: { $ref: 'std#/emial' } } } } },
      [['CM105', '/actions/a/fields/id/$ref', '`std#/emial` is not a standard part']],
    ],
    [
      'a mistake in a template, once for all its actions',
      {
        templates: { event: { fields: { id: { type: 'strin' } } } },
        actions: { a: { extends: 'event' }, b: { extends: 'event' } },
      },
      [['CM101', '/templates/event/fields/id/type', '']],
    ],
    [
      'a mistake in a value for a hole',
      {
        request: { url: 'https://x.example' },
        templates: { event: { with: ['name'], fields: {}, requests: [{ body: { name: { $with: 'name' } } }] } },
        actions: { a: { extends: 'event', with: { name: { '@path': '$.paylod.id' } } } },
      },
      [['CM403', '/actions/a/with/name/@path', '']],
    ],
    [
      'a fragment in circles',
      {
        fragments: { a: { b: { $ref: '#/fragments/a' } } },
        actions: { a: { fields: {}, requests: [{ url: 'https://x.example', body: { $ref: '#/fragments/a' } }] } },
      },
      [['CM106', '/fragments/a/b', '`#/fragments/a` refers to itself']],
    ],
    [
      'actions in circles',
      {
        templates: { t: action },
        actions: {
          a: { extends: 't', fields: { x: { $ref: '#/actions/b/fields/x' } } },
          b: { fields: { x: { $ref: '#/actions/a/fields/x' } } },
        },
      },
      [['CM106', '/actions/b/fields/x', '`#/actions/a/fields/x` refers to itself']],
    ],
    [
      'an action that refers to itself',
      { templates: { t: action }, actions: { a: { extends: 't', $ref: '#/actions/a' } } },
      [['CM106', '/actions/a', '`#/actions/a` refers to itself']],
    ],
    [
      'an action that refers to nothing',
      { templates: { t: action }, actions: { a: { extends: 't', $ref: '#/actions/b' } } },
      [['CM105', '/actions/a/$ref', '']],
    ],
    [
      'an action that refers to a list',
      { fragments: { list: [] }, templates: { t: action }, actions: { a: { extends: 't', $ref: '#/fragments/list' } } },
      [['CM101', '/actions/a', 'members of an action come from an object, but this is an array']],
    ],
    [
      'an action that is a hole',
      { templates: { t: { ...action, with: ['x'] } }, actions: { a: { extends: 't', with: { x: 1 }, $with: 'x' } } },
      [['CM101', '/actions/a', 'members of an action come from an object, but this is a number']],
    ],
    [
      'a removal of nothing from nothing',
      { templates: { event: {} }, actions: { a: { extends: 'event', fields: { id: null }, checks: { b: null } } } },
      [
        ['CM112', '/actions/a/fields/id', 'the template has no `id` that `null` could remove'],
        ['CM112', '/actions/a/checks/b', 'the template has no `b` that `null` could remove'],
      ],
    ],
    [
      'an action that refers to all actions',
      { actions: { a: { $ref: '#/actions' } } },
      [['CM106', '/actions/a', '`#/actions` refers to itself']],
    ],
    [
      'fields of a template that are null',
      {
        templates: { event: { fields: null } },
        actions: { a: { extends: 'event', fields: { id: { type: 'string' } } } },
      },
      [['CM101', '/templates/event/fields', 'expected object, but it is null']],
    ],
    [
      'a hole without a name',
      { actions: { a: { fields: {}, requests: [{ url: 'https://x.example', body: { a: { $with: 5 } } }] } } },
      [['CM101', '/actions/a/requests/0/body/a/$with', '`$with` is the name of a hole']],
    ],
    [
      'references without a slash',
      { actions: { a: { fields: { id: { $ref: '#fields/id' }, email: { $ref: 'std#email' }, all: { $ref: '#' } } } } },
      [
        ['CM105', '/actions/a/fields/id/$ref', '`#fields/id` is not a part of this definition'],
        ['CM105', '/actions/a/fields/email/$ref', '`std#email` is not a standard part'],
        ['CM105', '/actions/a/fields/all/$ref', '`#` is not a part of this definition'],
      ],
    ],
    [
      'names of no part',
      { actions: { a: { fields: { id: '#/fields/id', email: 'std#/emial', all: '#' } } } },
      [
        ['CM105', '/actions/a/fields/id', '`#/fields/id` is not a part of this definition'],
        ['CM105', '/actions/a/fields/email', '`std#/emial` is not a standard part'],
        ['CM105', '/actions/a/fields/all', '`#` is not a part of this definition'],
      ],
    ],
    [
      'names in circles',
      { fields: { a: '#/fields/b', b: '#/fields/a' }, actions: { a: { fields: { a: '#/fields/a' } } } },
      [['CM106', '/fields/a', '`#/fields/b` refers to itself']],
    ],
    [
      'a string that is not a name',
      { actions: { a: { fields: { email: 'email' }, checks: 'none' } } },
      [
        ['CM101', '/actions/a/fields/email', '"email" is neither a type nor the name of a part'],
        ['CM101', '/actions/a/checks', 'expected object or array, but it is a string'],
      ],
    ],
    [
      'names in mappings',
      {
        request: { url: 'https://x.example' },
        fragments: { person: { id: { '@path': '$.payload.id' } } },
        actions: {
          a: {
            fields: { id: { type: 'string', description: 'std#/email', default: { '@literal': 'std#/email' } } },
            requests: [
              { body: { a: '#/fragments/person', b: '#/fragments/nobody', c: { $ref: '#/fragments/person' } } },
            ],
          },
        },
      },
      [['CM806', '/actions/a/requests/0/body/a', 'this string looks like the name of a part, but is sent as it is']],
    ],
    [
      'an unknown field among those that are added up',
      {
        request: { url: 'https://x.example' },
        templates: { t: { with: ['m'], ...action, requests: [{ body: { '@fields': ['ida'], $with: 'm' } }] } },
        actions: { a: { extends: 't', with: { m: { '@fields': ['id', 'idb'] } } }, b: { $ref: '#/actions/a' } },
      },
      [
        ['CM403', '/templates/t/requests/0/body/@fields/0', ''],
        ['CM403', '/actions/a/with/m/@fields/1', ''],
      ],
    ],
    [
      'an action of another type',
      { templates: { t: action }, actions: { a: { extends: 1 } } },
      [['CM101', '/actions/a/extends', '']],
    ],
  ])('%s', (_, parts, expected) => {
    const problems = lint(withParts(parts)).filter(({ code }) => code !== 'CM802')
    for (const [i, [code, at, message]] of expected.entries()) {
      expect(problems[i]).toMatchObject({ code, at, ...(message && { message }) })
    }
    const rest = problems.slice(expected.length).map(({ code, at }) => `${code} ${at}`)
    expect(rest.filter(problem => !problem.startsWith('CM103'))).toEqual([])
  })

  test.each([
    ['std/email', 'did you mean `std#/email`?'],
    ['email', 'did you mean `std#/email`?'],
    [
      'fields/id',
      'types are string, text, number, integer, boolean, datetime, object, secret; a part has a name such as `#/fields/id` or `std#/email`',
    ],
  ])('`%s` is helped to be a name', (text, help) => {
    const [problem] = lint(withParts({ actions: { a: { fields: { id: text } } } }))
    expect(problem).toMatchObject({ code: 'CM101', help })
  })

  test('a long chain of names is refused', () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, `#/fields/f${i + 1}`]))
    const chain = withParts({
      fields: { ...fields, f5000: { type: 'string' } },
      actions: { a: { fields: { id: '#/fields/f0' } } },
    })
    expect(lint(chain)[0]).toMatchObject({ code: 'CM104' })
  })

  test('a definition that templates make too large is refused', () => {
    const big = Array.from({ length: 2_000 }, (_, i) => [`f${i}`, { type: 'string' }])
    const actions = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`a${i}`, { extends: 'big' }]))
    const definition = withParts({ templates: { big: { fields: Object.fromEntries(big) } }, actions })
    expect(lint(definition)).toMatchObject([{ code: 'CM109' }])
  })

  test('a field that a shared part reads is absent from an action by name', () => {
    const body = { $ref: '#/fragments/person' }
    const without = { fields: { name: { type: 'string' } }, requests: [{ url: 'https://x.example', body }] }
    const actions = { a: { ...without, ...action }, b: without }
    const problems = lint(withParts({ fragments: { person: { id: { '@path': '$.payload.id' } } }, actions }))
    expect(problems).toMatchObject([
      { code: 'CM403', at: '/fragments/person/id/@path', note: 'the action `b` uses this part, and has no such field' },
    ])
  })

  test.each<[string, (n: number) => object]>([
    ['copied', n => ({ list: Array.from({ length: n }, () => ({ '@fields': '*' })) })],
    ['copied to one object', n => ({ '@fields': Array.from({ length: n }, () => '*') })],
    ['left out', n => ({ '@fields': '*', except: Array.from({ length: n }, () => 'f999') })],
  ])('fields that are %s too often are refused', (_, body) => {
    const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, { type: 'string' }]))
    const copy = (n: number) => {
      return lint(withParts({ actions: { a: { fields, requests: [{ url: 'https://x.example', body: body(n) }] } } }))
    }
    expect(copy(10).map(({ code }) => code)).not.toContain('CM109')
    expect(copy(20_000)).toMatchObject([{ code: 'CM109' }])
  })

  test('a file is expanded once for all places that are looked for in it, also one that is too large', () => {
    let reads = 0
    const big = { fields: { a: { type: 'string', choices: Array.from({ length: 210_000 }, (_, i) => i) } } }
    const definition = new Proxy(withParts({ actions: { big } }), {
      get(target, key, receiver) {
        reads++
        return Reflect.get(target, key, receiver)
      },
    })
    const find = () => findWrittenAt(definition as never, '/actions/big/fields/a')
    expect(find()).toBe('/actions/big/fields/a')
    const before = reads
    expect(find()).toBe('/actions/big/fields/a')
    expect(reads).toBe(before)
  })

  test('a chain of actions is as deep as its levels', () => {
    const nest = (value: unknown, levels: number): unknown => (levels === 0 ? value : nest({ a: value }, levels - 1))
    const chain = (length: number, levels: number) => {
      const actions = Array.from({ length }, (_, i) => {
        const body = nest({ $ref: `#/actions/a${i + 1}/requests/0/body` }, levels)
        return [`a${i}`, { extends: 't', requests: [{ body: i === length - 1 ? 1 : body }] }]
      })
      const templates = { t: { fields: {} } }
      return withParts({ request: { url: 'https://x.example' }, templates, actions: Object.fromEntries(actions) })
    }
    expect(lint(chain(10, 1)).map(({ code }) => code)).not.toContain('CM104')
    for (const definition of [chain(3, 150), chain(1000, 1)]) {
      expect(lint(definition)[0]).toMatchObject({ code: 'CM104', at: expect.stringMatching(/^\/actions\//) })
    }
  })

  test.each(['templates', 'fragments'])('unused %s of any depth are refused', kind => {
    let deep: unknown = 1
    for (let i = 0; i < 100_000; i++) deep = { deep }
    expect(lint(withParts({ [kind]: { deep }, actions: { a: action } }))[0]).toMatchObject({ code: 'CM104' })
  })

  test('names of the prototype are names like others', () => {
    const parts = JSON.parse(
      '{ "templates": { "__proto__": { "with": ["constructor"], "fields": { "toString": { "type": "string", "label": { "$with": "constructor" } } } } }, "actions": { "a": { "extends": "__proto__", "with": { "constructor": "x" } }, "b": { "extends": "constructor" } } }',
    )
    const problems = lint(withParts(parts)).filter(({ code }) => code !== 'CM103')
    expect(problems.map(({ code, at }) => [code, at])).toEqual([['CM112', '/actions/b/extends']])
    expect(expand(withParts(parts)).expanded.actions.a!.fields.toString).toEqual({ type: 'string', label: 'x' })
  })
})
