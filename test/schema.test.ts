import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resolveDefinition } from '../src/destination/index.ts'
import { mappingsSchema } from '../src/destination/mappingsSchema.ts'
import { writtenSchema } from '../src/destination/writtenSchema.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import { suiteSchema } from '../src/suite/index.ts'
import { newAjv } from '../src/value/ajv.ts'

/** Prints JSON with short values on one line: the files are part of the package. */
function print(value: unknown, indent = '\n'): string {
  const line = JSON.stringify(value)
  if (line.length <= 160 || typeof value !== 'object' || value === null) return line
  const inner = `${indent} `
  if (Array.isArray(value)) return `[${value.map(item => inner + print(item, inner))}${indent}]`
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${print(member, inner)}`)}${indent}}`
}

test('schema/destination.json equals the schema of definitions as they are written (vitest -u writes it)', async () => {
  await expect(`${print(writtenSchema)}\n`).toMatchFileSnapshot('../schema/destination.json')
})

test('schema/mappings.json equals the schema of mappings files (vitest -u writes it)', async () => {
  await expect(`${print(mappingsSchema)}\n`).toMatchFileSnapshot('../schema/mappings.json')
})

test('schema/test.json equals the schema of test files (vitest -u writes it)', async () => {
  await expect(`${print(suiteSchema)}\n`).toMatchFileSnapshot('../schema/test.json')
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

  const fieldOf = (x: unknown) => ({ actions: { a: { fields: { id: 'string', x } } } })
  const checkOf = (members: object) => ({
    actions: { a: { ...action, checks: { c: { when: 'payload.id = 1', ...members } } } },
  })
  const requiredOf = (required: unknown) => fieldOf({ type: 'string', required })

  test.each<[object, boolean]>([
    [fieldOf({ type: 'string!' }), true],
    [fieldOf({ type: 'string', required: true }), true],
    [fieldOf({ type: 'string!', required: true }), false],
    [fieldOf({ type: 'string!', required: false }), false],
    [fieldOf({ type: 'object', properties: { in: { type: 'string!', required: "id = 'a'" } } }), false],
    [{ settings: { s: { type: 'secret!', required: true } }, actions: { a: action } }, false],
    [
      {
        templates: { t: action },
        actions: { a: { extends: 't', fields: { id: { type: 'text!', required: false } } } },
      },
      false,
    ],
    [checkOf({ message: 'm', level: 'skip' }), true],
    [checkOf({ skip: 'm' }), true],
    [checkOf({ warning: 'm', field: 'id' }), true],
    ...[
      { skip: 'm', message: 'm' },
      { skip: 'm', level: 'skip' },
      { warning: 'm', message: 'm' },
      { warning: 'm', level: 'warning' },
      { warning: 'm', skip: 'm' },
    ].map((members): [object, boolean] => [checkOf(members), false]),
    [
      {
        templates: { t: { ...action, checks: { c: { when: 'true', message: 'm' } } } },
        actions: { a: { extends: 't', checks: { c: { when: 'true', skip: 'm', message: 'm' } } } },
      },
      false,
    ],
    ...[
      ...["id = 'a'", ' id="a" ', 'id != -1.5e2', 'id = NULL or id = true', "id='a'or id = 'b' OR id != false"],
      ...['id = null and id = 1 AND id = 2', 'id.x["a.b"][0] = 1', '\\in = 1', 'a\\ b = 1', 'order = 1', 'not2 = 1'],
      ...["id = 'it\\'s'", 'payload.id = 1', "id\n= 'a'"],
    ].map((text): [object, boolean] => [requiredOf(text), true]),
    ...[
      ...['', 'id', 'id == 1', 'id < 1', "id in ['a']", 'id = a', "id = 'a", "(id = 'a')", "not id = 'a'"],
      ...[
        'id = 1 && id = 2',
        'id = 1 id = 2',
        'id = 1 or',
        'id = 1 or id = 2 and id = 3',
        'id = “a”',
        'id = 1x',
        'or = 1',
      ],
      ...['null = 1', "'a' = 'b'", '1 = 1', 'id = nullor id = 1', 'id === 1'],
    ].map((text): [object, boolean] => [requiredOf(text), false]),
    ...[["id = 'a'"], {}, { '@jsonata': 'id' }, { conditions: [] }, null, 5].map((given): [object, boolean] => [
      requiredOf(given),
      false,
    ]),
    [fieldOf({ choices: { label: 'A', value: 'a' } }), false],
    [fieldOf({ choices: { label: 'a' } }), true],
    [fieldOf({ choices: { label: 'a', value: 'b', other: 'c' } }), true],
    [fieldOf({ choices: [{ label: 'A', value: 'a' }] }), true],
    [fieldOf({ type: 'string[]' }), false],
    [fieldOf({ type: ' string' }), false],
  ])('as `compile` does: %j', (parts, isAccepted) => {
    const problems = new DiagnosticBag()
    resolveDefinition({ slug: 'x', name: 'X', ...parts }, problems)
    expect(problems.errorCount === 0).toBe(isAccepted)
    expect(accepts({ slug: 'x', name: 'X', ...parts })).toBe(isAccepted)
  })
})
