import { describe, expect, it, test } from 'vitest'
import { hideStrings, JsonSyntaxError, locate, parseEveryDigit, parseJsonc } from '../document/index.ts'

const text = String.raw`{
  // a comment with "quotes"
  "trigger": "type = \"track\" and \u0065vent",
  "lines": ["abc", "d\ne"],
  "a/b": { "~c": [1, { "d": null }] }
}`

describe('locate', () => {
  const cases: [pointer: string, span: { start: number; end: number } | undefined, found: string][] = [
    ['', undefined, '{'],
    ['/trigger', undefined, String.raw`"type = \"track\" and \u0065vent"`],
    ['/trigger', { start: 7, end: 14 }, String.raw`\"track\"`],
    ['/trigger', { start: 19, end: 24 }, String.raw`\u0065vent`],
    ['/trigger', { start: 24, end: 24 }, ''],
    ['/trigger', { start: 90, end: 99 }, ''],
    ['/lines', { start: 4, end: 5 }, 'd'],
    ['/lines', { start: 5, end: 7 }, String.raw`\ne`],
    ['/lines/1', { start: 0, end: 1 }, 'd'],
    ['/a~1b/~0c/0', undefined, '1'],
    ['/a~1b/~0c/1/d', undefined, 'null'],
    ['/a~1b/missing/deeper', undefined, '{'],
  ]
  it.each(cases)('%s %j', (pointer, span, found) => {
    const { start, end } = locate(text, pointer, { span })
    expect(text.slice(start, end)).toBe(found)
  })
})

describe('parseJsonc', () => {
  it('skips comments', () => expect(parseJsonc('/* a */ [1, "//"] // b')).toEqual([1, '//']))
  it('takes __proto__ as a key', () => {
    expect(Object.keys(parseJsonc('{ "__proto__": 1 }') as object)).toEqual(['__proto__'])
  })
  it.each(['{ "a" 1 }', '[1, 2', '[1,]'])('refuses %j', text => {
    expect(() => parseJsonc(text)).toThrow(JsonSyntaxError)
  })
})

describe('hideStrings', () => {
  const cases: [string, string][] = [
    ['{"s": {"a": "xyz", "b": [{"c": "\\"q"}]}, "t": "xyz"}', '{"s": {"a": "***", "b": [{"c": "***"}]}, "t": "xyz"}'],
    ['{"s": "x"}', '{"s": "*"}'],
    ['{"t": "x"}', '{"t": "x"}'],
    ['["x"', '["x"'],
  ]
  it.each(cases)('%s', (given, hidden) => expect(hideStrings(given, '/s')).toBe(hidden))
})

test.each<[string, unknown]>([
  ['{ "userId": 12345678901234567, "n": 1 }', { userId: '12345678901234567', n: 1 }],
  ['[-12345678901234567,9007199254740993]', ['-12345678901234567', '9007199254740993']],
  ['{ "a": 9007199254740991, "b": 1234567890123456 }', { a: 9007199254740991, b: 1234567890123456 }],
  ['{ "a": 52.52000660000000001, "b": 1e400 }', { a: 52.5200066, b: Number.POSITIVE_INFINITY }],
  ['{ "12345678901234567": "x 12345678901234567 \\" 1" }', { '12345678901234567': 'x 12345678901234567 " 1' }],
  ['12345678901234567', '12345678901234567'],
])('keeps every digit of the integers in %s', (text, expected) => {
  expect(parseEveryDigit(text)).toEqual(expected)
})

test('throws for invalid JSON, and parses any depth', () => {
  expect(() => parseEveryDigit('{ "a": 12345678901234567, }')).toThrow(SyntaxError)
  expect(parseEveryDigit(`${'['.repeat(5000)}12345678901234567${']'.repeat(5000)}`)).toHaveLength(1)
})
