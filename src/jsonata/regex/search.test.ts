import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { runs } from '../../../test/seed.ts'
import { BudgetError, beginRun, charge, endRun, unitsLeft } from '../../value/index.ts'
import { execute, type Meter } from './backtrack.ts'
import { StepBound } from './bound.ts'
import { ascii, isSpaceBeyondAscii } from './character.ts'
import { compilePattern, type Program } from './program.ts'
import { proveSearch, searchAny, searchProven } from './search.ts'

const free: Meter = { steps: () => {}, remembered: () => {} }

const atom = fc.constantFrom(
  ...[
    'a',
    'b',
    'K',
    '.',
    '[ab]',
    '[^a]',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '\\d',
    '\\D',
    '\\x61',
    ' ',
    '-',
    '\\.',
    '{',
    ']',
    '}',
  ],
  ...['[a-z]', '[^]', '[]', '[\\d-]', '[\\w.]', '\\n', '[\\n ]', '\\u0061', '\\cJ', '\\c', '\\0', '\\12', '\\8'],
  ...['é', 'É', '[à-ÿ]', '[^é]', 'ß', 'ſ', '\\u017f', '\\u212a', 'k', 'İ', '\\u{2}', '\ud83d', '[😀]', '\\-', '\\k'],
)
const mark = fc.constantFrom(
  ...['*', '+', '?', '{2}', '{0}', '{1,2}', '{0,3}', '{2,4}', '{1,}', '{2,}', '{0,0}'],
  ...['*?', '+?', '??', '{1,2}?', '{0,3}?', '{1,}?'],
)
const source: fc.Arbitrary<string> = fc.letrec<{ source: string }>((tie: fc.LetrecTypedTie<{ source: string }>) => {
  const inner = tie('source')
  const compound: fc.Arbitrary<string>[] = [
    fc.tuple(inner, inner).map(([a, b]) => `${a}${b}`),
    fc.tuple(inner, inner).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a}|${b}|${c})`),
    fc.tuple(inner, inner).map(([a, b]) => `${a}|${b}`),
    fc.tuple(inner, mark).map(([a, m]) => `(?:${a})${m}`),
    fc.tuple(inner, mark).map(([a, m]) => `(${a})${m}`),
    fc.tuple(inner, mark).map(([a, m]) => `(?:${a}|)${m}`),
    fc.tuple(atom, mark).map(([a, m]) => `${a}${m}`),
    fc.tuple(inner, inner).map(([a, b]) => `(?=${a})${b}`),
    fc.tuple(inner, inner).map(([a, b]) => `(?!${a})${b}`),
    fc.tuple(inner, mark).map(([a, m]) => `(?=${a})${m}`),
    fc.tuple(inner, mark).map(([a, m]) => `(?:(${a})\\1)${m}`),
    inner.map(a => `(${a})\\1`),
    inner.map(a => `\\1(${a})`),
    inner.map(a => `(?<name>${a})`),
    fc.tuple(inner, inner).map(([a, b]) => `(?:(${a})|(${b}))\\2`),
    fc.constantFrom('^', '$', '\\b', '\\B'),
  ]
  return { source: fc.oneof({ maxDepth: 5, depthSize: 'small' }, atom, ...compound) as fc.Arbitrary<string> }
}).source

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', ' ', '-', '.', '\n', '1', 'k'), maxLength: 10 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 16 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'é',
      'É',
      'ß',
      'ẞ',
      'ſ',
      's',
      'K',
      'k',
      '\u2028',
      '\u00a0',
      '\u3000',
      '😀',
      '\ud83d',
      'İ',
      'ı',
      '\r',
    ),
    maxLength: 10,
  }),
)
const flags = fc.constantFrom('g', 'gi', 'gm', 'gim')

const pattern = fc
  .tuple(source, flags)
  .filter(([source, flags]) => isValid(source, flags))
  .map(([source, flags]) => new RegExp(source, flags))

function isValid(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp
  } catch {
    return false
  }
}

/** Steps to search a string, up to a maximum. A maximum is for a matcher that remembers nothing. */
function countSteps(program: Program, text: string, { from = 0, most = Number.NaN } = {}): number {
  // The matcher also pays for its slots.
  let steps = -(3 * (program.groups + 1) + program.loops)
  const meter: Meter = {
    steps: count => {
      steps += count
      if (steps > most) throw new Error(`more than ${most} steps`)
    },
    remembered: () => {},
  }
  execute(program, text, from, meter, Number.isNaN(most) ? undefined : Number.POSITIVE_INFINITY)
  return steps
}

/** Units that an action uses. */
function within(budget: number, action: () => void): number {
  const outer = beginRun(budget)
  try {
    action()
    return budget - unitsLeft()
  } finally {
    endRun(outer)
  }
}

const measure = (pattern: RegExp, text: string) => within(20_000_000, () => searchAny(pattern)(text, 0, charge))

/** The match that JavaScript's own matcher finds. */
function findNative(pattern: RegExp, text: string, from: number) {
  pattern.lastIndex = from
  const native = pattern.exec(text)
  return native && { index: native.index, match: native[0], groups: native.slice(1) }
}

describe('the counting matcher', () => {
  it("finds the same matches as JavaScript's", () => {
    const forgets = fc.constantFrom(0, 5, 200)
    const property = fc.property(pattern, text, fc.nat({ max: 3 }), forgets, (pattern, text, from, forgets) => {
      const found = execute(compilePattern(pattern), text, from, free, forgets)
      expect(found, String(pattern)).toEqual(findNative(pattern, text, from))
    })
    fc.assert(property, { numRuns: runs(8000) })
  })

  it.each([
    ...['(a+)+$', '(a|a)*$', '(a|aa)+$', '^(?:\\w+\\s?)*$', '(.*)*x', 'a*a*a*a*a*b', '^(a|a|a|a|a|a)*$'],
    ...['^((a?)*)*$', '(?:a{0,20}){0,20}$', `${'(a|a)'.repeat(34)}b`, '(?:(?=(a+)+$)a)*b', '(?:a|a?)+?$'],
  ])('%s takes a polynomial number of steps', source => {
    const program = compilePattern(new RegExp(source, 'g'))
    const count = (length: number) => countSteps(program, `${'a'.repeat(length)}!`)
    expect(count(160)).toBeLessThan(20 * count(40))
  })

  it('takes a linear number of steps where a run has no end', () => {
    const program = compilePattern(/[^/]+\//g)
    expect(countSteps(program, 'a'.repeat(20_000))).toBeLessThan(11 * countSteps(program, 'a'.repeat(2000)))
  })

  it('keeps nothing on the stack of calls', () => {
    expect(execute(compilePattern(/^(?:(a)b)*$/g), 'ab'.repeat(100_000), 0, free)?.match).toHaveLength(200_000)
  })
})

describe('compilePattern', () => {
  it.each([
    ['(?<=a)b', 'look-behind is not supported'],
    ['(?<!a)b', 'look-behind is not supported'],
    ['(?<year>\\d{4})-\\k<year>', 'references to named groups are not supported'],
    [`${'('.repeat(200)}a${')'.repeat(200)}`, 'the regular expression nests more than 100 groups'],
    [`${'(?='.repeat(200)}a${')'.repeat(200)}`, 'the regular expression nests more than 100 groups'],
    ['a'.repeat(10_001), 'the regular expression has more than 10000 characters'],
    ['(?:(?:a{100}){100}){100}', 'the repetitions of the regular expression are too large'],
    ['(?:){0,1000000}', 'the repetitions of the regular expression are too large'],
  ])('refuses %s', (source, message) => {
    expect(() => compilePattern(new RegExp(source))).toThrow(message)
  })

  it('accepts what looks like look-behind or a named reference', () => {
    for (const source of ['[(?<=]a', '\\(\\?<=a', '\\k<a>', '(?<year>\\d)\\1']) {
      expect(() => compilePattern(new RegExp(source))).not.toThrow()
    }
  })
})

/** Most steps of JavaScript's matcher for a string. */
function measureSteps(source: string, text: string): number | undefined {
  return new StepBound(compilePattern(new RegExp(source, 'g'))).measure(text, 0, () => {})
}

const linear = (source: string) => new StepBound(compilePattern(new RegExp(source, 'g'))).linear

describe('StepBound', () => {
  it('is never less than the steps of a matcher without memory', () => {
    let [proven, measured] = [0, 0]
    const long = fc.tuple(text, fc.nat({ max: 4 })).map(([text, times]) => text.repeat(times))
    const property = fc.property(pattern, long, fc.nat({ max: 3 }), (pattern, text, from) => {
      fc.pre(from <= text.length)
      const program = compilePattern(pattern)
      const bound = new StepBound(program)
      const most = bound.measure(text, from, () => {})
      for (const steps of [bound.linear && bound.linear * (text.length - from + 2), most]) {
        if (steps !== undefined)
          expect(countSteps(program, text, { from, most: steps }), String(pattern)).toBeLessThanOrEqual(steps)
      }
      if (bound.linear !== undefined) proven++
      if (most !== undefined) measured++
    })
    fc.assert(property, { numRuns: runs(4000) })
    expect(proven).toBeGreaterThan(runs(1500))
    expect(measured).toBeGreaterThan(runs(1500))
  })

  it.each([
    ...['abc', '^abc$', '^\\w+$', '\\d+', '^[^@]+@[^@.]+$', '(ab)*', '^\\d+(\\.\\d+)+', '(?:-[a-z]+)*', 'a{2,5}', ','],
    ...['^\\d+-\\d+$', '^[^/]+\\/', '"[^"]*"', '^(?:a|b)*$', '[,;] *', '^(?:[a-z0-9]+-)*[a-z]+$', '^$|^-', '\\bof\\b'],
    ...['\\S+(?:\\s+\\S+)*', '(\\S)\\s+$'],
  ])('proves that %s is linear', source => {
    expect(linear(source)).toBeLessThan(30)
  })

  it.each([
    '(a+)+$',
    '(a|a)*$',
    '(?:\\w+\\s?)*$',
    '^(.*)-(.*)$',
    '[^/]+\\/',
    '\\d+-\\d+',
    '\\s+$',
    '(a)\\1',
    'x*x*x*y',
  ])('does not prove that %s is linear', source => {
    expect(linear(source)).toBeUndefined()
  })

  it.each([
    ['[^/]+\\/', 'a/b/c'.repeat(1000)],
    ['[^/]+\\/', `${'a'.repeat(60)}`],
    ['\\d+-\\d+', 'from 10 to 100-200'.repeat(100)],
    ['^\\s+|\\s+$', 'Seamless  wool shirt, blue'.repeat(100)],
    ['^(.*)-(.*)$', 'a-b-c'.repeat(10)],
    ['^.{1,5000}$', 'a'.repeat(90)],
    ['(.*)@(.*)', 'ann@example.com'],
    ['(?:\\w+\\s?)*$', 'a b c.'],
  ])('bounds the steps of %s for a string', (source, text) => {
    expect(measureSteps(source, text)).toBeLessThan(200 * text.length)
  })

  it.each([
    ['(a+)+$', 'a'.repeat(40)],
    ['(a|a)*$', 'a'.repeat(40)],
    ['[^/]+\\/', 'a'.repeat(2000)],
    ['(a)\\1', 'a'],
  ])('leaves %s to the counting matcher where its steps are many', (source, text) => {
    expect(measureSteps(source, text)).toBeUndefined()
  })

  it('reads a string only as far as a search does', () => {
    let units = 0
    const bound = new StepBound(compilePattern(/,/g))
    bound.measure(`a,${'b'.repeat(100_000)}`, 0, more => {
      units += more
    })
    expect(units).toBeLessThan(1000)
  })

  it('does not depend on the strings before', () => {
    const bound = new StepBound(compilePattern(/^(?:a{1,9}b?|[ab]{2}c)*$/g))
    const measure = (text: string) => {
      let units = 0
      return [
        bound.measure(text, 0, more => {
          units += more
        }),
        units,
      ]
    }
    const texts = Array.from({ length: 200 }, (_, i) =>
      i.toString(3).replaceAll('0', 'a').replaceAll('1', 'ab').replaceAll('2', 'bac'),
    )
    const first = texts.map(measure)
    expect(texts.toReversed().map(measure).toReversed()).toEqual(first)
  })

  it('ends for patterns that are large', () => {
    for (const source of [
      '(?:|)'.repeat(1000),
      'a?'.repeat(5000),
      '(a|b|c)?'.repeat(1000),
      '.{1,9000}',
      '(?:a*)*'.repeat(900),
    ])
      expect(linear(source), source.slice(0, 20)).toBeUndefined()
  })
})

test('isSpaceBeyondAscii is \\s', () => {
  const units = Array.from({ length: 0x10000 - ascii }, (_, i) => ascii + i)
  expect(units.filter(isSpaceBeyondAscii)).toEqual(units.filter(unit => /\s/.test(String.fromCharCode(unit))))
})

describe('searchAny', () => {
  it('pays for what JavaScript may do', () => {
    expect(measure(/^[^@]+@example[.]com$/g, `${'a'.repeat(100_000)}@example.com`)).toBeGreaterThan(100_000)
  })

  it('pays for many short searches as for one', () => {
    const find = searchAny(/,/g)
    const text = 'abc,'.repeat(10_000)
    const spent = within(100_000_000, () => {
      for (let from = 0; from < text.length; ) from = find(text, from, charge)!.index + 1
    })
    expect(spent).toBeLessThan(1500 * 10_000)
  })

  it.each(['(a)\\1*b', '(a|a)*\\1$'])('ends %s within the budget', source => {
    const find = searchAny(new RegExp(source, 'g'))
    const text = `${'ax'.repeat(1000)}${'a'.repeat(2000)}${'x'.repeat(20_000)}`
    expect(() => within(20_000_000, () => find(text, 0, charge))).toThrow(BudgetError)
  })
})

describe('searchProven', () => {
  it('finds and costs what searchAny does', () => {
    let proven = 0
    const long = fc.tuple(text, fc.constantFrom(1, 4, 100)).map(([text, times]) => text.repeat(times))
    const property = fc.property(pattern, fc.array(fc.tuple(long, fc.nat({ max: 3 }))), (pattern, searches) => {
      const proof = proveSearch(pattern)
      fc.pre(proof !== undefined)
      proven++
      const finds = [searchAny(pattern), searchProven(pattern, JSON.parse(JSON.stringify(proof)))]
      const [any, known] = finds.map(find =>
        searches.map(([text, from]) => {
          let found: unknown
          const units = within(20_000_000, () => {
            found = find(text, from, charge)
          })
          return { found, units }
        }),
      )
      expect(known).toEqual(any)
    })
    fc.assert(property, { numRuns: runs(2000) })
    expect(proven).toBeGreaterThan(runs(1000))
  })

  it.each(['(a|a)*$', '[^/]+\\/', '(a)\\1', '.{1,9000}'])('needs a proof, which %s has not', source => {
    expect(proveSearch(new RegExp(source, 'g'))).toBeUndefined()
  })
})
