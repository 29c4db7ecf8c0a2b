import { describe, expect, test } from 'vitest'
import { JsonDraft } from './draft.ts'

describe('a file that is being typed has a value', () => {
  test.each<[what: string, text: string, value: unknown]>([
    ['whole', '{ "a": [1, true, null, "x"], /* b */ "c": {} }', { a: [1, true, null, 'x'], c: {} }],
    ['nothing', '', undefined],
    ['an open object', '{ "a": { "b": 1', { a: { b: 1 } }],
    ['an open string, which ends with its line', '{ "a": "x\n, "b": 1 }', { a: 'x', b: 1 }],
    ['a member without a value', '{ "a": , "b": 1 }', { b: 1 }],
    ['a key without a colon', '{ "a" }', {}],
    ['a new key before another', '{ "a" "b": 1 }', { b: 1 }],
    ['a value without a colon', '{ "a" "x", "b": 1 }', { a: 'x', b: 1 }],
    ['a missing comma', '{ "a": 1 "b": [1 2] }', { a: 1, b: [1, 2] }],
    ['superfluous commas', '{ "a": [1,,2,], }', { a: [1, null, 2] }],
    ['a missing bracket', '{ "a": [{ "b": 1 ], "c": 2 }', { a: [{ b: 1 }], c: 2 }],
    ['a bracket too many', '{ "a": 1 ] }', { a: 1 }],
    ['words', '{ a: tru, b: -1e2 }', { a: 'tru', b: -100 }],
    ['escapes', '{ "a\\"\\u0041\\n": "\\x" }', { 'a"A\n': 'x' }],
    ['a key of JavaScript', '{ "__proto__": { "a": 1 } }', JSON.parse('{ "__proto__": { "a": 1 } }')],
    ['a key twice', '{ "a": 1, "a": 2 }', { a: 2 }],
  ])('%s', (_, text, value) => {
    expect(new JsonDraft(text).value()).toEqual(value)
  })

  test('deeper levels than a file has are dropped', () => {
    const depth = (value: unknown): number => (Array.isArray(value) ? 1 + depth(value[0]) : 0)
    expect(depth(new JsonDraft('['.repeat(100_000)).value())).toBe(201)
  })
})

describe('a caret has a place', () => {
  test.each<[marked: string, path: string | undefined, isKey: boolean]>([
    ['|', '', false],
    ['{|', '', true],
    ['{ "a|": 1 }', '', true],
    ['{ "a"| : 1 }', undefined, false],
    ['{ "a": | }', 'a', false],
    ['{ "a": "x|" }', 'a', false],
    ['{ "a": "x"| }', undefined, false],
    ['{ "a": "x| ', 'a', false],
    ['{ "a": tr| }', 'a', false],
    ['{ "a": [1, |] }', 'a/1', false],
    ['{ "a": [{ "b": 1 }, { | }] }', 'a/1', true],
    ['{ "a": { "b": { "|', 'a/b', true],
    ['{ "a": 1, | }', '', true],
    ['{ "a": 1 "b|', '', true],
    ['{ // |', undefined, false],
    ['{ /* | */ }', undefined, false],
    ['{ /* */| }', '', true],
  ])('%s', (marked, path, isKey) => {
    const offset = marked.indexOf('|')
    const caret = new JsonDraft(marked.replace('|', '')).caret(offset)
    expect(caret?.path.join('/')).toBe(path)
    expect(caret?.isKey ?? false).toBe(isKey)
  })
})

test('a string has the place of each of its characters, also over lines of a list', () => {
  const draft = new JsonDraft('{ "a": ["x\\ny", "\\u00e9z"] }')
  expect(draft.textAt(['a'])).toEqual({ value: 'x\ny\néz', places: [9, 10, 12, 13, 17, 23, 24] })
})
