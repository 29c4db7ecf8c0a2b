import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint } from '../src/analysis/index.ts'
import { expandDefinition } from '../src/destination/expand.ts'
import { type Definition, findWrittenAt } from '../src/destination/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import type { Json, JsonObject } from '../src/value/index.ts'

/** Short forms of members: required types and conditions, paths of defaults, levels of checks, and single requests. */

const whole = (parts: object) => ({ slug: 'x', name: 'X', ...parts }) as unknown as JsonObject

function expand(parts: object) {
  const problems = new DiagnosticBag()
  const definition = expandDefinition(parts as JsonObject, problems)?.definition as unknown as Definition
  return { definition, problems: problems.list }
}

const path = (text: string) => ({ '@path': text })
const is = (fieldKey: string, value?: Json) => ({ fieldKey, operator: 'is', ...(value !== undefined && { value }) })
const isNot = (fieldKey: string, value?: Json) => ({ ...is(fieldKey, value), operator: 'is_not' })
const ofAction = (parts: object) => ({ actions: { a: { fields: {}, ...parts } } })
const ofField = (x: Json) => ofAction({ fields: { x } })

/** Parts with a template, a fragment and a shared field, each of which has a short member. */
const shared = {
  fields: { id: 'string!', name: { type: 'string', default: '$.event' } },
  fragments: {
    check: { when: 'true', skip: 'no' },
    field: { type: 'number!', default: ['$.a', '$.b'] },
    isNew: "kind = 'new'",
    type: 'number!',
    request: { url: 'https://x.example' },
  },
}
const template = (parts: object, action: object) => ({
  templates: { t: { fields: {}, ...parts } },
  actions: { a: { extends: 't', ...action } },
})
const newOnly = { conditions: [is('kind', 'new')] }

describe('short and long are the same', () => {
  test.each<[string, object, object]>([
    [
      'a required type',
      ofField({ type: 'number!', minimum: 1 }),
      ofField({ type: 'number', required: true, minimum: 1 }),
    ],
    ['the name of a required type', ofField('text!'), ofField({ type: 'text', required: true })],
    [
      'required settings',
      { settings: { a: 'secret!', b: { type: 'string!' } }, actions: {} },
      { settings: { a: { type: 'secret', required: true }, b: { type: 'string', required: true } }, actions: {} },
    ],
    [
      'required properties',
      ofField({ properties: { id: 'string!' } }),
      ofField({ properties: { id: { type: 'string', required: true } } }),
    ],
    [
      'a shared field that is required, or not where it is used',
      { ...shared, ...ofAction({ fields: { a: '#/fields/id', b: { $ref: '#/fields/id', required: false } } }) },
      {
        ...shared,
        ...ofAction({
          fields: {
            a: { label: 'ID', type: 'string', required: true },
            b: { label: 'ID', type: 'string', required: false },
          },
        }),
      },
    ],
    [
      'paths and a template in place of mappings that are never constants',
      ofAction({
        subject: ['$.payload.id', { '@template': 'x' }, 'all'],
        requests: {
          url: 'https://x.example/{{payload.id}}',
          auth: [{ bearer: '$.settings.token' }, { basic: { username: 'api', password: '$.settings.key' } }],
          forEach: '$.payload.list',
          body: { a: '$.payload.id', b: 'https://x.example/{{payload.id}}' },
          response: {
            rules: [{ status: 400, outcome: 'retry', after: '$.response.body.s', message: '$.response.body.why' }],
            errors: {
              list: '$.response.body.e',
              index: '$.error.i',
              key: ['$.error.k'],
              item: '$.item.id',
              at: '$.error.at',
            },
          },
        },
        batch: {
          size: '$.payload.size',
          key: ['$.payload.a', '$.payload.b'],
          distinct: '$.payload.id',
          item: '$.body',
          request: { url: '$.payload.url', body: '$.items' },
        },
      }),
      ofAction({
        subject: [path('$.payload.id'), { '@template': 'x' }, 'all'],
        requests: {
          url: { '@template': 'https://x.example/{{payload.id}}' },
          auth: [
            { bearer: path('$.settings.token') },
            { basic: { username: 'api', password: path('$.settings.key') } },
          ],
          forEach: path('$.payload.list'),
          body: { a: '$.payload.id', b: 'https://x.example/{{payload.id}}' },
          response: {
            rules: [
              { status: 400, outcome: 'retry', after: path('$.response.body.s'), message: path('$.response.body.why') },
            ],
            errors: {
              list: path('$.response.body.e'),
              index: path('$.error.i'),
              key: [path('$.error.k')],
              item: path('$.item.id'),
              at: path('$.error.at'),
            },
          },
        },
        batch: {
          size: path('$.payload.size'),
          key: [path('$.payload.a'), path('$.payload.b')],
          distinct: path('$.payload.id'),
          item: path('$.body'),
          request: { url: path('$.payload.url'), body: '$.items' },
        },
      }),
    ],
    [
      'the name of a field that is required where it is used',
      {
        ...shared,
        ...ofAction({
          fields: { a: '#/fields/name!', b: { $ref: 'std#/event!', label: 'B' }, c: '#/fragments/field!' },
        }),
        settings: { d: { type: 'string' }, e: '#/settings/d!' },
      },
      {
        ...shared,
        ...ofAction({
          fields: {
            a: { $ref: '#/fields/name', required: true },
            b: { $ref: 'std#/event', label: 'B', required: true },
            c: { $ref: '#/fragments/field', required: true },
          },
        }),
        settings: { d: { type: 'string' }, e: { $ref: '#/settings/d', required: true } },
      },
    ],
    [
      'a required field of a template that an action changes',
      template({ fields: { a: 'std#/event!' } }, { fields: { a: { required: false } } }),
      template({ fields: { a: { $ref: 'std#/event', required: true } } }, { fields: { a: { required: false } } }),
    ],
    [
      'a fragment of a field that is required, or not where it is used',
      { ...shared, ...ofAction({ fields: { a: { $ref: '#/fragments/field', required: false, default: '$.c' } } }) },
      { ...shared, ...ofAction({ fields: { a: { type: 'number', required: false, default: path('$.c') } } }) },
    ],
    [
      'a field that is required where it is used',
      { ...shared, ...ofAction({ fields: { a: { $ref: '#/fields/name', type: 'text!' } } }) },
      {
        ...shared,
        ...ofAction({ fields: { a: { label: 'Name', type: 'text', required: true, default: path('$.event') } } }),
      },
    ],
    [
      'a field of a template that is required, or not in an action',
      template(
        { fields: { a: 'string!', b: 'string!' } },
        { fields: { a: { required: false }, b: { type: 'number' } } },
      ),
      template(
        { fields: { a: { type: 'string', required: true }, b: { type: 'string', required: true } } },
        { fields: { a: { required: false }, b: { type: 'number' } } },
      ),
    ],
    [
      'a type that an action gives to a hole, which wins over what is beside it',
      template(
        {
          with: ['type', 'more'],
          fields: {
            a: { type: { $with: 'type' } },
            b: { type: 'string!', $with: 'more' },
            c: { $with: 'more', type: 'string!' },
          },
        },
        { with: { type: 'number!', more: { required: false } } },
      ),
      template(
        {
          with: ['type', 'more'],
          fields: {
            a: { type: { $with: 'type' }, required: true },
            b: { type: 'string', $with: 'more' },
            c: { $with: 'more', type: 'string' },
          },
        },
        { with: { type: 'number', more: { required: false } } },
      ),
    ],
    [
      'a type that is a part',
      { ...shared, ...ofField({ type: { $ref: '#/fragments/type' } }) },
      { ...shared, ...ofField({ type: 'number', required: true }) },
    ],
    [
      'conditions',
      ofField({ type: 'string', required: "kind = 'new'" }),
      ofField({ type: 'string', required: newOnly }),
    ],
    [
      'one of several conditions',
      ofField({ type: 'string', required: 'a = 1 or b != true or c.d = null or e != null' }),
      ofField({
        type: 'string',
        required: { conditions: [is('a', 1), isNot('b', true), is('c.d'), isNot('e')] },
      }),
    ],
    [
      'all of several conditions, in the notation of triggers',
      ofField({ type: 'string', required: ' a=-1.5e2 AND \\in\n != NULL' }),
      ofField({ type: 'string', required: { match: 'all', conditions: [is('a', -150), isNot('in')] } }),
    ],
    [
      'conditions that are a part',
      { ...shared, ...ofField({ type: 'string', required: '#/fragments/isNew' }) },
      { ...shared, ...ofField({ type: 'string', required: newOnly }) },
    ],
    [
      'a path of a default',
      ofField({ type: 'string', default: '$.a' }),
      ofField({ type: 'string', default: path('$.a') }),
    ],
    [
      'the first of several paths of a default',
      ofField({ type: 'string', default: ['$.a', '$.b'] }),
      ofField({ type: 'string', default: { '@coalesce': [path('$.a'), path('$.b')] } }),
    ],
    [
      'the first of several paths, of which holes give some',
      {
        templates: {
          t: {
            with: ['p', 'none'],
            fields: { a: { type: 'string', default: ['$.a', { $with: 'p' }, { $with: 'none' }] } },
          },
        },
        actions: { a: { extends: 't', with: { p: '$.b' } }, b: { extends: 't', with: { none: '$.c' } } },
      },
      {
        actions: {
          a: { fields: { a: { type: 'string', default: { '@coalesce': [path('$.a'), path('$.b')] } } } },
          b: { fields: { a: { type: 'string', default: { '@coalesce': [path('$.a'), path('$.c')] } } } },
        },
      },
    ],
    [
      'the default of a field, used in a mapping',
      { ...shared, ...ofAction({ requests: [{ body: { a: { $ref: '#/fields/name/default' } } }] }) },
      { ...shared, ...ofAction({ requests: [{ body: { a: path('$.event') } }] }) },
    ],
    [
      'a check with a level',
      ofAction({ checks: { c: { when: 'true', skip: 'm' } } }),
      ofAction({ checks: { c: { when: 'true', level: 'skip', message: 'm' } } }),
    ],
    [
      'a list of checks',
      ofAction({ checks: [{ when: 'true', warning: 'm', field: 'x' }] }),
      ofAction({ checks: [{ when: 'true', level: 'warning', message: 'm', field: 'x' }] }),
    ],
    [
      'a fragment of a check, with other words or another level',
      {
        ...shared,
        ...ofAction({
          checks: {
            a: { $ref: '#/fragments/check', message: 'other' },
            b: { $ref: '#/fragments/check', warning: 'other' },
            c: { $ref: '#/fragments/check', level: 'error' },
          },
        }),
      },
      {
        ...shared,
        ...ofAction({
          checks: {
            a: { when: 'true', level: 'skip', message: 'other' },
            b: { when: 'true', level: 'warning', message: 'other' },
            c: { when: 'true', level: 'error', message: 'no' },
          },
        }),
      },
    ],
    [
      'a check of a template, with a message from a hole',
      template({ with: ['why'], checks: { c: { when: 'true', warning: { $with: 'why' } } } }, { with: { why: 'm' } }),
      template(
        { with: ['why'], checks: { c: { when: 'true', level: 'warning', message: { $with: 'why' } } } },
        { with: { why: 'm' } },
      ),
    ],
    [
      'one request',
      ofAction({ requests: { url: 'https://x.example', when: 'true' } }),
      ofAction({ requests: [{ url: 'https://x.example', when: 'true' }] }),
    ],
    [
      'one request that is a part',
      { ...shared, ...ofAction({ requests: '#/fragments/request' }) },
      { ...shared, ...ofAction({ requests: [{ url: 'https://x.example' }] }) },
    ],
    [
      'one request of a template, of a hole, and of another action',
      {
        templates: { t: { with: ['r'], fields: {}, requests: { $with: 'r' } } },
        actions: {
          a: { extends: 't', with: { r: { url: 'https://x.example' } } },
          b: { $ref: '#/actions/a', title: 'B' },
        },
      },
      {
        templates: { t: { with: ['r'], fields: {}, requests: [{ $with: 'r' }] } },
        actions: {
          a: { extends: 't', with: { r: { url: 'https://x.example' } } },
          b: { $ref: '#/actions/a', title: 'B' },
        },
      },
    ],
    [
      'a part of one request',
      {
        actions: {
          a: { fields: {}, requests: { body: { id: 1 } } },
          b: { fields: {}, requests: { body: { $ref: '#/actions/a/requests/body' } } },
        },
      },
      {
        actions: {
          a: { fields: {}, requests: [{ body: { id: 1 } }] },
          b: { fields: {}, requests: [{ body: { id: 1 } }] },
        },
      },
    ],
  ])('%s', (_, short, long) => {
    const [first, second] = [expand(short), expand(long)]
    expect(first.problems).toEqual([])
    expect(first.definition.actions).toEqual(second.definition.actions)
    expect(first.definition.settings).toEqual(second.definition.settings)
  })
})

describe('is a plain value', () => {
  test.each<[string, object]>([
    ['a default that is a list of other strings', ofField({ type: 'string', default: ['$.a', 'b'] })],
    ['a default that is an empty list', ofField({ type: 'string', default: [] })],
    ['a default without a dot', ofField({ type: 'string', default: '$5' })],
    ['a literal default', ofField({ type: 'string', default: { '@literal': '$.50' } })],
    ['the default of a setting', { settings: { x: { type: 'string', default: '$.a' } }, actions: {} }],
    ['a string in a body', ofAction({ requests: [{ body: { default: '$.a', type: 'string!', skip: 'm' } }] })],
    ['a value of a subscription', { actions: {}, subscriptions: [{ action: 'a', overrides: { x: '$.a' } }] }],
  ])('%s', (_, parts) => {
    expect(JSON.parse(JSON.stringify(expand(parts).definition))).toMatchObject(parts)
  })
})

test.each([
  ['/settings/s/required', '/settings/s'],
  ['/actions/a/fields/a/required', '/actions/a/fields/a/type'],
  ['/actions/a/fields/a/type', '/actions/a/fields/a/type'],
  ['/actions/a/fields/b/required/conditions/1/fieldKey', '/actions/a/fields/b/required'],
  ['/actions/a/fields/b/default/@coalesce/1/@path', '/actions/a/fields/b/default/1'],
  ['/actions/a/fields/c/default/@path', '/actions/a/fields/c/default'],
  ['/actions/a/checks/c/level', '/actions/a/checks/c/skip'],
  ['/actions/a/checks/c/message', '/actions/a/checks/c/skip'],
  ['/actions/a/checks/d/message', '/fragments/check/warning'],
  ['/actions/a/requests/0', '/actions/a/requests'],
  ['/actions/a/requests/0/body/x', '/actions/a/requests/body/x'],
])('%s is written at %s', (at, written) => {
  const definition = whole({
    settings: { s: 'secret!' },
    fragments: { check: { when: 'true', warning: 'm' } },
    ...ofAction({
      fields: {
        a: { type: 'string!' },
        b: { type: 'string', required: 'a = 1 or c = 2', default: ['$.a', '$.b'] },
        c: { type: 'string', default: '$.a' },
      },
      checks: { c: { when: 'true', skip: 'm' }, d: '#/fragments/check' },
      requests: { url: 'https://x.example', body: { x: 1 } },
    }),
  })
  expect(findWrittenAt(definition, at)).toBe(written)
  expect(findWrittenAt(definition, written)).toBe(written)
})

describe('one mistake, at its place', () => {
  const types = 'types are string, text, number, integer, boolean, datetime, object, secret'
  const forms = 'a condition is `name = "a"`, `name != "a"` or `name = null`; several are joined by `or` or by `and`'
  const check = (members: object) =>
    ofAction({ fields: { x: 'string' }, checks: { c: { when: "payload.x = 'a'", ...members } } })
  const required = (text: Json) => ofAction({ fields: { name: 'string', x: { type: 'string', required: text } } })
  const at = '/actions/a/fields/x'
  test.each<[object, string, string, string | undefined, (string | [start: number, end: number])?]>([
    [ofField('strin!'), at, '"strin!" is neither a type nor the name of a part', 'did you mean `string!`?'],
    ...['string!!', 'string !', ' string!', 'string! ', 'string\u00a0!', '!string', 'string！'].flatMap(
      (text): [object, string, string, string][] => [
        [ofField(text), at, `"${text}" is neither a type nor the name of a part`, 'did you mean `string!`?'],
        [ofField({ type: text }), `${at}/type`, `"${text}" is not a type`, 'did you mean `string!`?'],
      ],
    ),
    [ofField({ type: 'strin!' }), `${at}/type`, '"strin!" is not a type', 'did you mean `string!`?'],
    [ofField({ type: 'string?' }), `${at}/type`, '"string?" is not a type', 'did you mean `string`?'],
    [ofField({ type: '!' }), `${at}/type`, '"!" is not a type', types],
    [ofField('std#/emial!'), at, '`std#/emial` is not a standard part', 'did you mean `std#/email!`?'],
    [ofField('std#/email!!'), at, '`std#/email!` is not a standard part', 'did you mean `std#/email!`?'],
    [
      { fields: { name: 'string' }, ...ofField({ $ref: '#/fields/nme!', label: 'X' }) },
      `${at}/$ref`,
      '`#/fields/nme` is not a part of this definition',
      'did you mean `#/fields/name!`?',
    ],
    [
      { fragments: { batch: { maxItems: 2 } }, ...ofAction({ batch: '#/fragments/batch!' }) },
      '/actions/a/batch',
      '`#/fragments/batch!` is not a part of this definition',
      'did you mean `#/fragments/batch`?',
    ],
    [
      ofField({ $ref: 'std#/email!', required: false }),
      `${at}/required`,
      '`required` cannot be beside `!`, which means required',
      'keep one of them',
    ],
    ...[true, false, "name = 'a'"].map((more): [object, string, string, string] => [
      ofAction({ fields: { name: 'string', x: { type: 'string!', required: more } } }),
      `${at}/required`,
      '`required` cannot be beside `!`, which means required',
      'keep one of them',
    ]),
    ...(['skip', 'level', 'message'] as const).map((key): [object, string, string, string] => [
      check({ warning: 'm', [key]: key === 'level' ? 'skip' : 'n' }),
      `/actions/a/checks/c/${key}`,
      `\`${key}\` cannot be beside \`warning\`, which is the level and the message`,
      'keep one of them',
    ]),
    [
      check({ skip: 5 }),
      '/actions/a/checks/c/skip',
      'expected string, but it is a number',
      'The reason, for people. The key `skip` or `warning` in its place is the level too.',
    ],
    [required('nme = 1'), `${at}/required`, 'the action has no field `nme`', 'did you mean `name`?', [0, 3]],
    ...['$.name', 'payload.name', '$.payload.name'].map((path): [object, string, string, string] => [
      required(`${path} = 'a'`),
      `${at}/required`,
      `the action has no field \`${path}\``,
      'did you mean `name`?',
    ]),
    [
      required("name = 'a' or name.x.y = 1 or nme = 2"),
      `${at}/required`,
      'the action has no field `nme`',
      'did you mean `name`?',
      [30, 33],
    ],
    [required(''), `${at}/required`, 'expected a field', forms, [0, 0]],
    [required('name'), `${at}/required`, 'expected `=` or `!=`', forms, [4, 4]],
    [required('name == 1'), `${at}/required`, 'expected `=` or `!=`', 'write `=`', [5, 7]],
    [required('name < 1'), `${at}/required`, 'expected `=` or `!=`', forms, [5, 6]],
    [required("name in ['a']"), `${at}/required`, 'expected `=` or `!=`', forms, [5, 7]],
    [required('name = a'), `${at}/required`, 'expected a value', 'write `"a"`', [7, 8]],
    [required('name = “a”'), `${at}/required`, 'expected a value', forms, [7, 10]],
    [required("name = 'a"), `${at}/required`, 'this string is not closed', forms, [7, 9]],
    [required("(name = 'a')"), `${at}/required`, 'expected a field', forms, [0, 1]],
    [required("not name = 'a'"), `${at}/required`, 'expected a field', forms, [0, 3]],
    [required('name = 1 && name = 2'), `${at}/required`, 'expected `or` or `and`', 'write `and`', [9, 11]],
    [required('name = 1 name = 2'), `${at}/required`, 'expected `or` or `and`', forms, [9, 13]],
    [required('name = 1 or'), `${at}/required`, 'expected a field', forms, [11, 11]],
    [
      required('name = 1 or name = 2 and name = 3'),
      `${at}/required`,
      'all conditions are joined by `or`, or all by `and`',
      'write a check for a rule with both: `"when": "…"`, `"message": "…"`',
      [21, 24],
    ],
    [required(['name = 1']), `${at}/required`, 'expected boolean or object, but it is an array', expect.any(String)],
    [
      { settings: { x: { type: 'string', required: "name = 'a'" } }, actions: {} },
      '/settings/x/required',
      'expected boolean, but it is a string',
      'True if every account must have it.',
    ],
    [
      ofAction({ requests: 5 }),
      '/actions/a/requests',
      'expected array, but it is a number',
      'The request that the action makes, or a list of several. Without one, its payload is the result.',
    ],
    [ofAction({ requests: {} }), '/actions/a/requests', 'a request needs a `url`', undefined],
    [
      ofAction({ requests: { url: 'https://x.example', bdy: 1 } }),
      '/actions/a/requests/bdy',
      '`bdy` is not a key here',
      'did you mean `body`?',
    ],
    [
      ofField({ type: 'string', default: '$.userID' }),
      `${at}/default`,
      '`userID` is not a field of any call',
      expect.stringContaining('userId'),
    ],
  ])('%j', (parts, place, message, help, span) => {
    const found = lint(whole(parts)).filter(({ code }) => !['CM802', 'CM804', 'CM803'].includes(code))
    expect(found).toMatchObject([{ at: place, message, ...(help !== undefined && { help }) }])
    if (Array.isArray(span)) expect(found[0]!.span).toEqual({ start: span[0], end: span[1] })
  })

  test.each([
    ['nme = 1 or name = 2', 'name = 1 or name = 2'],
    ["user.nmae = 'a' or name = 'b'", "user.name = 'a' or name = 'b'"],
  ])('a misspelled field in `%s` is corrected', (written, meant) => {
    const fields = {
      name: 'string',
      user: { properties: { name: 'string' } },
      x: { type: 'string', required: written },
    }
    const [problem] = lint(whole(ofAction({ fields }))).filter(({ code }) => code === 'CM410')
    const [edit] = problem!.fix!.edits as unknown as {
      at: string
      span: { start: number; end: number }
      text: string
    }[]
    expect(edit!.at).toBe(`${at}/required`)
    expect(written.slice(0, edit!.span.start) + edit!.text + written.slice(edit!.span.end)).toBe(meant)
  })
})

test('a path of many keys is judged in time linear in its length', () => {
  const start = performance.now()
  const found = lint(whole(ofField({ type: 'string', default: `$.${'a.'.repeat(50_000)}a` })))
  expect(found.map(({ code }) => code)).toContain('CM301')
  expect(performance.now() - start).toBeLessThan(5000)
})

const scalar = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
const condition = fc.record(
  {
    fieldKey: fc
      .stringMatching(/^[a-z]\w{0,5}(\.[a-z]\w{0,3})?$/)
      .filter(key => !/^(and|or|not|in|true|false|null)\b/.test(key)),
    operator: fc.constantFrom('is', 'is_not'),
    value: scalar.map(value => (Object.is(value, -0) ? 0 : value)),
  },
  { requiredKeys: ['fieldKey', 'operator'] },
)

test('conditions mean the same as an object and as a string', () => {
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), fc.boolean(), (conditions, isAll) => {
      const texts = conditions.map(({ fieldKey, operator, value = null }) => {
        return `${fieldKey} ${operator === 'is' ? '=' : '!='} ${JSON.stringify(value)}`
      })
      const required = texts.join(isAll ? ' and ' : ' or ')
      const { definition, problems } = expand(ofField({ type: 'string', required }))
      expect(problems).toEqual([])
      expect(definition.actions.a!.fields.x!.required).toEqual({
        ...(isAll && conditions.length > 1 && { match: 'all' }),
        conditions,
      })
    }),
  )
})
