import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { StepBound } from '../jsonata/regex/bound.ts'
import { compilePattern } from '../jsonata/regex/program.ts'
import { beginRun, endRun, unitsLeft } from '../value/index.ts'
import { formatTests } from './formats.ts'

function measure(action: () => void): number {
  const outer = beginRun(100_000_000)
  try {
    action()
    return 100_000_000 - unitsLeft()
  } finally {
    endRun(outer)
  }
}

const isOfUris = (format: string) => format.startsWith('uri')

describe.each(Object.entries(formatTests))('%s', (format, isFormat) => {
  test.runIf(format !== 'date-like')('pays for the string', () => {
    expect(measure(() => isFormat('x'.repeat(1500)))).toBeGreaterThanOrEqual(1500)
  })

  test.runIf(!isOfUris(format))('reads at most 2,000 characters', () => {
    expect(measure(() => expect(isFormat('1'.repeat(100_000))).toBe(false))).toBeLessThan(100_000)
  })
})

test('a date pays for its characters', () => {
  expect(measure(() => formatTests['date-like']!('1'.repeat(100)))).toBeGreaterThanOrEqual(1000)
})

test('URIs of any length are valid', () => {
  const long = `https://example.com/?q=${'a.'.repeat(100_000)}`
  expect(measure(() => expect(formatTests.uri!(long)).toBe(true))).toBeGreaterThan(long.length)
})

/** Expressions that are not linear for strings of any length. They read at most 254 and 45 characters. */
const ofShortStrings = ['hostname', 'lenientIpv4']

describe('expressions of formats', () => {
  const text = readFileSync(new URL('../value/formats.ts', import.meta.url), 'utf8')
  const expressions = [...text.matchAll(/^const (\w+) =\s+\/(.*)\/([a-z]*)$/gm)].map(([, ...parts]) => parts)

  test.each(expressions)('%# takes linear time, or reads short strings', (name = '', source = '', flags = '') => {
    const { linear = Number.POSITIVE_INFINITY } = new StepBound(compilePattern(new RegExp(source, flags)))
    expect(linear < 100, name).toBe(!ofShortStrings.includes(name))
  })

  test('are all found', () => {
    expect(expressions.length).toBeGreaterThanOrEqual(11)
  })
})
