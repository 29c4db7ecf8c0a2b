import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../test/cpuTime.ts'
import { valuesHider } from './hideSecrets.ts'

const hider = (...secrets: string[]) => valuesHider(secrets.map((value, i) => ({ value, instead: `<${i}>` })))
const header = 'eyJhbGciOiJIUzI1NiJ9'

describe('secrets in a string', () => {
  it.each([
    ['a whole one', ['secret-1'], 'a secret-1, secret-1', 'a <0>, <0>'],
    ['a short one is a word', ['abc'], 'abc', 'abc'],
    ['the first characters of one that was cut', [`${header}.abc`], `${header.slice(0, 12)}…`, '<0>…'],
    ['fewer characters', [`${header}.abc`], header.slice(0, 11), header.slice(0, 11)],
    ['those that begin alike', [`${header}.first`, `${header}.second`], `${header}.second ${header}.first`, '<1> <0>'],
    ['one that another begins with', ['secret-1', 'secret-1-and-more'], 'secret-1-and-more secret-1-', '<1> <0>-'],
    ['one that another long one begins with', [header, `${header}.more`], `${header}.more ${header}.`, '<1> <1>'],
    ['as JSON', ['line\none"'], JSON.stringify('line\none"'), '"<0>"'],
    ['as part of a URL', ['a/b c&d'], 'https://x.example/a%2Fb%20c%26d', 'https://x.example/<0>'],
    ['of two settings', ['secret-1', 'secret-1'], 'secret-1', '<0>'],
    ['side by side', ['aaaa', 'bbbb'], 'aaaabbbbaaa', '<0><1>aaa'],
    ['that look like a replacement', ['secret-1', '<0>x'], 'secret-1x', '<0>x'],
  ])('%s', (_, secrets, text, hidden) => {
    expect(hider(...secrets)(text)).toBe(hidden)
  })

  it('nothing of any secret is left', () => {
    const secret = fc.tuple(
      fc.constantFrom('', 'a'.repeat(12), 'b'.repeat(20)),
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4 }),
    )
    const secrets = fc.uniqueArray(
      secret.map(parts => parts.join('')),
      { minLength: 1 },
    )
    const words = fc.array(fc.tuple(fc.nat(), fc.option(fc.nat())), { minLength: 1 })
    fc.assert(
      fc.property(secrets, words, (values, chosen) => {
        const shown = chosen.map(([which, cut]) => {
          const value = values[which % values.length]!
          return cut === null ? value : value.slice(0, Math.max(12, cut % value.length))
        })
        expect(hider(...values)(shown.join(' ')).replaceAll(/<\d+>/g, '#')).toBe(shown.map(() => '#').join(' '))
      }),
    )
  })

  it.each([
    ['many secrets', Array.from({ length: 20_000 }, (_, i) => `secret-value-${i}`), 'secret-value-1 '.repeat(1000)],
    ['many that begin alike', Array.from({ length: 2000 }, (_, i) => 'a'.repeat(1000) + i), 'a'.repeat(100_000)],
  ])('%s take time in proportion to the text', (_, secrets, text) => {
    const hide = hider(...secrets)
    hide('')
    const start = cpuTime()
    expect(hide(text)).toMatch(/^<\d+>/)
    expect(cpuTime() - start).toBeLessThan(200)
  })
})
