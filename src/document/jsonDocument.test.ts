import { describe, expect, it, test, vi } from 'vitest'
import { JsonDocument, JsonSyntaxError, parseEveryDigit, parseJsonc } from './index.ts'

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
    const { start, end } = JsonDocument.parse({ file: 'a.json', text }).locate(pointer, { span })
    expect(text.slice(start, end)).toBe(found)
  })
})

test.each([
  [0, { line: 1, column: 1 }],
  [text.indexOf('\n'), { line: 1, column: 2 }],
  [text.indexOf('"trigger"'), { line: 3, column: 3 }],
  [text.length, { line: 6, column: 2 }],
])('offset %i is at %j', (offset, expected) => {
  expect(JsonDocument.parse({ file: 'a.json', text }).position(offset)).toEqual(expected)
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
  ]
  it.each(cases)('%s', (text, hidden) => {
    expect(JsonDocument.parse({ file: 'a.json', text }).hideStrings(['/s']).text).toBe(hidden)
  })

  it('hides any number of strings in one pass', () => {
    const members = Array.from({ length: 1000 }, (_, i) => [`k${i}`, 'secret'])
    const text = JSON.stringify(Object.fromEntries(members))
    const document = JsonDocument.parse({ file: 'a.json', text }).hideStrings(members.map(([key]) => `/${key}`))
    const slice = vi.spyOn(String.prototype, 'slice')
    const shown = document.text
    const copied = slice.mock.results.reduce((sum, { value }) => sum + value.length, 0)
    slice.mockRestore()
    expect(shown).toBe(text.replaceAll('secret', '******'))
    expect(copied).toBeLessThan(text.length * 5)
  })

  it('leaves places as they are in the file', () => {
    const document = JsonDocument.parse({ file: 'a.json', text: String.raw`{ "s": "\"a\" and b" }` })
    const span = { start: 8, end: 9 }
    const { start, end } = document.locate('/s', { span })
    expect(document.text.slice(start, end)).toBe('b')
    expect(document.hideStrings(['/s']).locate('/s', { span })).toMatchObject({ start, end })
  })
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
