import { describe, expect, test } from 'vitest'
import { lint } from '../../src/api/analysis.ts'
import { type CompileError, compile, type Diagnostic, type Json, type JsonObject } from '../../src/api/index.ts'
import { compileMapping } from '../../src/api/languages.ts'

const fields = {
  note: { type: 'string' },
  total: { type: 'number' },
  vip: { type: 'boolean' },
  tags: { type: 'string', multiple: true },
  data: { type: 'object' },
  when: { type: 'datetime' },
} as const

function definition(mapping: JsonObject, action: JsonObject = {}) {
  const subscriptions = [{ action: 'send', trigger: 'type = "track"', mapping }]
  return { slug: 'demo', name: 'Demo', actions: { send: { fields, ...action } }, subscriptions }
}

function fixOf(problems: readonly Diagnostic[], code: string) {
  const found = problems.find(problem => problem.code === code)
  return { applicability: found?.fix?.applicability, edits: found?.fix?.edits, help: found?.help }
}

describe('strings with braces in place of a value', () => {
  test.each<[key: keyof typeof fields, text: string, meant: Json]>([
    ['data', '{{properties}}', { '@path': '$.properties' }],
    ['data', '{{ $.properties.address }}', { '@path': '$.properties.address' }],
    ['total', '{{properties.total}}', { '@path': '$.properties.total' }],
    ['vip', '{{{properties.vip}}}', { '@path': '$.properties.vip' }],
    ['tags', '{{properties.tags}}', { '@path': '$.properties.tags' }],
    ['note', '{{event}}', { '@path': '$.event' }],
    ['note', 'by {{ $.userId }}', { '@template': 'by {{ userId }}' }],
    ['note', '{{ event | upcase }}', { '@liquid': '{{ event | upcase }}' }],
  ])('%s: %s', (key, text, meant) => {
    const at = `/subscriptions/0/mapping/${key}`
    const { applicability, edits } = fixOf(lint(definition({ [key]: text })), 'CM806')
    expect([applicability, edits]).toEqual(['unsafe', [{ at, value: meant }]])
    expect(lint(definition({ [key]: text })).map(({ code }) => code)).toEqual(['CM806'])
    expect(lint(definition({ [key]: meant }))).toEqual([])
  })

  test('a template with more than a path does not become an object', () => {
    expect(fixOf(lint(definition({ data: 'by {{userId}}' })), 'CM806')).toMatchObject({ edits: undefined })
  })

  test('a template with one path becomes `@path` for an object field', () => {
    const { edits } = fixOf(lint(definition({ data: { '@template': '{{properties.address}}' } })), 'CM411')
    expect(edits).toEqual([{ at: '/subscriptions/0/mapping/data', value: { '@path': '$.properties.address' } }])
  })
})

describe('`$` for the whole input, read as a key', () => {
  const url = (template: string) => definition({}, { requests: [{ url: { '@template': template } }] })
  const at = '/subscriptions/0/mapping/note/@template'
  const urlAt = '/actions/send/requests/0/url/@template'

  test.each<[name: string, given: JsonObject, code: string, edits: Json]>([
    [
      'in a template',
      definition({ note: { '@template': '{{$.properties.plan}}' } }),
      'CM301',
      [{ at, span: { start: 2, end: 4 }, text: '' }],
    ],
    [
      'with blanks, twice',
      definition({ note: { '@template': '{{ $.event }} {{{ $.userId }}}' } }),
      'CM301',
      [
        { at, span: { start: 3, end: 5 }, text: '' },
        { at, span: { start: 18, end: 20 }, text: '' },
      ],
    ],
    [
      'in a URL',
      url('https://example.com/{{$.payload.note}}'),
      'CM403',
      [{ at: urlAt, span: { start: 22, end: 24 }, text: '' }],
    ],
    [
      'alone, as a path',
      definition({ data: { '@path': '$' } }),
      'CM301',
      [{ at: '/subscriptions/0/mapping/data/@path', span: { start: 0, end: 1 }, text: '$.' }],
    ],
    [
      'braces around a path',
      definition({ note: { '@path': '{{traits.email}}' } }),
      'CM301',
      [{ at: '/subscriptions/0/mapping/note/@path', text: '$.traits.email' }],
    ],
  ])('%s', (_, given, code, edits) => {
    const found = lint(given)
    expect(found.map(problem => problem.code)).toEqual([code])
    expect(fixOf(found, code)).toMatchObject({ applicability: 'safe', edits })
  })

  test('in the items of a list', () => {
    const mapping = {
      data: { list: { '@arrayPath': ['$.properties.products', { n: { '@template': '{{$.name}}' } }] } },
    }
    expect(lint(definition(mapping))).toMatchObject([{ code: 'CM301', fix: { applicability: 'safe' } }])
  })

  test('alone in a template, `$` requires a field name', () => {
    const found = lint(definition({ note: { '@template': 'a {{ $ }}' } }))
    expect(fixOf(found, 'CM301')).toEqual({
      applicability: undefined,
      edits: undefined,
      help: 'name a field: `{{traits.email}}`',
    })
  })
})

describe('names from other languages', () => {
  const field = (directive: string, argument: Json) => lint(definition({ note: { [directive]: argument } }))

  test.each<[directive: string, argument: Json, help: string]>([
    ['@paht', '$.event', '`@path`'],
    ['@lowercase', '$.event', '{ "@case": { "operator": "lower", "value": { "@path": "$.event" } } }'],
    ['@toUpper', { '@path': '$.event' }, '{ "@case": { "operator": "upper", "value": { "@path": "$.event" } } }'],
    ['@switch', {}, "a = 'x' ? 1 : a = 'y' ? 2 : 3"],
    ['@default', ['a', 'b'], '`@coalesce`'],
    ['@when', {}, '`@if`'],
    ['@len', '$.event', '$length(…)'],
    ['@forEach', [], '`@arrayPath`'],
    ['@trim', '$.event', '{ "@jsonata": "$trim(event)" }'],
    ['@e164', { '@path': '$.properties.phone' }, '{ "@jsonata": "$e164(properties.phone)" }'],
    ['@parseJson', '$.properties.raw', '{ "@json": { "mode": "decode", "value": { "@path": "$.properties.raw" } } }'],
  ])('the directive %s', (directive, argument, help) => {
    expect(field(directive, argument)[0]).toMatchObject({ code: 'CM503', help: expect.stringContaining(help) })
  })

  test.each([
    ['$upper(event)', 'did you mean `$uppercase`?', '$uppercase'],
    ['$toLowerCase(event)', 'did you mean `$lowercase`?', '$lowercase'],
    ['$len(event)', 'did you mean `$length(text)` or `$count(list)`?', undefined],
    ['$if(vip, 1, 2)', 'did you mean `condition ? then : else`?', undefined],
    ['$concat(event, "x")', 'did you mean `a & b`?', undefined],
    ['$md5(event)', 'did you mean `$hash(text, "md5")`?', undefined],
    ['$lenght(event)', 'did you mean `$length`?', '$length'],
    ['$sting(event)', 'did you mean `$string`?', '$string'],
  ])('the function of %s', (text, help, meant) => {
    const [problem] = field('@jsonata', text)
    expect(problem).toMatchObject({ code: 'CM602', help })
    expect(problem?.fix?.edits.map(edit => 'text' in edit && edit.text)).toEqual(meant && [meant])
  })

  test.each([
    ['event == "x" ? 1', ['='], 'write `=`'],
    ['userId && event !== "=="', ['and', '!='], 'write `and`'],
    ['userId || anonymousId', ['or'], 'write `or`, or `?:` for a default value'],
  ])('the operators of %s', (text, texts, help) => {
    const [problem] = field('@jsonata', text)
    expect(problem).toMatchObject({ code: 'CM601', help })
    expect(problem?.fix?.edits.map(edit => 'text' in edit && edit.text)).toEqual(texts)
  })

  test.each([
    ['uppercase(event)', '$uppercase'],
    ['upper(event)', '$uppercase'],
  ])('the prefix that %s lacks', (text, meant) => {
    expect(field('@jsonata', text)[0]).toMatchObject({ code: 'CM301', help: `did you mean \`${meant}\`?` })
  })

  test('every suggestion compiles', () => {
    for (const word of ['upper', 'isset', 'hash', 'trim', 'round', 'number', 'stringify', 'date', 'timestamp']) {
      const [problem] = field(`@${word}`, '$.event')
      const [edit] = problem?.fix?.edits ?? []
      const value = edit && 'value' in edit ? edit.value : undefined
      expect(value, word).toBeDefined()
      expect(() => compileMapping(value), word).not.toThrow()
    }
  })
})

describe('alternatives that exclude each other', () => {
  test('two kinds of authentication', () => {
    const auth = { bearer: 'x', basic: { username: 'u' } }
    const [problem] = lint(definition({}, { requests: [{ url: 'https://example.com', auth }] }))
    expect(problem).toMatchObject({
      code: 'CM101',
      message: '`auth` has `bearer` and `basic`, expected one of `basic`, `bearer`, `header`, `query` or `hmac`',
      help: 'keep `bearer` or `basic`',
    })
  })

  test('no kind of authentication', () => {
    const [problem] = lint(definition({}, { requests: [{ url: 'https://example.com', auth: {} }] }))
    expect(problem?.message).toBe('`auth` is empty, expected one of `basic`, `bearer`, `header`, `query` or `hmac`')
  })

  test('a mapping and overrides', () => {
    const subscriptions = [{ action: 'send', trigger: 'type = "track"', mapping: {}, overrides: {} }]
    const [problem] = lint({ ...definition({}), subscriptions })
    expect(problem).toMatchObject({ code: 'CM404', message: expect.stringContaining('takes one of them') })
  })

  test('two conditions of an @if', () => {
    const both = { '@if': { exists: { '@path': '$.userId' }, blank: { '@path': '$.event' }, then: 1 } }
    const ignored = '/subscriptions/0/mapping/total/@if/blank'
    expect(lint(definition({ total: both }))).toMatchObject([{ code: 'CM504', at: ignored }])
  })
})

test('the message of a compile error includes the suggestion', () => {
  const mistake = () => compileMapping({ '@paht': '$.a' })
  expect(mistake).toThrow('CM503 /@paht: there is no directive `@paht` (did you mean `@path`?)')
})

test.each<[overrides: JsonObject, at: string[]]>([
  [{ data: 'hello' }, ['data']],
  [{ total: 'many', vip: 'x' }, ['total', 'vip']],
  [{ when: 'soon' }, ['when']],
  [{ total: '12', vip: 'true', tags: 'a', note: 5, data: null, when: '2024-05-01' }, []],
])('compile warns about a fixed value that its field cannot hold: %j', (overrides, keys) => {
  const subscriptions = [{ action: 'send', trigger: 'type = "track"', overrides }]
  const given = { ...definition({}), subscriptions }
  const { warnings } = compile(given)
  expect(warnings.map(({ code, at }) => [code, at])).toEqual(
    keys.map(key => ['CM411', `/subscriptions/0/overrides/${key}`]),
  )
  expect(lint(given).filter(({ code }) => code === 'CM411')).toEqual(warnings)
})

test('compile throws an error with diagnostics', () => {
  try {
    compile(definition({ note: { '@template': '{{ event | upcase }}' } }))
    expect.unreachable()
  } catch (error) {
    expect((error as CompileError).diagnostics).toMatchObject([{ code: 'CM507', fix: { applicability: 'safe' } }])
  }
})
