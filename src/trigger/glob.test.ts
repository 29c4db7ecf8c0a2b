import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../test/cpuTime.ts'
import { compileGlob, parseGlob } from './glob.ts'

describe('patterns', () => {
  it.each<[pattern: string, text: string, matches: boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['ab', 'ABC', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['a*', 'a', true],
    ['a*d', 'abcd', true],
    ['a*d', 'abcde', false],
    ['*b*b*', 'abab', true],
    ['*b*b*', 'aba', false],
    ['*ab', 'aaab', true],
    ['a??d', 'abcd', true],
    ['?', '', false],
    ['?', '🎈', true],
    ['*🎈', 'a🎈', true],
    ['ab[cC]d', 'abCd', true],
    ['ab[A-Z]d', 'abcd', false],
    ['[0-9a-f]', 'b', true],
    ['[a-]', '-', true],
    ['[\\]]', ']', true],
    ['[*?]', '*', true],
    ['[*?]', 'a', false],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a\\?\\[\\\\', 'a?[\\', true],
    ['a\\', 'a\\', true],
    ['a]', 'a]', true],
    ['a.c', 'abc', false],
    ['line*', 'line\nline', true],
  ])('%s of %s: %s', (pattern, text, matches) => {
    expect(compileGlob(pattern)(text)).toBe(matches)
  })

  it.each(['[', '[abc', '[]', 'a[z-a]'])('%s is not a pattern', pattern => {
    expect(parseGlob(pattern)).toBeUndefined()
  })

  it('takes at most text × pattern steps for many stars', () => {
    const started = cpuTime()
    expect(compileGlob(`${'a*'.repeat(500)}b`)('a'.repeat(10_000))).toBe(false)
    expect(cpuTime() - started).toBeLessThan(2000)
  })
})
