import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CompileError, compile } from '../src/api/index.ts'
import type { Json, JsonObject } from '../src/value/index.ts'
import { runs } from './seed.ts'

/** Mistakes in short forms: each is one diagnostic, and none stops the others. */

function mistakes(parts: object) {
  try {
    compile({ slug: 'x', name: 'X', ...parts } as never)
  } catch (error) {
    if (error instanceof CompileError)
      return error.diagnostics.map(({ code, at, message }) => `${code} ${at} ${message}`)
    throw error
  }
  return []
}

const action = (parts: object, more = {}) => ({ actions: { a: { fields: { id: 'string' }, ...parts } }, ...more })
const field = (given: unknown) => action({ fields: { f: given } })

describe('a part that cannot be read is one mistake', () => {
  test.each<[string, object, string[]]>([
    [
      'a condition of `required`',
      field({ type: 'string', required: { conditions: [5, { fieldKey: 'f', operator: 'is' }] } }),
      ['CM101 /actions/a/fields/f/required/conditions/0 expected object, but it is a number'],
    ],
    [
      'a directive among fields',
      action({ fields: { '@x': 1, id: 'string' }, subject: { '@path': '$.payload.id' } }),
      ['CM102 /actions/a/fields/@x `fields` takes values by name, not a directive (`@x`)'],
    ],
    [
      'a choice',
      field({ choices: [null] }),
      ['CM101 /actions/a/fields/f/choices/0 expected string or number or boolean or object, but it is null'],
    ],
    [
      'a choice without a value',
      field({ choices: [{ label: 'A' }, 'b'] }),
      ['CM103 /actions/a/fields/f/choices/0/value `value` is missing'],
    ],
    [
      'a value of a table',
      field({ choices: { A: { B: 'b' } } }),
      ['CM101 /actions/a/fields/f/choices/A expected string or number or boolean, but it is an object'],
    ],
    [
      'a member that would imply the type',
      field({ properties: ['a'] }),
      ['CM101 /actions/a/fields/f/properties expected object, but it is an array'],
    ],
    ['a format', field({ format: 5 }), ['CM101 /actions/a/fields/f/format 5 is not one of the allowed values']],
    [
      'choices of two types',
      field({ choices: { A: 'a', B: 1 } }),
      ['CM103 /actions/a/fields/f/type `type` is missing'],
    ],
    [
      'a type, beside choices',
      field({ type: 'numbr', choices: [1, 2] }),
      ['CM101 /actions/a/fields/f/type "numbr" is not a type'],
    ],
    [
      'a type, beside properties',
      field({ type: 'objct', properties: { b: 'string' } }),
      ['CM101 /actions/a/fields/f/type "objct" is not a type'],
    ],
    [
      'a setting that something reads',
      action({ subject: { '@path': '$.settings.key' } }, { settings: { key: 'secrt' } }),
      ['CM101 /settings/key "secrt" is neither a type nor the name of a part'],
    ],
    [
      'an action that a subscription names',
      { actions: { a: 5 }, subscriptions: [{ action: 'a', trigger: 'type = "track"' }] },
      ['CM101 /actions/a expected object, but it is a number'],
    ],
    [
      'an unknown reference in place of a type',
      field({ type: { $ref: '#/nope' } }),
      ['CM105 /actions/a/fields/f/type/$ref `#/nope` is not a part of this definition'],
    ],
    [
      'an unknown reference in place of an action',
      { actions: { a: '#/nope' } },
      ['CM105 /actions/a `#/nope` is not a part of this definition'],
    ],
    [
      'an unknown reference in place of fields',
      { actions: { a: { fields: '#/nope' } } },
      ['CM105 /actions/a/fields `#/nope` is not a part of this definition'],
    ],
    [
      'an unknown reference in place of a message',
      action({ checks: { c: { when: "payload.id = 'x'", message: { $ref: '#/nope' } } } }),
      ['CM105 /actions/a/checks/c/message/$ref `#/nope` is not a part of this definition'],
    ],
    [
      'an unknown reference in place of a URL',
      action({ requests: [{ url: { $ref: '#/nope' } }] }),
      ['CM105 /actions/a/requests/0/url/$ref `#/nope` is not a part of this definition'],
    ],
    [
      'members beside a reference to a list',
      field({ choices: { $ref: 'std#/currencies', X: 'x' } }),
      [
        'CM105 /actions/a/fields/f/choices `std#/currencies` is not an object, so this `$ref` cannot have other keys beside it',
      ],
    ],
    ['a hole without a name', field({ $with: 5 }), ['CM101 /actions/a/fields/f/$with `$with` is the name of a hole']],
    [
      'a reference without a name',
      action({ checks: { c: { $ref: 5 } } }),
      ['CM105 /actions/a/checks/c/$ref `$ref` is the name of a part'],
    ],
    [
      'a standard part of another kind',
      action({ checks: { c: 'std#/email' } }),
      ['CM103 /actions/a/checks/c `when` is missing'],
    ],
    ...Object.entries({
      'an unknown template': [{ extends: 'evnt' }, 'CM112 /actions/a/extends there is no template `evnt`'],
      'a template without a name': [{ extends: 5 }, 'CM101 /actions/a/extends `extends` is the name of a template'],
      'values of holes that are no object': [
        { with: 5 },
        'CM101 /actions/a/with `with` is an object of values by hole',
      ],
    } as const).map(([title, [broken, expected]]): [string, object, string[]] => [
      title,
      {
        templates: {
          event: {
            with: ['own'],
            fields: { id: 'string', $with: 'own' },
            checks: { c: { when: "payload.id = 'x'", message: 'No.' } },
          },
        },
        actions: {
          a: {
            extends: 'event',
            with: { own: {} },
            fields: { id: { required: true } },
            checks: { c: null },
            ...broken,
          },
          b: { extends: 'event' },
        },
      },
      [expected],
    ]),
    [
      'a hole that is listed twice',
      {
        templates: { event: { with: ['own', 'own'], fields: { $with: 'own' } } },
        actions: { a: { extends: 'event', with: { own: {} } } },
      },
      ['CM113 /templates/event/with/1 the hole `own` is listed twice'],
    ],
    ...Object.entries({
      'holes of a template that are no list': [
        { own: {} },
        'CM101 /templates/event/with `with` of a template is a list of names of holes',
      ],
      'holes of a template that are not listed': [
        undefined,
        'CM113 /templates/event/fields the template `event` does not list a hole `own` in its `with`',
      ],
      'a hole that is misspelt': [
        ['onw'],
        'CM113 /templates/event/fields the template `event` does not list a hole `own` in its `with`',
      ],
    } as const).map(([title, [holes, expected]]): [string, object, string[]] => [
      title,
      {
        templates: { event: { ...(holes && { with: holes }), fields: { id: 'string', $with: 'own' } } },
        actions: { a: { extends: 'event', with: { own: { sku: 'string' } } } },
      },
      [expected],
    ]),
    [
      'templates in a list',
      { templates: [{ fields: { id: 'string' } }], actions: { a: { extends: 'event' } } },
      ['CM101 /templates expected object, but it is an array'],
    ],
    [
      'fragments in a list',
      { fragments: [{ id: 'string' }], actions: { a: { fields: { id: '#/fragments/id' } } } },
      ['CM101 /fragments expected object, but it is an array'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(mistakes(parts)).toEqual(expected)
  })

  test.each<[string, object, string, string]>([
    ['extend', { actions: { a: { fields: {}, extend: 'event' } } }, '/actions/a/extend', 'did you mean `extends`?'],
    ['template', { actions: {}, template: {} }, '/template', 'did you mean `templates`?'],
    ['fragment', { actions: {}, fragment: {} }, '/fragment', 'did you mean `fragments`?'],
    [
      'with',
      { actions: { a: { fields: {}, with: { name: 1 } } } },
      '/actions/a/with',
      'it gives values to the holes of a template: write `"extends": "name"` beside it',
    ],
  ])('the key `%s` has a way out', (_, parts, at, help) => {
    try {
      compile({ slug: 'x', name: 'X', ...parts } as never)
      expect.unreachable()
    } catch (error) {
      expect((error as CompileError).diagnostics).toMatchObject([{ code: 'CM102', at, help }])
    }
  })

  test('and leaves nothing for the next definition', () => {
    const broken = action({ fields: { '@x': 1 } })
    const missing = { actions: { a: {} } }
    const before = mistakes(missing)
    mistakes(broken)
    expect(mistakes(missing)).toEqual(before)
  })
})

test('the name of a part is enough in place of a template', () => {
  const parts = { fragments: { sent: { fields: { id: 'string' } } }, templates: { event: '#/fragments/sent' } }
  const read = { subject: { '@path': '$.payload.id' } }
  expect(mistakes({ ...parts, actions: { a: { extends: 'event', ...read } } })).toEqual([])
})

test.each<[string, object, string]>([
  [
    'an unknown key',
    { checks: { c: { when: "payload.id = 'x'", message: 'No.', lvel: { $with: 'level' } } } },
    'CM102 /templates/t/checks/c/lvel `lvel` is not a key here',
  ],
  [
    'a key beside a directive',
    { subject: { '@path': '$.payload.id', kind: { $with: 'level' } } },
    'CM501 /templates/t/subject/kind a directive must be the only key of its object, but `kind` is beside `@path`',
  ],
])('the key of a hole is where the hole is: %s', (_, parts, expected) => {
  const templates = { t: { with: ['level'], fields: { id: 'string' }, ...parts } }
  expect(mistakes({ templates, actions: { a: { extends: 't', with: { level: 'skip' } } } })).toEqual([expected])
})

/** A definition with short forms of every kind. */
const valid: JsonObject = {
  slug: 'x',
  name: 'X',
  settings: { key: 'secret', region: { choices: { EU: 'eu', US: 'us' } } },
  fragments: { isBig: ['payload.total', '> 100'], place: { properties: { latitude: 'number' } } },
  templates: {
    t: {
      with: ['own', 'when'],
      fields: {
        id: 'std#/userId',
        total: 'number',
        at: { format: 'date', required: { conditions: [{ fieldKey: 'id', operator: 'is' }] } },
        $with: 'own',
      },
      checks: {
        isBig: { when: { $ref: '#/fragments/isBig' }, message: 'Too big.', field: 'total' },
        other: { when: { $with: 'when' }, level: 'skip', message: 'Other.' },
      },
      requests: [
        {
          url: 'https://api.example.com',
          when: 'payload.total != 3',
          body: { '@fields': '*' },
          response: { rules: [{ when: 'response.status = 404', outcome: 'rejected' }] },
        },
      ],
      batch: { size: 3, when: 'payload.total < 50' },
    },
  },
  actions: {
    a: {
      extends: 't',
      with: { own: { place: '#/fragments/place', status: { choices: ['a', 'b'] } }, when: "payload.status = 'a'" },
      checks: { isBig: null },
    },
    b: { extends: 't', with: { when: 'payload.total = 7' }, fields: { id: { label: 'ID' } } },
  },
}

const odd = fc.constantFrom<Json>(
  ...[null, true, 0, '', 'string', 'numbr', '#/nope', '#/fragments/place', 'std#/email', '$.payload.id'],
  ...[[], {}, [null], ['a', 1], { A: 'a', B: 'a' }, { 1: 'a' }, { '@path': '$.payload.id' }, { '@x': 1 }],
  ...[{ $with: 'own' }, { $with: 5 }, { $ref: 5 }, { $ref: 'std#/email', required: true }, { type: 'string' }],
)
const keys = ['label', 'type', 'choices', 'properties', 'when', '$ref', '$with', '@fields', 'fields', '__proto__', '']

function listNodes(value: Json): JsonObject[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as JsonObject, ...Object.values(value).flatMap(member => listNodes(member as Json))]
}

test('any part in any place gives diagnostics only', () => {
  expect(mistakes(valid)).toEqual([])
  const places = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...keys))
  fc.assert(
    fc.property(fc.array(fc.tuple(places, odd), { minLength: 1, maxLength: 2 }), changes => {
      const definition = structuredClone(valid)
      for (const [[n, m, added], value] of changes) {
        const nodes = listNodes(definition)
        const node = nodes[n % nodes.length]!
        const key = [...Object.keys(node), ...(Array.isArray(node) ? [] : [added])]
        if (key.length > 0)
          Object.defineProperty(node, key[m % key.length]!, { value, enumerable: true, writable: true })
      }
      mistakes(definition)
    }),
    { numRuns: runs(300) },
  )
})
