import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resolveActions } from '../src/analysis/index.ts'
import { createDefinition, importMetadata, type MetadataImport } from '../src/api/segment.ts'
import type { Json, JsonObject } from '../src/value/index.ts'

/** Imports metadata, which must have a destination. */
function imported(metadata: object): MetadataImport & { readonly actions: Record<string, JsonObject> } {
  const made = importMetadata({ name: 'Post', ...metadata } as unknown as Json)
  if ('mistake' in made) throw new Error(made.mistake)
  return { ...made, actions: made.definition.actions as Record<string, JsonObject> }
}

/** The fields of the only action, and the notes as `effect part: places`. */
function importFields(fields: object) {
  const { actions, notes } = imported({ actions: { send: { fields } } })
  return { fields: actions.send!.fields, notes: notes.map(({ effect, part, at }) => `${effect} ${part}: ${at.join()}`) }
}

const at = '/actions/send/fields'
const text = { type: 'string' }

describe('conditions', () => {
  const kind = { ...text }
  const is = (fieldKey: string, value?: unknown) => ({
    fieldKey,
    operator: 'is',
    ...(value !== undefined && { value }),
  })
  const required = (given: object, field: object = { ...text, required: given }) => {
    const { fields, notes } = importFields({ kind, mode: text, in: text, field })
    return [((fields as JsonObject).field as JsonObject).required, notes]
  }

  test.each<[string, object, unknown, string[]]>([
    ['all hold where nothing is said', { conditions: [is('kind', 'a'), is('mode')] }, "kind = 'a' and mode = null", []],
    ['any holds', { match: 'any', conditions: [is('kind', 1), is('mode', 2)] }, 'kind = 1 or mode = 2', []],
    ['one needs no match', { match: 'all', conditions: [is('kind', true)] }, 'kind = true', []],
    ['the type of a field is not needed', { conditions: [{ ...is('kind', 1), type: 'field' }] }, 'kind = 1', []],
    [
      'a sync mode is dropped from any',
      { match: 'any', conditions: [is('kind', 1), { type: 'syncMode', operator: 'is', value: 'add' }] },
      'kind = 1',
      [`lost required: ${at}/field/required`],
    ],
    [
      'another value is not equal, and strings have the quotes that they do not contain',
      { match: 'any', conditions: [{ ...is('kind', "it's"), operator: 'is_not' }, is('mode', 'a "b"')] },
      'kind != "it\'s" or mode = \'a "b"\'',
      [],
    ],
    [
      'null is a value, which the notation cannot express',
      { conditions: [is('kind', null)] },
      { conditions: [is('kind', null)] },
      [],
    ],
    ['a field has the name of a keyword', { conditions: [is('in', 1)] }, { conditions: [is('in', 1)] }, []],
    [
      'with a sync mode, all are dropped',
      { match: 'all', conditions: [is('kind', 1), { type: 'syncMode', operator: 'is', value: 'add' }] },
      undefined,
      [`lost required: ${at}/field/required`],
    ],
    [
      'a list of values is dropped',
      { conditions: [is('kind', ['a', 'b'])] },
      undefined,
      [`lost required: ${at}/field/required`],
    ],
    [
      'an unknown field is dropped',
      { conditions: [is('other', 1)] },
      undefined,
      [`lost required: ${at}/field/required`],
    ],
  ])('%s', (_, given, expected, notes) => {
    expect(required(given)).toEqual([expected, notes])
  })

  test('a property beside the field gets its path, a field of the action does not', () => {
    const x = { ...text, required: { conditions: [is('eventType', 'a'), is('kind', 'b')] } }
    const { fields, notes } = importFields({ kind, data: { type: 'object', properties: { eventType: text, x } } })
    expect(fields).toMatchObject({
      data: {
        properties: { x: { required: "data.eventType = 'a' and kind = 'b'" } },
      },
    })
    expect(notes).toEqual([`changed fieldKey: ${at}/data/properties/x/required/conditions/0/fieldKey`])
  })
})

describe('fields', () => {
  test.each<[string, object, Json, string[]]>([
    ['a password is a secret', { type: 'password' }, 'secret', []],
    ['an unknown type is a string', { type: 'list' }, 'string', ['lost type: @/type']],
    ['false is the default', { ...text, required: false, multiple: false, allowNull: false }, 'string', []],
    [
      'choices are scalars, or have labels',
      { ...text, choices: ['a', { label: 'B', value: 'b' }, { label: 'c', value: 'c' }] },
      { ...text, choices: ['a', { label: 'B', value: 'b' }, 'c'] },
      [],
    ],
    [
      'no choices allow any value',
      { ...text, choices: [], dynamic: true },
      'string',
      ['lost choices: @/choices', 'form dynamic: @/dynamic'],
    ],
    ['choices of another type are dropped', { ...text, choices: [1, 2] }, 'string', ['lost choices: @/choices']],
    ['bounds stay', { type: 'number', minimum: 1, maximum: 2 }, { type: 'number', minimum: 1, maximum: 2 }, []],
    [
      'bounds that no value meets are dropped',
      { type: 'number', minimum: 3, maximum: 2 },
      { type: 'number', maximum: 2 },
      ['lost minimum: @/minimum'],
    ],
    ['an unknown format is dropped', { ...text, format: 'regex' }, 'string', ['lost format: @/format']],
    ['categories are renamed', { ...text, category: 'hashedPII' }, { ...text, category: 'hashedPii' }, []],
    ['a category of the form is dropped', { ...text, category: 'sync' }, 'string', ['form category: @/category']],
    [
      'a default that does not compile is dropped',
      { ...text, default: { '@pth': '$.a' } },
      'string',
      ['lost default: @/default'],
    ],
    [
      'properties of a string are dropped',
      { ...text, properties: { a: text } },
      'string',
      ['lost properties: @/properties'],
    ],
    [
      'a required field has a `!`',
      { ...text, required: true, format: 'uuid' },
      { type: 'string!', format: 'uuid' },
      [],
    ],
    ['a required field without more is its type', { type: 'number', required: true }, 'number!', []],
    [
      'a path is the default',
      { ...text, default: { '@path': '$.properties.a' } },
      { ...text, default: '$.properties.a' },
      [],
    ],
    [
      'paths are the default',
      { ...text, default: { '@coalesce': [{ '@path': '$.properties.a' }, { '@path': '$.traits.b' }] } },
      { ...text, default: ['$.properties.a', '$.traits.b'] },
      [],
    ],
    [
      'a path without a root, and a path beside a value, stay',
      { ...text, default: { '@coalesce': [{ '@path': 'traits.a' }, { '@path': '$.traits.b' }, 'c'] } },
      { ...text, default: { '@coalesce': [{ '@path': 'traits.a' }, { '@path': '$.traits.b' }, 'c'] } },
      [],
    ],
    ['a value like a path is no path', { ...text, default: '$.50' }, { ...text, default: { '@literal': '$.50' } }, []],
    [
      'values like paths are no paths',
      { ...text, multiple: true, default: ['$.50'] },
      { ...text, multiple: true, default: { '@literal': ['$.50'] } },
      [],
    ],
    ['an unknown member is noted', { ...text, colour: 'red' }, 'string', ['lost colour: @/colour']],
    [
      'properties are fields',
      {
        type: 'object',
        multiple: true,
        additionalProperties: true,
        properties: { a: { type: 'object', properties: { b: { ...text, format: 'uuid' } } } },
      },
      {
        type: 'object',
        multiple: true,
        additionalProperties: true,
        properties: { a: { type: 'object', properties: { b: { ...text, format: 'uuid' } } } },
      },
      [],
    ],
  ])('%s', (_, given, field, notes) => {
    const places = notes.map(note => note.replace('@', `${at}/field`))
    expect(importFields({ field: given })).toEqual({ fields: { field }, notes: places })
  })

  test.each<[string, object, Json]>([
    ['the same default', { ...text, default: { '@path': 'userId' } }, 'std#/userId'],
    ['other words', { ...text, label: 'Who', default: { '@path': '$.userId' } }, { $ref: 'std#/userId', label: 'Who' }],
    [
      'an @if of a value that is there',
      {
        ...text,
        default: {
          '@if': { exists: { '@path': '$.userId' }, then: { '@path': '$.userId' }, else: { '@path': '$.anonymousId' } },
        },
      },
      'std#/idOrAnonymousId',
    ],
    [
      'another type is no standard field',
      { type: 'text', default: { '@path': '$.userId' } },
      { type: 'text', default: '$.userId' },
    ],
    [
      'null is not absent',
      { ...text, allowNull: true, default: { '@path': '$.userId' } },
      { ...text, allowNull: true, default: '$.userId' },
    ],
  ])('a standard field: %s', (_, given, field) => {
    expect(importFields({ field: given }).fields).toEqual({ field })
  })
})

test('fields that all actions have are in a template, others that repeat are shared', () => {
  const [a, b, c] = ['First', 'Second', 'Third'].map(label => ({ label, ...text, description: `${label} of all.` }))
  const { definition } = imported({
    actions: {
      one: { title: 'Number one', fields: { a, b, c: { ...c, required: true }, d: text } },
      two: { fields: { a, b, c } },
      three: { fields: { a, b, c } },
      four: { fields: { a, b } },
    },
  })
  const requests = { $todo: expect.any(String) }
  expect(definition).toEqual({
    slug: 'post',
    name: 'Post',
    fields: { c },
    templates: { common: { fields: { a, b } } },
    actions: {
      one: {
        title: 'Number one',
        extends: 'common',
        fields: { c: '#/fields/c!', d: 'string' },
        requests,
      },
      two: { extends: 'common', fields: { c: '#/fields/c' }, requests },
      three: { extends: 'common', fields: { c: '#/fields/c' }, requests },
      four: { extends: 'common', requests },
    },
  })
})

test('labels and titles that are the words of their key are left out, and labelled choices are a table', () => {
  const size = (label: string) => ({
    ...text,
    label,
    choices: [
      { label: 'Small', value: 's' },
      { label: 'Large', value: 'l' },
    ],
  })
  const years = [
    { label: '2025', value: 'y25' },
    { label: '2026', value: 'y26' },
  ]
  const { definition } = imported({
    authentication: { fields: { apiKey: { ...text, label: 'API key' }, site: { ...text, label: 'Shop' } } },
    actions: {
      sendOrder: {
        title: 'Send order',
        fields: {
          size: size('Size'),
          other: size('Other size'),
          year: { ...text, label: 'Year', choices: years },
          parcel: { type: 'object', label: 'Parcel', properties: { parcel_id: { ...text, label: 'Parcel ID' } } },
          id: { ...text, label: 'ID', default: { '@path': '$.userId' } },
        },
      },
    },
  })
  const choices = { Small: 's', Large: 'l' }
  expect(definition.settings).toEqual({ apiKey: 'string', site: { label: 'Shop', ...text } })
  expect(definition.actions).toEqual({
    sendOrder: {
      fields: {
        size: { ...text, choices },
        other: { label: 'Other size', ...text, choices },
        year: { ...text, choices: years },
        parcel: { type: 'object', properties: { parcel_id: 'string' } },
        // The standard field is called "User ID".
        id: { $ref: 'std#/userId', label: 'ID' },
      },
      requests: { $todo: expect.any(String) },
    },
  })
})

test('short forms mean the fields as they were', () => {
  const metadata = JSON.parse(readFileSync(new URL('../fixtures/segment-metadata.json', import.meta.url), 'utf8'))
  const saved = Object.entries<{ fields: JsonObject }>(metadata.actions).map(([action, { fields }]) => {
    const { batch_keys: _, ...others } = fields
    return { name: action, action, trigger: 'type = "track"', enabled: true, mapping: {}, fields: others }
  })
  const plain = createDefinition('plain', saved).actions
  for (const [key, { fields }] of resolveActions(imported(metadata).definition as never)) {
    for (const [name, field] of Object.entries(fields))
      expect([name, field]).toMatchObject([name, plain[key]!.fields[name]!])
  }
})

describe('presets', () => {
  const fields = { id: { ...text, required: true, default: { '@path': '$.userId' } }, kind: { ...text, default: 'a' } }
  const subscribe = 'type = "track"'
  const subscribed = (...presets: object[]) => {
    const made = imported({ actions: { send: { fields } }, presets })
    return { ...made, subscriptions: made.definition.subscriptions }
  }

  test.each<[string, object, object]>([
    ['with the defaults', { id: { '@path': '$.userId' }, kind: 'a' }, {}],
    ['with another value', { id: { '@path': '$.userId' }, kind: 'b' }, { overrides: { kind: 'b' } }],
    ['without a field', { id: { '@path': '$.userId' } }, { mapping: { id: { '@path': '$.userId' } } }],
    [
      'without a required field',
      { kind: 'a' },
      { mapping: { kind: 'a', id: { '@literal': null, $todo: expect.any(String) } } },
    ],
    ['with a field that the action lacks', { id: { '@path': '$.userId' }, kind: 'a', more: 1 }, {}],
    ['with a mistake', { id: { '@path': '$.userId' }, kind: { '@pth': 1 } }, { overrides: { kind: null } }],
  ])('%s', (_, mapping, rest) => {
    const { subscriptions } = subscribed({ name: 'All', subscribe, partnerAction: 'send', mapping })
    expect(subscriptions).toEqual([{ name: 'All', action: 'send', trigger: subscribe, ...rest }])
  })

  test('a trigger is corrected, or refused with a reason', () => {
    const { subscriptions, findings, notes } = subscribed(
      { subscribe: 'type == "track"', partnerAction: 'send' },
      { subscribe: 'type = "track" and', partnerAction: 'send' },
      { subscribe, partnerAction: 'other' },
    )
    expect(subscriptions).toEqual([{ name: 'send', action: 'send', trigger: 'type = "track"' }])
    expect(findings.map(({ problem }) => problem !== undefined)).toEqual([false, true, true])
    expect(notes).toMatchObject([{ part: 'subscribe', effect: 'changed', at: ['/presets/0/subscribe'] }])
  })

  test('the default subscription of an action without a preset is disabled', () => {
    const { definition } = imported({ actions: { send: { title: 'Send', fields, defaultSubscription: subscribe } } })
    expect(definition.subscriptions).toEqual([{ name: 'Send', action: 'send', trigger: subscribe, enabled: false }])
  })
})

test('every other part is noted', () => {
  const { notes, definition } = imported({
    slug: 'actions-My Post',
    mode: 'device',
    authentication: {
      scheme: 'oauth2',
      fields: {
        key: { type: 'password', depends_on: {}, required: { conditions: [] } },
        n: { type: 'number', default: 'x' },
      },
    },
    audienceConfig: { mode: { type: 'realtime' } },
    audienceFields: {},
    presets: [{ type: 'specificEvent', partnerAction: 'send', eventSlug: 'warehouse_entity_added_track' }],
    actions: {
      send: {
        hidden: true,
        platform: 'web',
        fields: { batch_keys: { ...text, multiple: true } },
        dynamicFields: { id: {} },
        hooks: { onMappingSave: {}, retlOnMappingSave: {} },
        syncMode: { default: 'add' },
      },
    },
  })
  expect(definition).toMatchObject({ slug: 'my-post', settings: { key: 'secret', n: 'number' } })
  expect(notes.map(({ effect, part, at }) => `${effect} ${part} ${at.join(' ')}`).toSorted()).toEqual([
    'form depends_on /authentication/fields/key/depends_on',
    'form dynamicFields /actions/send/dynamicFields',
    'form hidden /actions/send/hidden',
    'lost audienceConfig /audienceConfig',
    'lost audienceFields /audienceFields',
    'lost batch_keys /actions/send/fields/batch_keys',
    'lost default /authentication/fields/n/default',
    'lost hooks /actions/send/hooks/onMappingSave /actions/send/hooks/retlOnMappingSave',
    'lost mode /mode',
    'lost platform /actions/send/platform',
    'lost presets /presets/0',
    'lost required /authentication/fields/key/required',
    'lost scheme /authentication/scheme',
    'lost syncMode /actions/send/syncMode',
  ])
})
