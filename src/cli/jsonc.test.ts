import { describe, expect, it } from 'vitest'
import { hideStrings, locate, parseJsonc } from './jsonc.ts'

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
  it('reads past comments', () => expect(parseJsonc('/* a */ [1, "//"] // b')).toEqual([1, '//']))
  it('takes __proto__ for a key', () => {
    expect(Object.keys(parseJsonc('{ "__proto__": 1 }') as object)).toEqual(['__proto__'])
  })
  it.each(['{ "a" 1 }', '[1, 2', '[1,]', ''])('refuses %s', text => {
    expect(() => parseJsonc(text)).toThrow('this is not JSON')
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
