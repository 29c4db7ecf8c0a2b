import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { printTypes, projectSchema } from '../../src/api/analysis.ts'
import type { Definition, FieldDefinition } from '../../src/api/index.ts'

const definition = (fields: { readonly [key: string]: FieldDefinition }): Definition => ({
  slug: 'my-api',
  name: 'My API',
  actions: { send: { title: 'Send */ it', fields } },
  subscriptions: [
    { name: "it's", action: 'send', trigger: 'type = "track"' },
    { action: 'send', trigger: 'type = "page"' },
  ],
})

describe('printTypes', () => {
  test.each<[FieldDefinition, string]>([
    [{ type: 'string' }, 'field?: string'],
    [{ type: 'text', required: true }, 'field: string'],
    [{ type: 'integer', required: { conditions: [] } }, 'field?: number'],
    [{ type: 'boolean', allowNull: true }, 'field?: boolean | null'],
    [{ type: 'datetime', multiple: true }, 'field?: (string | number)[]'],
    [{ type: 'object' }, 'field?: JsonObject'],
    [{ type: 'object', properties: {} }, 'field?: Record<string, never>'],
    [
      { type: 'object', multiple: true, properties: { 'a-b': { type: 'number', required: true } } },
      "field?: {\n        'a-b': number\n      }[]",
    ],
    [
      { type: 'object', additionalProperties: true, properties: { a: { type: 'string' } } },
      'field?: {\n        a?: string\n      } & JsonObject',
    ],
    [{ type: 'string', choices: ['US', { label: 'x', value: "E'U" }], multiple: true }, "field?: ('US' | 'E\\'U')[]"],
    [{ type: 'integer', choices: [1, 2] }, 'field?: 1 | 2'],
  ])('%j', (field, expected) => {
    expect(printTypes([{ definition: definition({ field }) }])).toContain(`    send: {\n      ${expected}\n    }\n`)
  })

  test('names, titles and subscriptions are escaped', () => {
    const text = printTypes([{ definition: definition({ "it's": { type: 'string' } }) }])
    expect(text).toContain('  actions: {\n    /** Send *\\/ it */\n')
    expect(text).toContain("'it\\'s'?: string")
    expect(text).toContain("export type MyApiSubscription =\n  | 'it\\'s'\n  | 'send'\n")
  })
})

test('settings: one with a default may be left out, and a secret may be a reference', () => {
  const settings = {
    region: { type: 'string', choices: ['US', 'EU'], required: true, default: 'US' },
    site: { type: 'string', required: true },
    key: { type: 'secret', required: true },
  } as const
  const text = printTypes([{ definition: { ...definition({}), settings } }])
  expect(text).toContain("import type { SecretReference } from 'callmap'\n")
  expect(text).toContain(
    "  settings: {\n    region?: 'US' | 'EU'\n    site: string\n    key: string | SecretReference\n  }\n",
  )
})

describe('projectSchema', () => {
  const schema = projectSchema([{ destination: 'my-api', definition: definition({ name: { type: 'string' } }) }])
  const validate = new Ajv({ strict: false }).compile(schema)
  const use = (action: string, destination = 'my-api') => ({
    destination,
    subscriptions: [{ action, trigger: 'type = "track"', overrides: { name: { '@path': '$.anything' } } }],
  })

  test.each([
    ['an action of the destination', use('send'), true],
    ['an action that it has not', use('sned'), false],
    ['another destination', use('sned', 'other'), true],
  ])('%s', (_, value, isValid) => {
    expect(validate(value)).toBe(isValid)
  })

  test('offers the paths that the project uses', () => {
    expect(JSON.stringify(schema)).toContain('"enum":["$.type"]')
  })
})
