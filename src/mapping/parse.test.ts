import { describe, expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseMapping } from './parse.ts'

function listProblems(value: unknown): string[] {
  const problems = new DiagnosticBag()
  const mapping = parseMapping(value, { problems, at: '/m' })
  expect(mapping === undefined).toBe(problems.errors.length > 0)
  return problems.list.map(({ code, at, message, help }) => `${code} ${at} ${message}${help ? ` | ${help}` : ''}`)
}

const nested = (depth: number) => {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

const twoForms = 'write `"@fields": ["currency"]` or `"@fields": { "external_id": "externalId" }`'

const mistakes: [name: string, mapping: unknown, ...problems: string[]][] = [
  [
    'unknown directive',
    { a: { '@pth': '$.a' } },
    'CM503 /m/a/@pth there is no directive `@pth` | did you mean `@path`?',
  ],
  [
    'unknown directive in a list',
    [1, { '@nothingLike': 1 }],
    'CM503 /m/1/@nothingLike there is no directive `@nothingLike`',
  ],
  [
    'two directives',
    { '@path': '$.a', '@literal': 1 },
    'CM501 /m/@literal a directive must be the only key of its object, but `@literal` is beside `@path` | put each directive into its own object',
  ],
  [
    'a key beside a directive',
    { a: { '@path': '$.a', default: 'x' } },
    'CM501 /m/a/default a directive must be the only key of its object, but `default` is beside `@path` | for a fallback value, write `{"@coalesce":[{"@path":"$.a"},"x"]}`',
  ],
  ['a path that is a number', { '@path': 5 }, 'CM502 /m/@path expected a string or a directive, but this is a number'],
  [
    'a path that is an object',
    { '@path': { a: 1 } },
    'CM502 /m/@path expected a string or a directive, but this is an object',
  ],
  [
    'a template that is a list',
    { '@template': [] },
    'CM502 /m/@template expected a string or a directive, but this is an array',
  ],
  ['an @if that is a string', { '@if': 'x' }, 'CM502 /m/@if `@if` takes an object, but this is a string'],
  ['an @if without a condition', { '@if': { then: 1 } }, 'CM502 /m/@if `@if` needs `exists` or `blank`'],
  [
    'a misspelt option',
    { '@if': { exists: 1, thn: 1 } },
    'CM504 /m/@if/thn `@if` has no `thn`, so it is ignored | did you mean `then`?',
  ],
  [
    'a misspelt choice',
    { '@case': { operator: 'lowr', value: 'x' } },
    'CM502 /m/@case/operator `@case` takes `lower` or `upper` here, not `lowr` | did you mean `lower`?',
  ],
  [
    'several mistakes at once',
    { a: { '@replace': { pattern: '', global: 1, value: 5 } }, b: { '@merge': { objects: [{ '@pth': 1 }] } } },
    'CM502 /m/a/@replace/pattern a pattern has at least one character',
    'CM502 /m/a/@replace/global expected true or false, but this is a number',
    'CM502 /m/a/@replace/value expected a string or a directive, but this is a number',
    'CM502 /m/b/@merge `@merge` needs `direction`',
    'CM503 /m/b/@merge/objects/0/@pth there is no directive `@pth` | did you mean `@path`?',
  ],
  [
    'a string in the place of an array',
    { '@arrayPath': '$.a' },
    'CM502 /m/@arrayPath expected an array, but this is a string',
  ],
  ['an empty list', { '@coalesce': [] }, 'CM502 /m/@coalesce `@coalesce` takes at least one value'],
  [
    'an item that is not a mapping',
    { '@arrayPath': ['$.a', 'x'] },
    'CM504 /m/@arrayPath/1 the mapping of an item is an object or a directive, so it is ignored',
  ],
  [
    'a mistake deep inside',
    { '@if': { exists: { '@literal': [{ '@path': null }] } } },
    'CM502 /m/@if/exists/@literal/0/@path expected a string or a directive, but this is null',
  ],
  ['not JSON', { a: Number.NaN }, 'CM101 /m/a a mapping is JSON, but this is a number: NaN'],
  ['a function', () => 1, 'CM101 /m a mapping is JSON, but this is a function'],
  ['too deep', nested(101), `CM104 /m${'/0'.repeat(101)} a mapping is nested deeper than 100 levels`],
  ['liquid that is not closed', { '@liquid': '{{ a' }, 'CM505 /m/@liquid output "{{ a" not closed, line:1, col:1'],
  [
    'a filter that is misspelt',
    { '@liquid': "{{ a | default: 'upcas' | upcas }}" },
    'CM505 /m/@liquid undefined filter: upcas, line:1, col:1 | did you mean `upcase`?',
  ],
  [
    'a filter of another language',
    { '@liquid': '{{ a | strtoupper }}' },
    'CM505 /m/@liquid undefined filter: strtoupper, line:1, col:1 | did you mean `upcase`?',
  ],
  [
    'liquid with the `$.` of a path',
    { '@liquid': 'for $.50: {{ $.a }}' },
    'CM505 /m/@liquid invalid value expression: "$.a", line:1, col:14 | leave out `$.`',
  ],
  [
    'a whole root that is not a directive',
    { __segment_internal_directive: 5, a: 1 },
    'CM502 /m/__segment_internal_directive `__segment_internal_directive` takes one directive, whose argument is an object',
  ],
  [
    'a directive beside one that takes members',
    { '@fields': ['a'], b: 1, '@path': '$.a' },
    'CM501 /m/@path a directive must be the only key of its object, but `@path` is beside `@fields` | put each directive into its own object',
  ],
  [
    'a mistake in a member beside a directive',
    { '@fields': ['a'], b: { '@pth': '$.a' } },
    'CM503 /m/b/@pth there is no directive `@pth` | did you mean `@path`?',
  ],
  [
    'mistakes in fields and beside them',
    { '@fields': 5, b: { '@pth': '$.a' } },
    `CM502 /m/@fields \`@fields\` takes names of fields, or an object of new names and fields | ${twoForms}`,
    'CM503 /m/b/@pth there is no directive `@pth` | did you mean `@path`?',
  ],
  ['no fields', { '@fields': [] }, 'CM502 /m/@fields `@fields` takes at least one field'],
  ['no new names', { '@fields': {} }, 'CM502 /m/@fields `@fields` takes at least one field'],
  [
    'a directive whose name lacks a letter',
    { '@field': ['a'] },
    'CM503 /m/@field there is no directive `@field` | did you mean `@fields`?',
  ],
  [
    'the key of a directive, as a directive',
    { '@fields': '*', '@except': ['a'] },
    'CM501 /m/@except a directive must be the only key of its object, but `@except` is beside `@fields` | did you mean `except`?',
    'CM502 /m/@fields `*` stands for the fields of an action, and there is no action here',
  ],
  [
    'a directive as fields',
    { '@fields': { '@path': '$.payload' } },
    `CM502 /m/@fields \`@fields\` takes names of fields, or an object of new names and fields | ${twoForms}`,
  ],
  [
    'a mapping in the place of a field',
    { '@fields': { id: { '@path': '$.payload.id' } } },
    `CM502 /m/@fields/id \`id\` takes the name of a field; any other value is a member beside \`@fields\` | ${twoForms}`,
  ],
  [
    'all fields without an action',
    { '@fields': '*' },
    'CM502 /m/@fields `*` stands for the fields of an action, and there is no action here',
  ],
  [
    'fields to leave out that are not names',
    { '@fields': ['a'], except: ['a', 1] },
    'CM502 /m/except/1 expected a string, but this is a number',
  ],
  [
    'one field to leave out, not in a list',
    { '@fields': ['a'], except: 'a' },
    'CM502 /m/except expected an array, but this is a string',
  ],
  [
    'a mistake beside a directive for the whole root',
    { __segment_internal_directive: { '@transform': { apply: {} } }, a: { '@pth': 1 } },
    'CM503 /m/a/@pth there is no directive `@pth` | did you mean `@path`?',
  ],
]

describe('parseMapping', () => {
  test.each(mistakes)('%s', (_, mapping, ...problems) => {
    expect(listProblems(mapping)).toEqual(problems)
  })

  test.each([
    ['JSON', { a: [null, true, 1, 'x', { b: {} }] }],
    ['an absent member', { a: undefined }],
    ['metadata beside a directive', { '@path': '$.a', _metadata: { label: 'x' } }],
    ['members and metadata beside a directive', { '@fields': ['a'], b: 1, _metadata: { label: 'x' }, $todo: 'c' }],
    ['the deepest allowed mapping', nested(100)],
  ])('%s has no mistake', (_, mapping) => {
    expect(listProblems(mapping)).toEqual([])
  })
})
