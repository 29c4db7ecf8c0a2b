import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mappingsSchema } from '../src/destination/mappingsSchema.ts'
import { writtenSchema } from '../src/destination/writtenSchema.ts'
import { suiteSchema } from '../src/suite/index.ts'
import { newAjv } from '../src/value/ajv.ts'

test('schema/destination.json equals the schema of definitions as they are written (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(writtenSchema, null, 1)}\n`).toMatchFileSnapshot('../schema/destination.json')
})

test('schema/mappings.json equals the schema of mappings files (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(mappingsSchema, null, 1)}\n`).toMatchFileSnapshot('../schema/mappings.json')
})

test('schema/test.json equals the schema of test files (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(suiteSchema, null, 1)}\n`).toMatchFileSnapshot('../schema/test.json')
})

describe('schema/destination.json judges', () => {
  const accepts = newAjv({ strict: false, allErrors: false }).compile(writtenSchema)
  const folder = new URL('../', import.meta.url)
  const files = [
    ...readdirSync(new URL('destinations/', folder)).map(slug => `destinations/${slug}/destination.json`),
    'examples/own-api/destination.json',
  ]
  test.each(files)('%s', file => {
    accepts(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    expect(accepts.errors).toBeNull()
  })

  const action = { fields: { id: { type: 'string' } } }
  test.each<[string, object, boolean]>([
    [
      'an action that extends a template',
      { templates: { t: { with: ['a'], ...action } }, actions: { a: { extends: 't', with: { a: 1 } } } },
      true,
    ],
    [
      'a hole in place of a word',
      { templates: { t: { repeats: { $with: 'a' }, title: { $with: 'a' } } }, actions: { a: action } },
      true,
    ],
    [
      'a hole among fields',
      { templates: { t: { fields: { $with: 'own', ...action.fields } } }, actions: { a: action } },
      true,
    ],
    [
      'a standard field and list',
      {
        actions: {
          a: {
            fields: { email: { $ref: 'std#/email' }, unit: { type: 'string', choices: { $ref: 'std#/currencies' } } },
          },
        },
      },
      true,
    ],
    [
      'names of parts',
      {
        settings: { unit: { type: 'string', choices: 'std#/currencies' } },
        fields: { id: 'std#/userId' },
        fragments: { checks: {} },
        templates: { t: { with: ['own'], fields: { $with: 'own' }, checks: '#/fragments/checks' } },
        actions: {
          a: { fields: { id: '#/fields/id', user: { type: 'object', properties: '#/fields' } } },
          b: {
            extends: 't',
            with: { own: { id: '#/fields/id' } },
            fields: { email: 'std#/email' },
            checks: '#/fragments/checks',
          },
          c: '#/actions/a',
        },
      },
      true,
    ],
    ['the name of a type', { settings: { key: 'secret' }, actions: { a: { fields: { id: 'string' } } } }, true],
    [
      'types that are implied',
      {
        settings: { region: { choices: ['eu', 'us'] } },
        fields: { at: { format: 'date-time' }, user: { properties: { id: 'string' } } },
        actions: { a: action },
      },
      true,
    ],
    ['a table of choices', { settings: { region: { choices: { Europe: 'eu' } } }, actions: { a: action } }, true],
    ['labels like numbers', { settings: { region: { choices: { 1: 'eu' } } }, actions: { a: action } }, false],
    [
      'a choice that is a list',
      { settings: { region: { choices: { Europe: ['eu'] } } }, actions: { a: action } },
      false,
    ],
    [
      'conditions as text',
      {
        actions: {
          a: { ...action, checks: { x: { when: 'payload.id = 1', message: 'm' } }, batch: { when: ['a', 'b'] } },
        },
      },
      true,
    ],
    ...[null, 5, {}, '#/fragments/c', [5]].map((when): [string, object, boolean] => [
      `the condition ${JSON.stringify(when)}`,
      { actions: { a: { ...action, requests: [{ when }] } } },
      false,
    ]),
    ...[true, { $ref: '#/fragments/c' }, { '@path': '$.payload.id' }, ['a', { $with: 'b' }]].map(
      (when): [string, object, boolean] => [
        `the condition ${JSON.stringify(when)}`,
        { actions: { a: { ...action, requests: [{ when }] } } },
        true,
      ],
    ),
    ['an empty table of choices', { settings: { region: { choices: {} } }, actions: { a: action } }, false],
    ['a directive in a table', { settings: { region: { choices: { $todo: 'x' } } }, actions: { a: action } }, false],
    ['another string in place of a field', { actions: { a: { fields: { id: 'strings' } } } }, false],
    ['another string in place of checks', { actions: { a: { ...action, checks: 'none' } } }, false],
    [
      'an action that removes a field and a check of its template',
      { templates: { t: action }, actions: { a: { extends: 't', fields: { id: null }, checks: { c: null } } } },
      true,
    ],
    [
      'standard choices of a setting',
      { settings: { unit: { type: 'string', choices: { $ref: 'std#/currencies' } } }, actions: { a: action } },
      true,
    ],
    [
      'references in place of a setting, a subscription and a word',
      {
        settings: { a: { type: 'string' }, b: { $ref: '#/settings/a', label: { $ref: '#/name' } } },
        actions: { a: { ...action, title: { $ref: '#/name' } } },
        subscriptions: [
          { action: 'a', trigger: 'true' },
          { $ref: '#/subscriptions/0', name: 'again' },
        ],
      },
      true,
    ],
    [
      'an action that changes a field of its template',
      { templates: { t: action }, actions: { a: { extends: 't', fields: { id: { required: true } } } } },
      true,
    ],
    ['an action without fields', { actions: { a: {} } }, false],
    ['an unknown key of a template', { templates: { t: { feilds: {} } }, actions: { a: action } }, false],
    ['a field without a type', { actions: { a: { fields: { id: {} } } } }, false],
  ])('%s: %#', (_, parts, isAccepted) => {
    expect(accepts({ slug: 'x', name: 'X', ...parts })).toBe(isAccepted)
  })
})
