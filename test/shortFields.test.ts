import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint, secretKeys } from '../src/analysis/index.ts'
import { CompileError, compile } from '../src/api/index.ts'
import { fillSettings, printTypes } from '../src/authoring/index.ts'
import { expandDefinition } from '../src/destination/expand.ts'
import { type Definition, findWrittenAt, labelFor } from '../src/destination/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import { isObject, type Json, type JsonObject } from '../src/value/index.ts'

/** Short forms of fields, settings, actions and conditions: what a key or another member says already. */

function expand(parts: object) {
  const problems = new DiagnosticBag()
  const definition = expandDefinition(parts as JsonObject, problems)?.definition as unknown as Definition
  return { definition, problems: problems.list }
}

const whole = (parts: object) => ({ slug: 'x', name: 'X', ...parts }) as unknown as JsonObject

function mistakes(parts: object) {
  try {
    compile(whole(parts))
  } catch (error) {
    if (error instanceof CompileError) return error.diagnostics
    throw error
  }
  return []
}

describe('labels and titles are the words of keys', () => {
  const labelled = { label: 'A number', type: 'integer' }
  test.each<[string, object, object]>([
    ['of a setting', { settings: { api_key: { type: 'secret' } } }, { settings: { api_key: { label: 'API key' } } }],
    ['of a field', { fields: { userId: { type: 'string' } } }, { fields: { userId: { label: 'User ID' } } }],
    ['not over one that is given', { fields: { number: labelled } }, { fields: { number: labelled } }],
    [
      'of an action, its fields and their parts',
      { actions: { trackEvent: { fields: { image_url: { properties: { width_px: { type: 'number' } } } } } } },
      {
        actions: {
          trackEvent: {
            title: 'Track event',
            fields: { image_url: { label: 'Image URL', properties: { width_px: { label: 'Width px' } } } },
          },
        },
      },
    ],
    [
      'of a part, also where its key is another',
      { fields: { userId: { type: 'string' } }, actions: { a: { fields: { who: '#/fields/userId' } } } },
      { actions: { a: { fields: { who: { label: 'User ID', type: 'string' } } } } },
    ],
    [
      'of a part with other members beside it',
      {
        fields: { userId: 'string' },
        actions: { a: { fields: { who: { $ref: '#/fields/userId', required: true } } } },
      },
      { actions: { a: { fields: { who: { label: 'User ID', type: 'string', required: true } } } } },
    ],
    [
      'of a part of a part',
      {
        fields: { user: { properties: { firstName: 'string' } }, given: '#/fields/user/properties/firstName' },
        actions: { a: { fields: { name: '#/fields/given' } } },
      },
      { actions: { a: { fields: { name: { label: 'First name' } } } } },
    ],
    [
      'but not of a standard part, which has one',
      { actions: { a: { fields: { address: 'std#/email' } } } },
      { actions: { a: { fields: { address: { label: 'Email address' } } } } },
    ],
    [
      'of the use of a fragment, which is only a piece',
      { fragments: { text: { type: 'string' } }, actions: { a: { fields: { first: '#/fragments/text' } } } },
      { actions: { a: { fields: { first: { label: 'First' } } } } },
    ],
    [
      'of a field of a template, which the action changes',
      {
        templates: { t: { fields: { at: { label: 'Time', type: 'string' }, to: 'string' } } },
        actions: { a: { extends: 't', fields: { at: { required: true }, to: { allowNull: true }, by: 'string' } } },
      },
      {
        actions: {
          a: {
            title: 'A',
            fields: {
              at: { label: 'Time', type: 'string', required: true },
              to: { label: 'To', type: 'string', allowNull: true },
              by: { label: 'By', type: 'string' },
            },
          },
        },
      },
    ],
    [
      'of the fields that an action gives to a hole',
      {
        templates: { t: { with: ['own', 'kind'], fields: { $with: 'own', kind: { $with: 'kind' } } } },
        actions: { a: { extends: 't', with: { own: { cartId: 'string' }, kind: 'number' } } },
      },
      {
        actions: {
          a: { fields: { cartId: { label: 'Cart ID', type: 'string' }, kind: { label: 'Kind', type: 'number' } } },
        },
      },
    ],
    [
      'of an action that another one refers to',
      { actions: { trackEvent: { fields: {} }, trackEvent2: { $ref: '#/actions/trackEvent' } } },
      { actions: { trackEvent2: { title: 'Track event' } } },
    ],
    [
      'and nowhere in mappings',
      { fields: { a: { type: 'object', default: { b: { type: 'string' }, properties: { c: 'string' } } } } },
      { fields: { a: { default: { b: { type: 'string' }, properties: { c: 'string' } } } } },
    ],
  ])('%s', (_, short, long) => {
    const { definition, problems } = expand({ actions: {}, ...short })
    expect(problems).toEqual([])
    expect(definition).toMatchObject(long)
    expect(JSON.stringify(definition).match(/"label":"(B|C)"/g)).toBeNull()
  })
})

describe('a type is implied', () => {
  test.each<[object, string]>([
    [{ properties: { id: 'string' } }, 'object'],
    [{ format: 'date' }, 'string'],
    [{ choices: ['a', 'b'] }, 'string'],
    [{ choices: [1, 2.5] }, 'number'],
    [{ choices: [true] }, 'boolean'],
    [{ choices: [{ label: 'One', value: 1 }, 2] }, 'number'],
    [{ choices: { One: '1', Two: '2' } }, 'string'],
    [{ choices: 'std#/currencies' }, 'string'],
    [{ type: 'text', format: 'uri' }, 'text'],
    [{ type: 'integer', choices: [1, 2] }, 'integer'],
  ])('%j', (field, type) => {
    const { definition } = expand({ actions: { a: { fields: { f: field } } } })
    expect(definition.actions.a!.fields.f!.type).toBe(type)
    expect(mistakes({ actions: { a: { fields: { f: field } } } })).toEqual([])
  })

  test.each<[object]>([
    [{}],
    [{ label: 'F' }],
    [{ minimum: 1 }],
    [{ default: 5 }],
    [{ multiple: true }],
    [{ additionalProperties: true }],
    [{ choices: ['a', 1] }],
  ])('not by %j', field => {
    const [mistake] = mistakes({ actions: { a: { fields: { f: field } } } })
    expect(mistake).toMatchObject({ code: 'CM103', message: '`type` is missing', at: '/actions/a/fields/f/type' })
    const why =
      'choices' in field
        ? 'its choices imply none, because they are not all strings, all numbers or all booleans'
        : '`properties`, `format`, and `choices` of one type imply the type'
    const types = 'types are string, text, number, integer, boolean, datetime, object, secret'
    expect(mistake?.help).toBe(`${why}; ${types}`)
  })

  test('and a mistake about it is where it is implied', () => {
    const field = { format: 'date', properties: { id: 'string' } }
    const parts = {
      fields: { f: { choices: { A: 'a' }, type: 'number' } },
      actions: { a: { fields: { f: '#/fields/f', g: field } } },
    }
    expect(mistakes(parts)).toMatchObject([{ code: 'CM405', at: '/fields/f/choices/A' }])
    expect(findWrittenAt(whole(parts), '/actions/a/fields/g/type')).toBe('/actions/a/fields/g/properties')
    expect(findWrittenAt(whole(parts), '/actions/a/fields/g/label')).toBe('/actions/a/fields/g')
    expect(findWrittenAt(whole(parts), '/actions/a/title')).toBe('/actions/a')
  })
})

describe('choices as a table', () => {
  const endpoints = { 'US-01': 'https://us.example', 'EU-01': 'https://eu.example' }
  const listed = [
    { label: 'US-01', value: 'https://us.example' },
    { label: 'EU-01', value: 'https://eu.example' },
  ]
  const choicesIn = (parts: object) => expand({ actions: {}, ...parts }).definition.settings!.s!.choices

  test('are a list of labels and values', () => {
    expect(choicesIn({ settings: { s: { choices: endpoints } } })).toEqual(listed)
    expect(choicesIn({ fragments: { endpoints }, settings: { s: { choices: '#/fragments/endpoints' } } })).toEqual(
      listed,
    )
    const more = { $ref: '#/fragments/endpoints', 'AU-01': 'https://au.example' }
    expect(choicesIn({ fragments: { endpoints }, settings: { s: { choices: more } } })).toEqual([
      ...listed,
      { label: 'AU-01', value: 'https://au.example' },
    ])
  })

  test('are found where they are written', () => {
    const parts = whole({ settings: { s: { choices: endpoints } }, actions: {} })
    expect(findWrittenAt(parts, '/settings/s/choices/1/value')).toBe('/settings/s/choices/EU-01')
    expect(findWrittenAt(parts, '/settings/s/choices')).toBe('/settings/s/choices')
    expect(mistakes({ settings: { s: { choices: { A: ['a'], B: 'b' } } }, actions: {} })).toMatchObject([
      {
        code: 'CM101',
        at: '/settings/s/choices/A',
        message: 'expected string or number or boolean, but it is an array',
      },
    ])
  })

  test('cannot have labels like whole numbers, whose order is lost', () => {
    const [mistake] = mistakes({ settings: { s: { choices: { Ten: 'b', 9: 'a' } } }, actions: {} })
    expect(mistake).toMatchObject({ code: 'CM101', at: '/settings/s/choices/9', marks: 'key' })
    expect(mistake?.help).toBe(
      'the order of such keys is lost, so write a list: `"choices": [{ "label": "9", "value": … }]`',
    )
    const shared = {
      fields: { f: { choices: { 9: 'a' } } },
      actions: { a: { fields: { f: '#/fields/f', g: '#/fields/f' } } },
    }
    expect(mistakes(shared)).toMatchObject([{ code: 'CM101', at: '/fields/f/choices/9' }])
    expect(Object.keys(JSON.parse('{"4294967295":1,"01":1,"-1":1,"1.5":1,"4294967294":1}'))[0]).toBe('4294967294')
    expect(mistakes({ settings: { s: { choices: { '01': 'a', '1.5': 'b', '-1': 'c' } } }, actions: {} })).toEqual([])
  })

  test('are no mapping', () => {
    const [mistake] = mistakes({ settings: { s: { choices: { '@path': '$.settings.x' } } }, actions: {} })
    expect(mistake).toMatchObject({ code: 'CM101', at: '/settings/s/choices/@path' })
    expect(mistake?.help).toBe('a table of choices takes labels and values, not a directive')
  })

  test('are at least one', () => {
    expect(mistakes({ settings: { s: { type: 'string', choices: {} } }, actions: {} })).toMatchObject([
      { code: 'CM101', at: '/settings/s/choices' },
    ])
  })
})

describe('the name of a type is a field', () => {
  test.each(['string', 'text', 'number', 'integer', 'boolean', 'datetime', 'object', 'secret'])('%s', type => {
    const { definition, problems } = expand({
      settings: { a: type },
      fields: { b: type, c: { $ref: '#/fields/b', required: true } },
      actions: { d: { fields: { e: { properties: { f: type } }, g: '#/fields/b' } } },
    })
    expect(problems).toEqual([])
    expect(definition.settings).toEqual({ a: { type, label: 'A' } })
    expect(definition.fields).toEqual({ b: { type, label: 'B' }, c: { type, label: 'B', required: true } })
    expect(definition.actions.d!.fields).toMatchObject({
      e: { properties: { f: { type, label: 'F' } } },
      g: { type, label: 'B' },
    })
  })

  test('and its parts are where it is', () => {
    const parts = whole({ actions: { a: { fields: { at: 'number' } } } })
    expect(findWrittenAt(parts, '/actions/a/fields/at/type')).toBe('/actions/a/fields/at')
    expect(findWrittenAt(parts, '/actions/a/fields/at/label')).toBe('/actions/a/fields/at')
  })

  test.each([
    ['nubmer', 'did you mean `number`?', 'number'],
    ['email', 'did you mean `std#/email`?', undefined],
    ['std/email', 'did you mean `std#/email`?', 'std#/email'],
    ['string(20)', 'write { "type": "string" } with the other members beside it', undefined],
    [
      'array',
      'types are string, text, number, integer, boolean, datetime, object, secret; a part has a name such as `#/fields/id` or `std#/email`',
      undefined,
    ],
  ])('but not `%s`', (text, help, meant) => {
    const found = mistakes({ actions: { a: { fields: { at: text } } } })
    const message = `"${text}" is neither a type nor the name of a part`
    expect(found).toMatchObject([{ code: 'CM101', at: '/actions/a/fields/at', message, help }])
    expect(found[0]?.fix?.edits).toEqual(meant && [{ at: '/actions/a/fields/at', text: meant }])
  })
})

test.each([
  ['a number', 5, '', 'expected an object or the name of a type, but it is a number'],
  ['empty choices', { choices: [] }, '/choices', '`choices` is empty'],
  ['an empty table', { choices: {} }, '/choices', '`choices` is empty'],
  ['choices that are no list', { choices: 'a' }, '/choices', 'expected array, but it is a string'],
])('a field that is %s is one mistake', (_, x, at, message) => {
  const fields = { x } as unknown as Json
  expect(mistakes({ actions: { a: { fields } } })).toMatchObject([{ at: `/actions/a/fields/x${at}`, message }])
})

test.each([
  ['an unknown standard part', 'std#/emial', '/templates/t/fields/email'],
  ['an unknown part', '#/fields/emial', '/templates/t/fields/email'],
  ['a part with members beside it', { $ref: 'std#/emial', label: 'E' }, '/templates/t/fields/email/$ref'],
  ['no name of a part', 'std/email', '/templates/t/fields/email'],
  ['a misspelled type', 'strin', '/templates/t/fields/email'],
  ['a number', 5, '/templates/t/fields/email'],
])('a field that is %s is one mistake, also for all that read it', (_, email, at) => {
  const check = { when: "payload.email = 'x'", field: 'email', message: 'm' }
  const requests = [{ url: 'https://x.example', body: { '@fields': ['email'] } }]
  const parts = {
    fields: { email: 'string' },
    templates: { t: { fields: { email } as unknown as Json, checks: { check }, requests } },
    actions: { a: { extends: 't' }, b: { extends: 't', fields: { email: { required: true } } } },
    subscriptions: [{ action: 'b', trigger: 'type = "track"' }],
  }
  expect(mistakes(parts).map(problem => problem.at)).toEqual([at])
})

test('a mapping in place of a field is its default', () => {
  const [, problem] = mistakes({ actions: { a: { fields: { x: { '@path': '$.userId' } } } } })
  const help = 'a mapping is the `default` of a field: `"default": { "@path": … }`'
  expect(problem).toMatchObject({ code: 'CM102', at: '/actions/a/fields/x/@path', help })
})

describe('a misspelled name of a part', () => {
  test.each([
    ['#/fields/prize', '#/fields/price'],
    ['#/feilds/price', '#/fields/price'],
    ['#fields/price', '#/fields/price'],
    ['#/fields/a~1d', '#/fields/a~1b'],
    ['std#/emial', 'std#/email'],
    ['std#email', 'std#/email'],
    ['std/email', 'std#/email'],
    ['#/fields/unlike', undefined],
    ['#/nothing/price', undefined],
    ['#', undefined],
  ])('%s suggests %s', (name, meant) => {
    const fields = { price: 'number', 'a/b': 'string' }
    const help = meant && `did you mean \`${meant}\`?`
    const found = (x: unknown) =>
      mistakes({ fields, actions: { a: { fields: { x } } } }).map(problem => [problem.at, problem.help])
    expect(found(name)).toEqual([['/actions/a/fields/x', help]])
    if (name.includes('#')) expect(found({ $ref: name })).toEqual([['/actions/a/fields/x/$ref', help]])
  })
})

describe('a condition as text is an expression', () => {
  const text = '$count(payload.products) > 75'
  const lines = ['payload.test', '  and $not(payload.real = true)']
  const places: Readonly<Record<string, (when: Json) => object>> = {
    'in a check': when => ({ actions: { a: { fields: {}, checks: { c: { when, message: 'm' } } } } }),
    'in a list of checks': when => ({ actions: { a: { fields: {}, checks: [{ when, message: 'm' }] } } }),
    'in a request': when => ({ actions: { a: { fields: {}, requests: [{ when }] } } }),
    'in the shared request': when => ({ request: { when }, actions: {} }),
    'in a batch': when => ({ actions: { a: { fields: {}, batch: { when } } } }),
    'in a rule for answers': when => ({ request: { response: { rules: [{ when, outcome: 'retry' }] } }, actions: {} }),
    'in errors of answers': when => ({ request: { response: { errors: { list: [], when } } }, actions: {} }),
    'in a list of errors': when => ({ request: { response: { errors: [{ list: [], when }] } }, actions: {} }),
    'in a fragment': when => ({
      fragments: { check: { when, message: 'm' } },
      actions: { a: { fields: {}, checks: { c: '#/fragments/check' } } },
    }),
    'that is a fragment': when => ({
      fragments: { when },
      actions: { a: { fields: {}, requests: [{ when: { $ref: '#/fragments/when' } }] } },
    }),
    'in a hole': when => ({
      templates: { t: { with: ['when'], fields: {}, batch: { when: { $with: 'when' } } } },
      actions: { a: { extends: 't', with: { when } } },
    }),
  }
  test.each(Object.entries(places))('%s', (_, place) => {
    for (const when of [text, lines]) {
      const { definition, problems } = expand(place(when))
      expect(problems).toEqual([])
      expect(definition).toEqual(expand(place({ '@jsonata': when })).definition)
    }
    expect(expand(place(true)).definition).not.toEqual(expand(place({ '@jsonata': text })).definition)
  })

  test('but not in a mapping, nor in what a mapping gives', () => {
    const body = { when: text, list: [{ when: lines }] }
    const { definition } = expand({ actions: { a: { fields: {}, requests: [{ body, when: { '@literal': text } }] } } })
    expect(definition.actions.a!.requests).toEqual([{ body, when: { '@literal': text } }])
  })

  const check = (when: Json) => ({
    actions: { a: { fields: { id: 'string' }, checks: { c: { when, message: 'm' } } } },
  })

  test('decides', () => {
    const subscriptions = [{ action: 'a', trigger: 'type = "track"' }]
    const withDefault = { fields: { id: { type: 'string', default: { '@path': '$.properties.id' } } } }
    const { a } = check("payload.id = 'x'").actions
    const other = compile(whole({ actions: { a: { ...a, ...withDefault } }, subscriptions }))
    const run = (id: string) => other.map({ type: 'track', event: 'E', userId: 'u', properties: { id } }).failures
    expect(run('x')).toMatchObject([{ code: 'CM904', check: 'c' }])
    expect(run('y')).toEqual([])
  })

  test('is not the name of a part, which needs its `$ref`', () => {
    const at = '/actions/a/checks/c/when'
    expect(mistakes({ ...check('#/fragments/isTest'), fragments: { isTest: 'payload.id' } })).toMatchObject([
      {
        code: 'CM101',
        at,
        message: '`when` is the name of a part, expected an expression',
        help: 'write an expression, or { "$ref": "#/fragments/isTest" } for a condition that is a part',
      },
    ])
  })

  test('has its mistakes and findings at their places', () => {
    const at = '/actions/a/checks/c/when'
    expect(mistakes(check('payload.idd = 1'))).toMatchObject([{ code: 'CM403', at, span: { start: 8, end: 11 } }])
    expect(mistakes(check(['payload.id =', '  ((1']))[0]).toMatchObject({ at })
    const findings = lint(whole(check('$not(payload.id)'))).filter(({ code }) => code === 'CM815')
    expect(findings).toMatchObject([{ at, span: { start: 0 } }])
    const long = lint(whole(check({ '@jsonata': '$not(payload.id)' }))).filter(({ code }) => code === 'CM815')
    expect(findings[0]!.fix).toEqual(JSON.parse(JSON.stringify(long[0]!.fix).replaceAll(`${at}/@jsonata`, at)))
  })
})

test('commands know the settings before they compile', () => {
  const definition = whole({
    settings: {
      token: 'secret',
      other: '#/settings/token',
      region: { choices: { Europe: 'eu', Asia: 'as' }, required: true },
      limit: 'number',
      site: { format: 'uri', example: 'https://s.example' },
    },
    actions: {},
  })
  expect(secretKeys(definition)).toEqual(['token', 'other'])
  expect(secretKeys({ settings: { token: 'secret', wrong: 'scret', none: null } })).toEqual(['token'])
  expect([undefined, null, 1, 'secret', [], {}, { settings: 'secret' }].flatMap(secretKeys)).toEqual([])
  expect(fillSettings('x', definition, { token: 'hidden' }, undefined).settings).toEqual({
    token: { $secret: 'X_TOKEN' },
  })
  expect(fillSettings('x', definition, undefined, undefined).settings).toEqual({
    region: 'eu',
    site: 'https://s.example',
  })
  expect(printTypes([{ definition: definition as unknown as Definition }])).toContain(
    [
      '  settings: {',
      '    token?: string | SecretReference',
      '    other?: string | SecretReference',
      "    region: 'eu' | 'as'",
      '    limit?: number',
      '    site?: string',
    ].join('\n'),
  )
})

const key = fc.constantFrom('id', 'firstName', 'image_url', 'utm_source', 'at', 'x')
const scalar = fc.constantFrom('string', 'text', 'number', 'integer', 'boolean', 'datetime', 'secret')
const choice = fc.record({
  label: fc.constantFrom('A', 'B', '1', '@x', 'C d', ''),
  value: fc.constantFrom('a', 'b', 1, true),
})
const members = fc.record(
  {
    description: fc.constant('About it.'),
    required: fc.boolean(),
    format: fc.constantFrom('uri', 'date'),
    choices: fc.oneof(fc.array(choice, { minLength: 1, maxLength: 4 }), fc.constant(['a', 'b'])),
  },
  { requiredKeys: [] },
)
const { fields } = fc.letrec<{ fields: Record<string, Json>; field: JsonObject }>(tie => ({
  fields: fc.dictionary(key, tie('field') as fc.Arbitrary<Json>, { maxKeys: 4 }),
  field: fc
    .tuple(
      members,
      fc.oneof(scalar, scalar, tie('fields')),
      fc.option(fc.constantFrom('ID', 'Some label'), { nil: undefined }),
    )
    .map(([more, kind, label]) => ({
      ...more,
      label: label as string,
      ...(typeof kind === 'string' ? { type: kind } : { type: 'object', properties: kind as JsonObject }),
    })),
}))

/** Writes a field with a type, and a label unless it is that of its key, as short as it can be. */
function shorten(field: JsonObject, name: string): Json {
  const { label, type, properties, choices, ...rest } = field
  const values = Array.isArray(choices) ? (choices as Json[]) : []
  const labels = values.map(item => (isObject(item) ? String(item.label) : '1'))
  const isTable =
    values.length > 0 && new Set(labels).size === labels.length && !labels.some(one => /^\d|^[@$]/.test(one))
  const types = new Set(values.map(item => typeof (isObject(item) ? item.value : item)))
  const implied = properties ? 'object' : rest.format ? 'string' : types.size === 1 ? [...types][0] : undefined
  const short = {
    ...(label !== labelFor(name) && { label: label! }),
    ...(type !== implied && { type: type! }),
    ...(isObject(properties) && { properties: shortenAll(properties) }),
    ...(choices !== undefined && {
      choices: isTable
        ? Object.fromEntries(values.map(item => [(item as JsonObject).label, (item as JsonObject).value!]))
        : choices,
    }),
    ...rest,
  }
  return Object.keys(short).join() === 'type' ? type! : (short as JsonObject)
}

const shortenAll = (all: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(all).map(([name, field]) => [name, shorten(field as JsonObject, name)]))

/** Gives every field a label. */
const labelAll = (all: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(all).map(([name, field]) => {
      const { label = labelFor(name), properties, ...rest } = field as JsonObject
      return [name, { label, ...rest, ...(isObject(properties) && { properties: labelAll(properties) }) }]
    }),
  )

test('every field means the same, long and short', () => {
  fc.assert(
    fc.property(fields, given => {
      const long = labelAll(JSON.parse(JSON.stringify(given)))
      const made = (all: JsonObject) =>
        expand({ settings: {}, fields: all, actions: { a: { title: 'A', fields: all } } })
      const [first, second] = [made(long), made(shortenAll(long))]
      expect(first.definition).toEqual({ settings: {}, fields: long, actions: { a: { title: 'A', fields: long } } })
      expect(second).toEqual(first)
    }),
  )
})

test('a message lists twenty choices, and counts the others', () => {
  const send = {
    fields: { currency: { type: 'string', choices: 'std#/currencies', default: '$.properties.currency' } },
  }
  const destination = compile(
    whole({ actions: { send }, subscriptions: [{ action: 'send', trigger: 'type = "track"' }] }),
  )
  const [failure] = destination.map({ type: 'track', userId: 'u', properties: { currency: 'XXY' } }).failures
  expect(failure?.message).toMatch(
    /^expected one of "AED", (?:"[A-Z]{3}", ){18}"[A-Z]{3}" or \d+ others, but it is "XXY"$/,
  )
})

test('conditions hold for parts of parts', () => {
  const inner = { a: 'string', b: { type: 'string', required: "o.p.a = 'x'" } }
  const o = { default: '$.properties', properties: { p: { properties: inner } } }
  const destination = compile(
    whole({ actions: { send: { fields: { o } } }, subscriptions: [{ action: 'send', trigger: 'type = "track"' }] }),
  )
  const failuresOf = (p: object) => destination.map({ type: 'track', userId: 'u', properties: { p } }).failures
  expect(failuresOf({ a: 'x' })).toMatchObject([{ code: 'CM901', at: '/o/p/b' }])
  expect(failuresOf({ a: 'x', b: 'y' })).toEqual([])
  expect(failuresOf({ a: 'y' })).toEqual([])
})

test('a price, which begins as a path does, has a way out', () => {
  const fields = { price: { type: 'string', default: '$.50' } }
  const given = whole({
    actions: { send: { fields } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  }) as unknown as Definition
  expect(lint(given)).toMatchObject([
    {
      code: 'CM301',
      at: '/actions/send/fields/price/default',
      help: 'for the string itself, write {"@literal":"$.50"}',
    },
  ])
})
