import { expect, test } from 'vitest'
import { renderProblem } from './codeFrame.ts'
import { createStyle } from './style.ts'

test.each([
  ['in a short line', 8],
  ['just before the cut', 110],
  ['across the cut', 117],
  ['after the cut', 300],
])('a marked name is shown %s', (_, start) => {
  const name = '"#/fields/prize"'
  const text = `${' '.repeat(start)}${name}, "further": "members of the same line"`
  const place = { file: 'a.json', text, start, end: start + name.length }
  const problem = { code: 'CM105', name: 'unknown-reference', severity: 'error', message: 'x', at: '', place } as const
  const lines = renderProblem(problem, createStyle(false)).split('\n')
  const marks = lines[4]!.match(/\^+/)!
  expect(lines[3]!.slice(marks.index, marks.index! + marks[0].length)).toBe(name)
})
