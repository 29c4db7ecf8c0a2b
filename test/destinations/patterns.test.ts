import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { children, type Node } from '../../src/jsonata/ast.ts'
import { parseText } from '../../src/jsonata/parseText.ts'
import { StepBound } from '../../src/jsonata/regex/bound.ts'
import { compilePattern } from '../../src/jsonata/regex/program.ts'
import { readJson } from './sent.ts'

/** Expressions of a definition: the arguments of `@jsonata`, and its functions. */
function listExpressions(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === '@jsonata' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    listExpressions(member, key === 'functions' ? '@jsonata' : name),
  )
}

function listPatterns(node: Node): RegExp[] {
  return [...(node.type === 'regex' ? [node.value] : []), ...children(node).flatMap(listPatterns)]
}

/** Strings as they are in events, some longer than usual. */
const strings = [
  ...[
    '',
    '  ',
    'Order Completed',
    ' Seamless  Wool Shirt, size M / blue ',
    'ann.lee+news@example.com',
    'Ünïcode — 😀 name',
  ],
  ...[
    '+49 (0)30 123456-78',
    '2024-05-01T12:34:56.789123Z',
    '1714566896789',
    '-12.50e+3',
    'a'.repeat(64),
    '0'.repeat(30),
  ],
  ...['https://www.example.com/path/to?utm_source=news&utm_medium=email#top', '<html><body>Bad Gateway</body></html>'],
  ...['https://hooks.slack.com/services/T000/B000/XXXX', '/data/attributes/profiles/data/12/attributes/email'],
  'Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod. '.repeat(50),
]

const destinations = readdirSync('destinations').map(slug => {
  const sources = listExpressions(readJson(`destinations/${slug}/destination.json`))
  const patterns = new Map(sources.flatMap(text => listPatterns(parseText(text)).map(one => [String(one), one])))
  return { slug, patterns: [...patterns] }
})

describe.each(destinations.filter(({ patterns }) => patterns.length > 0))('patterns of $slug', ({ patterns }) => {
  test.each(patterns)("%s is matched by JavaScript's matcher", (_, pattern) => {
    const bound = new StepBound(compilePattern(pattern))
    for (const text of strings) {
      expect(
        bound.measure(text, 0, () => {}),
        text,
      ).toBeDefined()
    }
  })
})

test('some destinations have patterns', () => {
  expect(destinations.flatMap(({ patterns }) => patterns).length).toBeGreaterThan(20)
})
