import { expect, it } from 'vitest'
import { findJsonMistake } from './jsonc.ts'

/** Message, marked part and help for each invalid text. */
const cases: [text: string, message: string, marked: string, help: string][] = [
  ['{ "a": 1, }', 'there is a comma before `}`', ',', 'take out this comma'],
  ['[1, /* b */ ]', 'there is a comma before `]`', ',', 'take out this comma'],
  ['{ "a": 1,', 'there is a comma at the end', ',', 'take out this comma'],
  ['{ "a": 1,, "b": 2 }', 'there is nothing between `,` and this comma', ',', 'take out this comma'],
  ['[, 1]', 'there is nothing between `[` and this comma', ',', 'take out this comma'],
  ['{ "a": 1 "b": 2 }', 'a comma is missing', '"b"', 'put a comma before this'],
  ['[1 2]', 'a comma is missing', '2', 'put a comma before this'],
  ["{ 'a': 1 }", 'a string is in other quotes', "'a'", 'put it in double quotes: `"…"`'],
  ['{ "a": ‘b’ }', 'a string is in other quotes', '‘b’', 'put it in double quotes: `"…"`'],
  ['{ a: 1 }', 'the key `a` is not in quotes', 'a', 'write `"a"`'],
  ['{ $ref : 1 }', 'the key `$ref` is not in quotes', '$ref', 'write `"$ref"`'],
  ['{ "a": None }', 'JSON has no `None`', 'None', 'write `null`'],
  ['[True]', 'JSON has no `True`', 'True', 'write `true`'],
  ['{ "a": undefined }', 'JSON has no `undefined`', 'undefined', 'write `null`'],
  ['{ "a": NaN }', 'JSON has no `NaN`', 'NaN', 'write `null`'],
  ['{ "a": hello }', '`hello` is not in quotes', 'hello', 'write `"hello"`'],
  ['{ "a": 01 }', '`01` is not a number of JSON', '01', 'write `1`, or `"01"` for a string'],
  ['{ "a": .5 }', '`.5` is not a number of JSON', '.5', 'write `0.5`, or `".5"` for a string'],
  ['{ "a": +1 }', '`+1` is not a number of JSON', '+1', 'write `1`, or `"+1"` for a string'],
  [
    '{ "a": "b',
    'this string is not closed',
    '"b',
    'end it with `"` on the same line; a line break in a string is `\\n`',
  ],
  [
    '{ "a": "b\nc" }',
    'this string is not closed',
    '"b',
    'end it with `"` on the same line; a line break in a string is `\\n`',
  ],
  ['{ "a": "b\tc" }', 'a string has a control character', '"b\tc"', 'write a tab as `\\t`'],
  ['{ "a": "C:\\dir" }', 'JSON has no such escape', '\\d', 'write a backslash as `\\\\`'],
  ['{ "a": [1, 2 }', '`[` is closed by `}`', '}', 'write `]`'],
  ['{ "a": [1, 2', 'this `[` is not closed', '[', 'close it: `]`'],
  ['{ "a": { "b": "}" }', 'this `{` is not closed', '{', 'close it: `}`'],
  ['{ "a": 1 } }', 'this `}` closes nothing', '}', 'take it out'],
  ['{ "a": 1 } { "b": 2 }', 'there is more after the end', '{', 'a file holds one value'],
  ['{ "a" = 1 }', 'a colon is missing', '=', 'write `:`'],
  ['{ "a" }', 'a colon is missing', '}', 'put a colon after the key'],
  ['{ "a": }', 'a value is missing', ':', 'put a value after this'],
  ['{ "a": 1 # b\n }', '`#` starts no comment', '#', 'comments start with `//`'],
  ['{ "a": 1 } /* b', 'this comment is not closed', '/* b', 'close it: `*/`'],
]

it.each(cases)('%s', (text, message, marked, help) => {
  const found = findJsonMistake(text)
  expect({ ...found, marked: text.slice(found.start, found.end) }).toMatchObject({
    message: `this is not JSON: ${message}`,
    marked,
    help,
  })
})

it.each([
  ['destination: customerio\nsubscriptions: []', 'YAML'],
  ['# mappings\n---\ndestination: customerio', 'YAML'],
  ['- name: a\n  action: b', 'YAML'],
  ['destination = "customerio"\n', 'TOML'],
  ['[settings]\nsiteId = "a"', 'TOML'],
  ['export default { destination: "customerio" }', 'JavaScript'],
  ['module.exports = {}', 'JavaScript'],
  ['<?xml version="1.0"?>', 'XML'],
])('%s', (text, name) => {
  expect(findJsonMistake(text)).toMatchObject({ message: `callmap reads JSON, and this looks like ${name}`, start: 0 })
})

it('an empty file', () => {
  expect(findJsonMistake(' \n')).toEqual({ message: 'the file is empty', help: 'it starts with `{`', start: 0, end: 0 })
})

it('every other invalid text has a place and help', () => {
  for (const text of [
    '}',
    ']',
    ',',
    ':',
    '"',
    "'",
    '@',
    '\\',
    '{',
    '[',
    '{"a":{]}',
    '[1,2}}',
    '{"a":1]',
    '\u0000',
    'x',
    '{,}',
    '{:1}',
    '{"a":,}',
    '/',
    '//',
  ]) {
    const found = findJsonMistake(text)
    expect(found, text).toMatchObject({ message: expect.any(String), help: expect.any(String) })
    expect(found.start, text).toBeLessThanOrEqual(text.length)
  }
})
