import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { runs } from '../../test/seed.ts'
import { withValue } from '../suite/index.ts'
import type { Edit } from '../text/index.ts'
import { applyEdits, JsonDocument, parseJsonc, writeValue } from './index.ts'

const lines = `{
  // what it is for
  "a": { "b": 1, "$todo": "later" }, // and why
  "list": [1, 2, 3],
  "empty": {}
}
`

const edit = (text: string, change: Edit) => JsonDocument.parse({ file: 'a.json', text }).edit(change)

describe('an edit changes only its own bytes', () => {
  const cases: [string, Edit, string][] = [
    ['removes the last member', { at: '/a/$todo', value: undefined }, lines.replace(', "$todo": "later"', '')],
    ['removes the first member', { at: '/a/b', value: undefined }, lines.replace('"b": 1, ', '')],
    ['removes a member on its own line', { at: '/empty', value: undefined }, lines.replace(',\n  "empty": {}', '')],
    ['removes an item', { at: '/list/1', value: undefined }, lines.replace('1, 2', '1')],
    ['replaces a value', { at: '/a/b', value: { $secret: 'X' } }, lines.replace('1', '{ "$secret": "X" }')],
    ['adds to one line', { at: '/a/c', value: [1] }, lines.replace('"later"', '"later", "c": [ 1 ]')],
    ['adds a line', { at: '/new', value: 'v' }, lines.replace('"empty": {}', '"empty": {},\n  "new": "v"')],
    ['adds to an empty object', { at: '/empty/x', value: 1 }, lines.replace('{}', '{ "x": 1 }')],
    ['creates the objects around it', { at: '/a/x/y', value: 1 }, lines.replace('"later"', '"later", "x": { "y": 1 }')],
    ['renames a key', { at: '/a/b', key: 'c' }, lines.replace('"b"', '"c"')],
    ['does not rename a key to one that is there', { at: '/a/b', key: '$todo' }, lines],
    [
      'replaces part of a string',
      { at: '/a/$todo', span: { start: 0, end: 2 }, text: '"' },
      lines.replace('la', '\\"'),
    ],
    ['does not add a key to a list', { at: '/list/x', value: 1 }, lines],
  ]
  it.each(cases)('%s', (_, change, result) => {
    expect(applyEdits(lines, edit(lines, change))).toBe(result)
  })
})

const json = fc.json({ maxDepth: 3, noUnicodeString: false })
const place = fc.array(fc.constantFrom('a', 'b', '__proto__', 'x/y'), { minLength: 1, maxLength: 3 })

test('applies any edit', () => {
  const inner = fc.dictionary(fc.constantFrom('a', 'b', 'x/y'), fc.jsonValue({ maxDepth: 2 }), {
    noNullPrototype: true,
  })
  const object = fc.dictionary(fc.constantFrom('a', 'b', 'x/y'), fc.oneof(fc.jsonValue(), inner), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(
      object,
      place,
      fc.option(json, { nil: undefined }),
      fc.constantFrom(0, 2),
      (value, keys, change, indent) => {
        const at = keys.map(key => `/${key.replaceAll('/', '~1')}`).join('')
        const text = JSON.stringify(value, null, indent)
        const asked = change === undefined ? undefined : JSON.parse(change)
        const edits = edit(text, { at, value: asked })
        const result = parseJsonc(applyEdits(text, edits))
        if (edits.length > 0) expect(result).toEqual(withValue(parseJsonc(text), keys, asked))
        else expect(result).toEqual(JSON.parse(text))
      },
    ),
    { numRuns: runs(400) },
  )
})

test('writes values over several lines', () => {
  expect(writeValue('{\n  "a": 1\n}', '/a', { b: [1] })).toBe('{\n  "a": {\n    "b": [\n      1\n    ]\n  }\n}')
})
