import { expect, test } from 'vitest'
import { weighText } from './weigh.ts'

const nested = (levels: number, before: string, after: string) => `${before.repeat(levels)}a${after.repeat(levels)}`

test.each([
  ['a + b', 3],
  ['$sum(a.b[0])', 9],
  ['"a ?? b"', 1],
  // The operator counts with what is copied.
  ['a ?? b', 3 + 2],
  ['a ?? b ?? c', 5 + 2 + 2],
  ['(a ?: b) ?: c', 7 + 2 + 8],
  ['|a|b|', 5],
  ['|a|b,c|', 7],
  ['a ~> |b|c| ~> |d|e|', 13],
  ['a | b', 1 + 1],
  [`${'a.'.repeat(40)}b`, 81 + 20],
  [`${'a.b, '.repeat(40)}b`, 161],
])('%s has %i tokens, with copies', (text, tokens) => expect(weighText(text)).toBe(tokens))

test.each([
  ['parentheses', '(', ' ?? b)'],
  ['transforms in the pattern', '|', ' ?? b|c|'],
  ['transforms in the update', '|c|', ' ?? b|'],
  ['transforms in the deletions', '|c|d,', ' ?? b|'],
])('%s double what is inside of them', (_, before, after) => {
  const [ten, eleven] = [10, 11].map(levels => weighText(nested(levels, before, after)) as number)
  expect(eleven! / ten!).toBeGreaterThan(1.9)
  expect(weighText(nested(17, before, after))).toBe('large')
  expect(weighText(nested(300, before, before === '(' ? ')' : '|b|'))).toBe('deep')
})
