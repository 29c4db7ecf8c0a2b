import { describe, expect, test } from 'vitest'
import { lint } from '../src/api/analysis.ts'
import { CompileError, compile, type Diagnostic, type Json } from '../src/api/index.ts'

/** Mistakes of definitions that look like two: `compile` and `lint` report one, with a way out. */

const whole = (parts: object) => ({ slug: 'x', name: 'X', ...parts }) as never

function mistakes(parts: object): readonly Diagnostic[] {
  try {
    compile(whole(parts))
  } catch (error) {
    if (error instanceof CompileError) return error.diagnostics
    throw error
  }
  return []
}

const linted = (parts: object) => lint(whole(parts)).filter(({ code }) => code !== 'CM802')
const short = (found: readonly Diagnostic[]) => found.map(({ code, at }) => `${code} ${at}`)
const edits = (found: readonly Diagnostic[]) => found.flatMap(({ fix }) => fix?.edits ?? [])

const action = (parts: object) => ({ actions: { a: { fields: { id: 'string' }, ...parts } } })
const field = (x: Json) => action({ fields: { id: 'string', x } })

function expectOne(parts: object, expected: string, help: string): readonly Diagnostic[] {
  const found = linted(parts)
  expect(short(found)).toEqual([expected])
  expect(found[0]!.help).toContain(help)
  if (found[0]!.severity === 'error') expect(short(mistakes(parts))).toEqual([expected])
  return found
}

describe('a misspelled key of a check', () => {
  const check = (members: object) => action({ checks: { c: { when: "payload.id = 'a'", ...members } } })
  test.each<[object, key: string, meant: string]>([
    [{ error: 'm' }, 'error', 'message'],
    [{ Error: 'm' }, 'Error', 'message'],
    [{ error: 'm', level: 'warning' }, 'error', 'message'],
    [{ mesage: 'm' }, 'mesage', 'message'],
    [{ reason: 'm' }, 'reason', 'message'],
    [{ warn: 'm' }, 'warn', 'warning'],
    [{ Warning: 'm' }, 'Warning', 'warning'],
    [{ Skip: 'm' }, 'Skip', 'skip'],
    [{ skp: 'm' }, 'skp', 'skip'],
    [{ message: 'm', levl: 'skip' }, 'levl', 'level'],
    [{ message: 'm', Level: 'skip' }, 'Level', 'level'],
    [{ message: 'm', severity: 'skip' }, 'severity', 'level'],
  ])('%j', (members, key, meant) => {
    const at = `/actions/a/checks/c/${key}`
    const found = expectOne(check(members), `CM102 ${at}`, `\`${meant}\``)
    expect(edits(found)).toEqual([{ at, key: meant }])
  })

  test.each<[object, string]>([
    [{ message: 'm', Skip: true }, 'CM102 /actions/a/checks/c/Skip'],
    [{ message: 'm', warn: true }, 'CM102 /actions/a/checks/c/warn'],
  ])('written as a flag is a level: %j', (members, expected) => {
    expect(edits(expectOne(check(members), expected, '"level": '))).toEqual([])
  })

  test('which is its condition', () => {
    const parts = action({ checks: { c: { if: "payload.id = 'a'", message: 'm' } } })
    expect(edits(expectOne(parts, 'CM102 /actions/a/checks/c/if', '`when`'))).toHaveLength(1)
  })
})

test('a misspelled key of any part is no missing one', () => {
  expectOne(
    { ...action({}), subscriptions: [{ action: 'a', triger: 'type = "track"' }] },
    'CM102 /subscriptions/0/triger',
    '`trigger`',
  )
})

test.each<[Json]>([
  [{ '@jsonata': "id = 'a'" }],
  [{ '@path': '$.id' }],
  [{ when: "id = 'a'" }],
  [{ fieldKey: 'id', operator: 'is', value: 'a' }],
  [{}],
])('the condition %j in place of `required`', required => {
  expectOne(field({ type: 'string', required }), 'CM101 /actions/a/fields/x/required', '"when"')
})

describe('a condition on a sibling inside an object', () => {
  const within = (required: string) =>
    action({
      fields: {
        id: 'string',
        box: {
          properties: {
            one: { type: 'string', required },
            two: 'string',
            inner: { properties: { three: { type: 'string', required } } },
          },
        },
      },
    })
  test.each([
    ["two = 'x'", 'box.two'],
    ["tow = 'x'", 'box.two'],
    ["inner.three = 'x'", 'box.inner.three'],
    ["three = 'x'", undefined],
    ["$.id = 'x'", 'id'],
  ])('%s', (required, meant) => {
    const [first] = linted(within(required)).filter(({ code }) => code === 'CM410')
    expect(first).toMatchObject({ code: 'CM410', at: '/actions/a/fields/box/properties/one/required' })
    const [edit] = edits([first!])
    expect(edit && 'text' in edit ? edit.text : undefined).toBe(meant)
  })

  test('is named by the shortest object that has it', () => {
    const found = linted(within("three = 'x'")).filter(({ at }) => at.includes('/inner/'))
    expect(edits(found)).toMatchObject([{ text: 'box.inner.three' }])
  })
})

test('a long name in a condition is cut', () => {
  const [found] = linted(field({ type: 'string', required: `${'q'.repeat(5000)} = 5` }))
  expect(found!.message.length).toBeLessThan(150)
})

describe('a list in place of a type', () => {
  const help = 'a list is written `"type": "string'
  const at = '/actions/a/fields/x'
  test.each([
    ['string[]', 'string'],
    ['string[]!', 'string!'],
    ['[string]', 'string'],
    ['list of strings', 'string'],
    ['array<string>', 'string'],
    ['strin[]', 'string'],
  ])('%s', (text, type) => {
    expect(edits(expectOne(field({ type: text }), `CM101 ${at}/type`, help))).toEqual([
      { at: `${at}/type`, text: type },
      { at: `${at}/multiple`, value: true },
    ])
    const value = { type, multiple: true }
    expect(edits(expectOne(field(text), `CM101 ${at}`, help))).toEqual([{ at, value }])
    expect(linted(field(value))).toEqual([])
  })

  test('array', () => {
    expectOne(field({ type: 'array' }), `CM101 ${at}/type`, '`"multiple": true`')
  })

  test('does not exist for a setting', () => {
    expect(
      edits(expectOne({ ...action({}), settings: { s: { type: 'string[]' } } }, 'CM101 /settings/s/type', '')),
    ).toEqual([{ at: '/settings/s/type', text: 'string' }])
  })
})

test.each([['std#/email'], [{ $ref: 'std#/email' }], ['std#/userId'], ['#/fields/mail']])(
  'the field %j in place of a setting',
  mail => {
    const parts = { fields: { mail: 'std#/email' }, settings: { mail }, ...action({ fields: { id: '#/fields/mail' } }) }
    const found = linted(parts)
    expect(found.map(({ code }) => code)).toEqual(['CM102'])
    expect(found[0]!.help).toMatch(/^settings have /)
  },
)

test('a hole that an action leaves empty names the action', () => {
  const templates = { t: { with: ['type'], fields: { id: { type: { $with: 'type' } } } } }
  const actions = { a: { extends: 't', with: { type: 'string' } }, b: { extends: 't' } }
  const [found, ...others] = mistakes({ templates, actions })
  expect(others).toEqual([])
  expect(found).toMatchObject({
    code: 'CM103',
    at: '/templates/t/fields/id/type',
    note: 'the action `b` gives nothing for the hole `type`',
  })
})

test.each<[Json, value: Json]>([
  [{ label: 'A', value: 'a' }, [{ label: 'A', value: 'a' }]],
  [{ value: 1, label: 'A' }, [{ value: 1, label: 'A' }]],
])('one choice in place of choices: %j', (choices, value) => {
  const at = '/actions/a/fields/x/choices'
  expect(edits(expectOne(field({ choices }), `CM101 ${at}`, '[{ "label": '))).toEqual([{ at, value }])
  expect(linted(field({ choices: { Value: 'a', label: 'b' } }))).toEqual([])
})

describe('a rule of answers that never holds', () => {
  const rule = (when: Json) => {
    const rules = [{ status: 429, when, outcome: 'retry' }]
    return action({ requests: { url: 'https://x.example', response: { rules } } })
  }
  test.each<[Json]>([[false], ['false'], ['1 = 2'], [{ '@literal': false }], [{ '@jsonata': ['false'] }]])(
    '%j',
    when => {
      expectOne(rule(when), 'CM808 /actions/a/requests/response/rules/0', 'remove it')
    },
  )

  test('because one before it always does', () => {
    const rules = [
      { status: '4xx', when: 'true', outcome: 'rejected' },
      { status: 429, outcome: 'retry' },
    ]
    const parts = action({ requests: { url: 'https://x.example', response: { rules } } })
    expectOne(parts, 'CM808 /actions/a/requests/response/rules/1', 'remove it')
  })
})

test.each<[object]>([[{ $with: 'level' }], [{ a: { $with: 'level' } }]])(
  'a key beside a directive that has a hole is not removed: %j',
  kind => {
    const templates = { t: { with: ['level'], fields: { id: 'string' }, subject: { '@path': '$.payload.id', kind } } }
    const found = mistakes({ templates, actions: { a: { extends: 't', with: { level: 'x' } } } })
    expect(short(found)).toEqual(['CM501 /templates/t/subject/kind'])
    expect(edits(found)).toEqual([])
  },
)
