import fc from 'fast-check'
import { expect, test } from 'vitest'
import { $urlParameters } from './urlParameters.ts'

test('parameters are those of `URLSearchParams`', () => {
  const part = fc.constantFrom(
    'a',
    'b',
    '&',
    '=',
    '+',
    '?',
    '%',
    '%41',
    '%ff',
    '%C3%A9',
    'é',
    '%26',
    '%3D',
    '%2B',
    '\ud800',
    '🎈',
  )
  const query = fc.array(part, { maxLength: 12 }).map(parts => parts.join(''))
  const isEqual = (given: string) => {
    // Node 20 mangles raw characters beside a `%` that encodes nothing.
    const expected = new URLSearchParams(given.toWellFormed().replace(/[^\0-\x7f]/gu, encodeURIComponent))
    const parameters = $urlParameters(`https://x.example/?${given}`) as Record<string, string | string[]>
    expect(Object.keys(parameters).sort()).toEqual([...new Set(expected.keys())].sort())
    for (const [name, value] of Object.entries(parameters)) expect([value].flat()).toEqual(expected.getAll(name))
  }
  fc.assert(fc.property(query, isEqual), { numRuns: 2000 })
})
