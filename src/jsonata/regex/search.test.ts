import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../test/seed.ts'
import { Backtracker } from './backtrack.ts'
import { degreeOf } from './cost.ts'
import { search } from './search.ts'
import { parsePattern } from './syntax.ts'

const free = () => {}

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\s', '\\x61', ' ', '-', '\\.')
const mark = fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,3}', '*?', '+?', '??', '{1,}')
const source: fc.Arbitrary<string> = fc.letrec<{ source: string }>((tie: fc.LetrecTypedTie<{ source: string }>) => {
  const inner = tie('source')
  const compound: fc.Arbitrary<string>[] = [
    fc.tuple(inner, inner).map(([a, b]) => `${a}${b}`),
    fc.tuple(inner, inner).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(inner, inner).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(inner, mark).map(([a, m]) => `(?:${a})${m}`),
    fc.tuple(inner, mark).map(([a, m]) => `(${a})${m}`),
    fc.tuple(atom, mark).map(([a, m]) => `${a}${m}`),
    inner.map(a => `(?=${a})`),
    inner.map(a => `(?!${a})`),
    inner.map(a => `(${a})\\1`),
    fc.constantFrom('^', '$', '\\b', '\\B'),
  ]
  return { source: fc.oneof({ maxDepth: 4, depthSize: 'small' }, atom, ...compound) as fc.Arbitrary<string> }
}).source

describe('the counting matcher', () => {
  it("finds the same matches as JavaScript's", () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', '-', '.', '\n'), maxLength: 8 })
    const property = fc.property(source, text, fc.constantFrom('g', 'gi', 'gm'), (pattern, subject, flags) => {
      const { pattern: tree, groups } = parsePattern(pattern)!
      const native = new RegExp(pattern, flags).exec(subject)
      const wanted = native && { index: native.index, match: native[0], groups: native.slice(1) }
      expect(new Backtracker(tree, groups, flags).exec(subject, 0, free), pattern).toEqual(wanted)
    })
    fc.assert(property, { numRuns: runs(5000) })
  })
})

describe('degreeOf', () => {
  it.each([
    ['abc', 1],
    ['^abc$', 0],
    ['^\\w+$', 1],
    ['\\d+', 2],
    ['^(.*)-(.*)$', 2],
    ['(a+)+$', Number.POSITIVE_INFINITY],
    ['(a|a)*', Number.POSITIVE_INFINITY],
    ['(?:\\w+\\s?)*', Number.POSITIVE_INFINITY],
    ['(ab)*', 2],
    ['^\\d+(\\.\\d+)+', 2],
    ['(?:-[a-z]+)*', 2],
    ['(-[a-z-]+)*', Number.POSITIVE_INFINITY],
    ['(.\\d+)*', Number.POSITIVE_INFINITY],
    ['(a\\d+)*', Number.POSITIVE_INFINITY],
    ['a{2,5}', 1],
    ['(?<year>\\d{4})-\\1', 1],
  ])('%s is %s', (pattern, degree) => {
    expect(degreeOf(parsePattern(pattern)!.pattern)).toBe(degree)
  })
})

describe('search', () => {
  it.each(['(a+)+$', '(a|a)*$', '(a|aa)+$', '^(?:\\w+\\s?)*$', '(.*)*x', 'a*a*a*a*a*b'])('%s ends', pattern => {
    let left = 1_000_000
    const spend = (work: number) => {
      left -= work
      if (left < 0) throw new Error('spent')
    }
    expect(() => search(new RegExp(pattern, 'g'), `${'a'.repeat(50_000)}!`, 0, spend)).toThrow(/spent|call stack/)
  })

  it('leaves long strings to JavaScript if no repetition is ambiguous', () => {
    const found = search(/^[^@]+@example[.]com$/g, `${'a'.repeat(1000)}@example.com`, 0, () => {
      throw new Error('counted')
    })
    expect(found?.match).toHaveLength(1012)
  })
})
