import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { library } from '../../src/jsonata/library.ts'
import { JsonataError, toError } from '../../src/jsonata/runtime/error.ts'
import * as errorKinds from '../../src/jsonata/runtime/errorKinds.ts'
import { signature } from '../../src/jsonata/runtime/signature.ts'
import { anyCharacter } from '../anyCharacter.ts'
import { cpuTime } from '../cpuTime.ts'
import { runs } from '../seed.ts'
import { mayDiffer } from './jsonataDifferences.ts'
import { datePictures, integerPictures, numberOptions, numberPictures } from './jsonataPictures.ts'
import { nativeSignature, natives } from './natives.ts'

/** The functions of the language compared with those of the package, argument by argument. */

const known = natives(library.keys())

// Most of the time would go into stacks that nobody reads. Other files of the process read theirs.
const { stackTraceLimit } = Error
beforeAll(() => {
  Error.stackTraceLimit = 0
})
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit
})

interface Result {
  readonly value?: unknown
  readonly code?: string | undefined
  readonly facts?: unknown
}

function attempt(evaluate: () => unknown): Result {
  try {
    return { value: plain(evaluate()) }
  } catch (thrown) {
    const error = toError(thrown, errorKinds)
    if (!(error instanceof JsonataError)) return { code: undefined }
    const { code, facts } = error
    return { code, facts: [facts.value, facts.index, facts.type, facts.functionName, facts.message] }
  }
}

/** A copy, because the package and `sequence.ts` keep marks on arrays. */
function plain(value: unknown): unknown {
  return Array.isArray(value) ? value.map(plain) : value
}

/** Result of the package for checked arguments. */
const wanted = (name: string, args: readonly unknown[], context?: unknown): Result =>
  attempt(() => {
    const { implementation, signature } = known.get(name)!
    const focus = { environment: { timestamp: clock }, createSequence: (...items: unknown[]) => items }
    return withoutRangeErrors(() => implementation.apply(focus, signature.validate(args, context)))
  })

/** A `RangeError` is not of the language: the package has run out of its stack, or gone wrong. */
function withoutRangeErrors<T>(evaluate: () => T): T {
  try {
    return evaluate()
  } catch (thrown) {
    throw thrown instanceof RangeError ? new Error('broken') : thrown
  }
}

const given = (name: string, args: readonly unknown[], context?: unknown): Result =>
  attempt(() => {
    const { implementation, signature, takesRun } = library.get(name)!
    const checked = signature!.validate(args, context) as never[]
    return takesRun ? implementation(run as never, ...checked) : implementation(...checked)
  })

const clock = new Date('2024-05-01T12:34:56.789Z')
/** A `Run` without limits. */
const run = { time: clock, spend() {}, checkLength() {}, built: (text: string) => text }

/** Compares a call. False if there is nothing to compare: the package fails with an error of JavaScript, or differs as listed. */
function compare(name: string, args: readonly unknown[], context?: unknown): boolean {
  const expected = wanted(name, args, context)
  const result = given(name, args, context)
  const call = () => `${name}(${JSON.stringify(args)})`
  if (!('value' in result || result.code)) expect(result, call()).toBe('a value or an error with a code')
  if (!('value' in expected || expected.code) || mayDiffer(name, args, context)) return false
  if (!isDeepStrictEqual(result, expected)) expect(result, call()).toEqual(expected)
  return true
}

/** The functions that this test calls directly. The others take functions, or never end in the package (`$pad`). */
const own = `sum count max min average substringBefore substringAfter lowercase uppercase length trim formatNumber
formatBase formatInteger parseInteger number floor ceil round abs sqrt power zip reverse error assert type
encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl fromMillis toMillis string substring join clone boolean not
exists keys lookup append spread merge distinct base64encode base64decode`.split(/\s+/)

test('every function of the package is in the library, with its signature and arity', () => {
  for (const [name, { signature, arity }] of library) {
    const { implementation, signature: native } = known.get(name)!
    expect([name, signature.definition, arity]).toEqual([name, native.definition, implementation.length])
  }
})

const texts = [
  ...[
    '',
    ' ',
    'a',
    'abc',
    ' a  b\t\nc ',
    'é',
    'ß',
    'İ',
    '😀',
    'a😀b',
    '\ud800',
    'x\udc00y',
    '%',
    '%41',
    '%zz',
    '%E0%A4%A',
  ],
  ...[
    'a/b?c=d&e#f',
    'http://x.y/ü',
    '0',
    '-0',
    '1',
    '-1.5',
    '1e3',
    '1E-3',
    '1e999',
    '.5',
    '5.',
    '+1',
    ' 1',
    '0x1F',
    '0b101',
  ],
  ...[
    '0o17',
    '0x',
    '0b2',
    'Infinity',
    'NaN',
    'true',
    '١٢٣',
    '2024-05-01',
    '2024-05-01T12:34:56Z',
    'MMXXIV',
    'aaa',
    'w',
  ],
]
const numbers = [
  ...[
    0, -0, 1, -1, 2, 3, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.1, 0.29, 1.005, 1.115, -3.25, 10, 16, 36, 37, 99, 100, 101,
  ],
  ...[999, 1000, 1024, 12345.6789, 1e6, 1e9, 1234567890, 1e15, 1e21, 1.5e21, 1e300, 5e-324, 1e-7, 2 ** 53, -(2 ** 53)],
]
const others = [
  undefined,
  null,
  true,
  false,
  {},
  { a: 1 },
  [],
  [1],
  [1, 2, 3],
  ['a', 'b'],
  [1, 'a'],
  [[1], [2]],
  [{}],
  [null],
]
const all: readonly unknown[] = [...texts, ...numbers, ...others, () => 1]

describe.each(own)('$%s', name => {
  test('agrees for no, one and two arguments', () => {
    const seconds = library.get(name)!.signature.parameters.length > 1 || name === 'zip' ? all : ['x', 5, undefined]
    for (const context of [undefined, 'x', 5, [1], {}]) compare(name, [], context)
    for (const first of all) {
      compare(name, [first])
      for (const second of seconds) compare(name, [first, second])
    }
  })

  test('agrees for any arguments', () => {
    const number = fc.double({ noDefaultInfinity: true, noNaN: true })
    const value = fc.oneof(
      fc.constantFrom(...all),
      fc.string({ unit: anyCharacter }),
      number,
      fc.integer(),
      fc.array(number, { maxLength: 5 }),
      fc.array(fc.string(), { maxLength: 3 }),
    )
    const property = fc.property(
      fc.array(value, { maxLength: 4 }),
      value,
      (args, context) => void compare(name, args, context),
    )
    fc.assert(property, { numRuns: runs(1000) })
  })
})

const moments = [
  ...['1970-01-01T00:00:00.000Z', '2024-05-01T12:34:56.789Z', '2024-02-29T23:59:59.999Z', '2023-12-31T00:00:00.001Z'],
  ...[
    '2021-01-01T00:00:00Z',
    '2021-01-03T12:00:00Z',
    '2021-01-04T00:05:09.050Z',
    '2020-12-31T11:00:00Z',
    '2018-12-31T10:10:10.100Z',
  ],
  ...[
    '2005-01-01T09:08:07.006Z',
    '2024-09-30T12:00:00Z',
    '2000-03-31T00:00:00Z',
    '1900-02-28T13:01:00Z',
    '0987-06-05T04:03:02Z',
  ],
  ...[
    '9999-12-31T23:59:59Z',
    '2012-08-22T21:21:21.021Z',
    '1066-10-14T06:00:00Z',
    '2024-11-11T01:11:11.111Z',
    '2015-07-13T15:33:03Z',
  ],
].map(text => Date.parse(text))
const zones = [undefined, '0000', '+0000', '+0100', '-0500', '+0530', '+1245', '-1200', '530', '5']

const title = (picture: string) => JSON.stringify(picture)

test('there are pictures enough', () => {
  expect(datePictures.length + integerPictures.length + numberPictures.length).toBeGreaterThan(300)
  expect(datePictures.length).toBeGreaterThan(150)
})

describe('dates with a picture', () => {
  test.each(datePictures.map(picture => [title(picture), picture]))('%s', (_, picture) => {
    for (const [index, moment] of moments.entries()) {
      const zone = zones[index % zones.length]
      for (const one of [undefined, zone]) compare('fromMillis', [moment, picture, one])
      const printed = wanted('fromMillis', [moment, picture, zone]).value
      const texts = typeof printed === 'string' ? readings(printed) : ['2024', '12:00']
      for (const text of texts) compare('toMillis', [text, picture])
    }
  })
})

/** A printed time, and times like it that may be read otherwise or not at all. */
function readings(text: string): string[] {
  return [
    ...[text, text.toUpperCase(), text.toLowerCase(), `${text} `, ` ${text}`, text.slice(1), text.slice(0, -1)],
    ...[
      text.replace(/0/g, ''),
      text.replace(/\d/, '0'),
      text.replace(/\d+/, ''),
      text.replace(/[-+]/, 'Z'),
      text + text,
    ],
  ]
}

const integers = [
  ...[
    0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 19, 20, 21, 22, 26, 27, 40, 42, 49, 50, 52, 90, 99, 100, 101, 110, 111,
    112,
  ],
  ...[
    123, 212, 400, 499, 702, 703, 900, 999, 1000, 1001, 1010, 1011, 1100, 1999, 2024, 3999, 10_000, 12_345, 100_000,
    123_456,
  ],
  ...[
    999_999,
    1e6,
    1_000_001,
    1_234_567,
    12_345_678,
    1e9,
    1_000_000_101,
    1e12,
    1_234_567_890_123,
    1e15,
    1.5e15,
    2 ** 53,
    1e21,
  ],
]

describe('integers with a picture', () => {
  test.each(integerPictures.map(picture => [title(picture), picture]))('%s', (_, picture) => {
    for (const integer of integers) {
      for (const value of [integer, -integer, integer + 0.5]) compare('formatInteger', [value, picture])
      const printed = wanted('formatInteger', [integer, picture]).value
      for (const text of typeof printed === 'string' ? readings(printed).slice(0, 6) : ['1'])
        compare('parseInteger', [text, picture])
    }
  })
})

describe('numbers with a picture', () => {
  const cases = [...numberPictures.map(picture => [picture, undefined] as const), ...numberOptions]
  test.each(cases.map(([picture, options]) => [title(picture), picture, options] as const))(
    '%s',
    (_, picture, options) => {
      for (const value of [...numbers, ...integers]) {
        compare('formatNumber', [value, picture, options])
        compare('formatNumber', [-value / 7, picture, options])
      }
    },
  )
})

describe('any picture', () => {
  const made = (parts: readonly string[], most: number) =>
    fc.array(fc.constantFrom(...parts), { maxLength: most }).map(found => found.join(''))
  const number = fc.oneof(
    fc.constantFrom(...numbers, ...integers),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.integer(),
  )

  it('agrees for a number', () => {
    const picture = made(['0', '0', '#', '#', ',', '.', ';', '%', '‰', 'e', '-', '$', ' ', '1'], 9)
    let compared = 0
    fc.assert(
      fc.property(number, picture, (value, picture) => void (compare('formatNumber', [value, picture]) && compared++)),
      { numRuns: runs(5000) },
    )
    expect(compared).toBeGreaterThan(runs(5000) / 2)
  })

  it('agrees for an integer', () => {
    const picture = made(['0', '0', '1', '#', '#', ',', '.', ' ', ';o', 'w', 'W', 'i', 'I', 'a', 'A', '٠'], 7)
    const text = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      made(['one', 'two', ' and ', ', ', '-', ' ', 'hundred', 'thousand', 'first', 'x', 'iv'], 5),
    )
    let compared = 0
    const property = fc.property(number, text, picture, (value, text, picture) => {
      if (compare('formatInteger', [value, picture])) compared++
      compare('parseInteger', [text, picture])
    })
    fc.assert(property, { numRuns: runs(5000) })
    expect(compared).toBeGreaterThan(runs(5000) / 2)
  })

  it('agrees for a moment', () => {
    const letters = fc.constantFrom(...'YMDdFWwXxHhPmsfZzCE')
    const modifier = fc.constantFrom(
      '',
      '',
      '',
      '1',
      '01',
      '0001',
      '1o',
      'N',
      'Nn',
      'n',
      'i',
      'I',
      'w',
      'Wwo',
      'a',
      't',
      '#1',
      ',2',
      ',*-3',
      '1,2-3',
      'Nn,3-3',
    )
    const marker = fc.tuple(letters, modifier).map(([letter, modifier]) => `[${letter}${modifier}]`)
    const part = fc.oneof(
      { weight: 3, arbitrary: marker },
      { weight: 2, arbitrary: fc.constantFrom('-', ':', ' ', 'T', '.', '[[', ']]', 'of') },
    )
    const picture = fc.array(part, { maxLength: 8 }).map(parts => parts.join(''))
    const moment = fc.oneof(fc.constantFrom(...moments), fc.integer({ min: -5.89e13, max: 2e14 }))
    let compared = 0
    const property = fc.property(
      moment,
      picture,
      fc.constantFrom(...zones),
      fc.nat(11),
      (moment, picture, zone, index) => {
        if (compare('fromMillis', [moment, picture, zone])) compared++
        const printed = wanted('fromMillis', [moment, picture, zone]).value
        if (typeof printed === 'string') compare('toMillis', [readings(printed)[index]!, picture])
      },
    )
    fc.assert(property, { numRuns: runs(5000) })
    expect(compared).toBeGreaterThan(runs(5000) / 2)
  })
})

describe('any signature', () => {
  const type = fc.constantFrom(
    's',
    'n',
    'b',
    'l',
    'o',
    'a',
    'f',
    'j',
    'x',
    '(sn)',
    '(oa)',
    '(sf)',
    'a<n>',
    'a<s>',
    'a<o>',
    'a<a<n>>',
    'f<s:o>',
    'f<n:n>',
  )
  const parameter = fc.tuple(type, fc.constantFrom('', '', '', '-', '+', '-?', '+-', '+?')).map(parts => parts.join(''))
  // An optional parameter that takes nothing shifts those after it, which crashes the package for lists.
  const last = fc.oneof(
    parameter,
    type.map(letter => `${letter}?`),
  )
  const definition = fc
    .tuple(fc.array(parameter, { maxLength: 3 }), last, fc.constantFrom('', ':s', ':a<n>'))
    .map(([parameters, last, result]) => `<${parameters.join('')}${last}${result}>`)
  const arg = fc.constantFrom<unknown>(
    'x',
    5,
    true,
    null,
    {},
    [],
    [1],
    [1, 'a'],
    ['a'],
    [{}],
    [[1]],
    undefined,
    () => 1,
  )

  it('validates as in the package', () => {
    const property = fc.property(definition, fc.array(arg, { maxLength: 5 }), arg, (definition, args, context) => {
      const expected = attempt(() => nativeSignature(definition).validate(args, context))
      expect(
        attempt(() => signature(definition).validate(args, context)),
        definition,
      ).toEqual(expected)
    })
    fc.assert(property, { numRuns: runs(5000) })
  })

  it('shifts the arguments after an optional parameter that takes none', () => {
    const validate = (definition: string) => signature(definition).validate([1, 2, 3], undefined)
    expect(validate('<s?n+>')).toEqual([1, 2, 3, undefined])
    expect(validate('<s?n+>')).toEqual(nativeSignature('<s?n+>').validate([1, 2, 3], undefined))
    expect(signature('<s?a<n>>').validate([[1]], undefined)).toEqual([[1], undefined])
  })

  it('takes polynomial time', () => {
    const { validate } = signature(`<${'s?'.repeat(60)}n>`)
    expect(() => validate(Array(60).fill('x'), undefined)).toThrow('argument 61')
  })
})

describe('random', () => {
  it('shuffles into any order, and keeps the items', () => {
    const shuffle = library.get('shuffle')!.implementation as (list?: readonly number[]) => readonly number[]
    const orders = new Set(Array.from({ length: 500 }, () => shuffle([1, 2, 3]).join()))
    expect(orders.size).toBe(6)
    expect(shuffle(undefined)).toBe(undefined)
    expect(shuffle([1])).toEqual([1])
  })

  it('is from 0 to 1', () => {
    const random = library.get('random')!.implementation as () => number
    for (let i = 0; i < 100; i++) expect(Math.floor(random())).toBe(0)
  })
})

describe('hostile pictures and times', () => {
  const toMillis = (text: string, picture: string) => given('toMillis', [text, picture]).value

  test.each([
    ['words', '[Yw]'.repeat(100), ' '.repeat(249)],
    ['words at the end', `${'[Yw]'.repeat(100)}!`, 'six'.repeat(83)],
    ['names', '[FNn][MNn]'.repeat(60), 'a'.repeat(249)],
    ['fractions', `${'[f]'.repeat(120)}!`, '1'.repeat(249)],
    ['letters', `${'[Yi][Ma]'.repeat(60)}!`, 'i'.repeat(249)],
  ])('%s take little time', (_, picture, text) => {
    const start = cpuTime()
    toMillis(text, picture)
    expect(cpuTime() - start).toBeLessThan(4000)
  })

  test('a longer string is no time', () => {
    expect(toMillis(`2024${' '.repeat(100)}`, `[Y]${' '.repeat(100)}`)).toBe(Date.UTC(2024, 0))
    expect(toMillis('1'.repeat(100_000), '[f]')).toBe(undefined)
  })

  test('names of `Object.prototype` are no halves of a day', () => {
    expect(toMillis('2024-05-01 3 constructor', '[Y]-[M]-[D] [h] [P]')).toBe(undefined)
  })

  test.each(['[Y,999999999-*]', '[H,99999999]'])('%s is an error', picture => {
    expect(given('fromMillis', [0, picture]).code).toBe('D2015')
  })
})
