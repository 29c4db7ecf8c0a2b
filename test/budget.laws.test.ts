import { describe, expect, test } from 'vitest'
import { Block, js, Unit } from '../src/code/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import { JsonataError } from '../src/jsonata/index.ts'
import { directives, emitMapping, MappingError, parseMapping } from '../src/mapping/index.ts'
import { liquidTemplate, usableFilters } from '../src/mapping/liquid.ts'
import { dateFilters } from '../src/mapping/liquidDates.ts'
import { emitTrigger, parseTrigger } from '../src/trigger/index.ts'
import { functionNames, testNames } from '../src/trigger/trigger.ts'
import { beginRun, cost, defaultBudget, endRun, type Json, manyKeys, mostUnits, unitsLeft } from '../src/value/index.ts'

const size = 20_000

/** Values of `size` parts, each of which costs a unit at least. */
const values: Readonly<Record<string, Json>> = {
  string: 'a '.repeat(size / 2),
  list: Array.from({ length: size }, (_, i) => i),
  keys: Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, i])),
}

/** Values that are larger than they are stored: each level has the one below it twice. */
const bombs: Readonly<Record<string, Json>> = {
  objects: double(28, part => ({ l: part, r: part })),
  lists: double(28, part => [part, part]),
}

function double(levels: number, pair: (part: Json) => Json): Json {
  return levels === 0 ? 'x' : pair(double(levels - 1, pair))
}

/** The units that a call uses; all of them if it is over budget. */
function used(run: (value: unknown) => unknown, value: unknown, budget: number = mostUnits): number {
  const outer = beginRun(budget)
  try {
    run(value)
    return unitsLeft() < 0 ? Number.POSITIVE_INFINITY : budget - unitsLeft()
  } catch (error) {
    if (unitsLeft() < 0) return Number.POSITIVE_INFINITY
    // A function may refuse a value after it has paid for it.
    if (error instanceof MappingError || error instanceof JsonataError) return budget - unitsLeft()
    throw error
  } finally {
    endRun(outer)
  }
}

function mapping(value: Json): (input: unknown) => unknown {
  const parsed = parseMapping(value, { problems: new DiagnosticBag(), at: '' })!
  return evaluate((block, input) => emitMapping(parsed, block, input))
}

function trigger(text: string): (event: unknown) => unknown {
  const problems = new DiagnosticBag()
  const parsed = parseTrigger(text, problems, '')
  expect(problems.errors).toEqual([])
  return evaluate((block, event) => emitTrigger(parsed!, block, event))
}

function evaluate(emit: (block: Block, input: ReturnType<typeof js>) => ReturnType<typeof js>) {
  const unit = new Unit()
  const [block, input] = [new Block(unit), unit.variable()]
  block.add(js`return ${emit(block, input)};`)
  return unit.evaluate(js`return ${input} => {\n${block.body}\n};`) as (input: unknown) => unknown
}

interface Law {
  readonly run: (value: unknown) => unknown
  /** The values that it reads to their end. */
  readonly reads: readonly (keyof typeof values | keyof typeof bombs)[]
}

function holdLaw(name: string, { run, reads }: Law): void {
  test.each(reads.filter(kind => kind in values))(`${name} pays for a long %s, the same each time`, kind => {
    const units = used(run, { v: values[kind], s: 'x' })
    expect(units).toBeGreaterThanOrEqual(size)
    expect(used(run, { v: values[kind], s: 'x' })).toBe(units)
  })

  test.each(Object.keys(bombs))(`${name} of doubled %s is over budget or does not read them`, kind => {
    const units = used(run, { v: bombs[kind], s: 'x' }, defaultBudget)
    if (reads.includes(kind)) expect(units).toBe(Number.POSITIVE_INFINITY)
    else expect(units).toBeLessThan(100_000)
  })
}

const v = { '@path': '$.v' }
const lawsOfDirectives: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '@arrayPath': {
    [JSON.stringify(['$.v', { a: { '@path': '$.b' } }])]: ['list'],
    [JSON.stringify(['$.v', { '@arrayPath': ['$', { a: 1 }] }])]: ['list'],
  },
  '@case': {
    [JSON.stringify({ operator: 'lower', value: v })]: ['string'],
    [JSON.stringify({ operator: 'upper', value: v })]: ['string'],
  },
  '@coalesce': { [JSON.stringify([v])]: [] },
  '@compact': {
    [JSON.stringify(v)]: ['list', 'keys', 'objects', 'lists'],
    [JSON.stringify({ a: [v] })]: ['list', 'keys', 'objects', 'lists'],
  },
  '@excludeWhenNull': { [JSON.stringify(v)]: ['keys', 'objects'] },
  // It only copies references to values, as `@path` does.
  '@fields': { [JSON.stringify(['v', 's'])]: [], [JSON.stringify({ a: 'v' })]: [] },
  '@flatten': {
    [JSON.stringify({ separator: '.', value: v })]: ['list', 'keys', 'objects', 'lists'],
    [JSON.stringify({ separator: '.', value: v, omitArrays: true })]: ['keys', 'objects'],
    [JSON.stringify({ separator: '.', value: v, asText: true })]: ['list', 'keys', 'objects', 'lists'],
    [JSON.stringify({ separator: '.', value: v, asText: true, omitArrays: true })]: [
      'list',
      'keys',
      'objects',
      'lists',
    ],
  },
  '@if': {
    [JSON.stringify({ exists: v, then: v })]: [],
    [JSON.stringify({ blank: v, then: v })]: ['list', 'lists'],
  },
  '@json': {
    [JSON.stringify({ mode: 'encode', value: v })]: ['string', 'list', 'keys', 'objects', 'lists'],
    [JSON.stringify({ mode: 'decode', value: v })]: ['string'],
  },
  // Functions of JSONata have a law of their own.
  '@jsonata': { [JSON.stringify('v')]: ['list', 'keys', 'objects', 'lists'] },
  '@liquid': {
    [JSON.stringify('{{ v }}')]: ['string', 'list', 'keys', 'objects', 'lists'],
    [JSON.stringify('{% if v == v %}x{% endif %}')]: ['string', 'list', 'keys', 'objects', 'lists'],
    [JSON.stringify('{{ s[v] }}')]: ['string', 'list', 'keys', 'objects', 'lists'],
    [JSON.stringify('{% capture a %}{{ v }}{% endcapture %}')]: ['string', 'list', 'keys', 'objects', 'lists'],
  },
  '@literal': { [JSON.stringify(v)]: [] },
  '@merge': {
    [JSON.stringify({ direction: 'right', objects: [v, { a: 1 }] })]: ['keys'],
    [JSON.stringify({ direction: 'left', objects: [v, { a: v }] })]: ['keys'],
  },
  '@path': { [JSON.stringify(v)]: ['string'] },
  '@replace': {
    [JSON.stringify({ pattern: 'a', replacement: 'b', value: v })]: ['string'],
    [JSON.stringify({ pattern: 'ab', replacement: 'b', ignorecase: true, value: v })]: ['string'],
  },
  '@template': {
    [JSON.stringify('{{v}}')]: ['string', 'list', 'lists'],
    [JSON.stringify('a {{v}}')]: ['string', 'list', 'lists'],
    [JSON.stringify(v)]: ['string'],
  },
  '@transform': {
    [JSON.stringify({ apply: { a: v }, mapping: { b: { '@path': '$.a' } } })]: [
      'string',
      'list',
      'keys',
      'objects',
      'lists',
    ],
  },
}

describe('directives', () => {
  test('all have a law', () => {
    expect(Object.keys(lawsOfDirectives).toSorted()).toEqual([...directives.keys()].toSorted())
  })

  for (const [name, cases] of Object.entries(lawsOfDirectives)) {
    for (const [argument, reads] of Object.entries(cases)) {
      holdLaw(`${name} ${argument}`, { run: mapping({ [name]: JSON.parse(argument) }), reads })
    }
  }

  test('@flatten pays more for each key of an object with many', () => {
    const run = mapping({ '@flatten': { separator: '.', value: v } })
    expect(used(run, { v: values.keys })).toBeGreaterThan((size - manyKeys) * cost.keyOfMany)
  })

  test('@replace of a long string pays for both lengths together', () => {
    const run = mapping({ '@replace': { pattern: `${'a'.repeat(998)}b`, replacement: '', value: v } })
    expect(used(run, { v: 'a'.repeat(200_000) }, defaultBudget)).toBe(Number.POSITIVE_INFINITY)
    expect(used(run, { v: 'a' })).toBeLessThan(3000)
  })

  test('nested @arrayPath pays for each item of each list', () => {
    const list = Array.from({ length: 1000 }, (_, i) => i)
    const run = mapping({ '@arrayPath': ['$.v', { a: { '@arrayPath': ['$.w', { b: 1 }] } }] })
    expect(used(run, { v: Array.from({ length: 1000 }, () => ({ w: list })) }, defaultBudget)).toBe(
      Number.POSITIVE_INFINITY,
    )
  })

  test('objects made by a loop pay for their members', () => {
    const members = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]))
    const run = mapping({ '@arrayPath': ['$.v', members] })
    expect(used(run, { v: values.list })).toBeGreaterThan(1000 * size)
  })
})

const lawsOfTriggers: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  length: { 'length(properties.v) > 1': ['string'] },
  lowercase: { 'lowercase(properties.v) = "a"': ['string'] },
  uppercase: { 'uppercase(properties.v) = "a"': ['string'] },
  typeof: { 'typeof(properties.v) = "string"': [] },
  contains: { 'contains(properties.v, "b")': ['string'] },
  match: { 'match(properties.v, "*b")': ['string'], 'match(properties.v, "b")': ['string'] },
  has: { '"x" in properties.v': ['list'] },
  in: { 'properties.v in ["a"]': [] },
  comparison: { 'properties.v = "a"': [], 'properties.v < "a"': [] },
}

describe('triggers', () => {
  test('all functions and clauses have a law', () => {
    const names = [...functionNames, ...testNames, 'has', 'in', 'comparison']
    expect(Object.keys(lawsOfTriggers).toSorted()).toEqual(names.toSorted())
  })

  for (const [name, cases] of Object.entries(lawsOfTriggers)) {
    for (const [text, reads] of Object.entries(cases)) {
      const run = trigger(text)
      holdLaw(`${name}: ${text}`, { run: input => run({ properties: input }), reads })
    }
  }

  test('a search for a long string pays for both lengths together', () => {
    const run = trigger(`contains(event, "${'a'.repeat(998)}b")`)
    expect(used(run, { event: 'a'.repeat(200_000) }, defaultBudget)).toBe(Number.POSITIVE_INFINITY)
    expect(used(run, { event: 'a' })).toBeLessThan(2000)
  })

  test('a pattern pays for each step', () => {
    const run = trigger(`match(event, "*${'a'.repeat(998)}b")`)
    expect(used(run, { event: 'a'.repeat(200_000) }, defaultBudget)).toBe(Number.POSITIVE_INFINITY)
  })

  test('a pattern of more than 1,000 characters is refused', () => {
    const problems = new DiagnosticBag()
    parseTrigger(`match(event, "${'a'.repeat(1001)}")`, problems, '')
    expect(problems.errors.map(({ code, message }) => [code, message])).toEqual([
      ['CM206', 'a pattern has at most 1000 characters, this one has 1001'],
    ])
  })
})

/** Arguments of the filters that need some. */
const given: Readonly<Record<string, string>> = {
  ...{ append: 's', prepend: 's', remove: 's', remove_first: 's', remove_last: 's', push: 's', unshift: 's' },
  ...{ replace: 's, s', replace_first: 's, s', replace_last: 's, s', where: '"a"', hmac_sha256: 's', split: '" "' },
}

describe('Liquid filters', () => {
  test.each([...usableFilters])('%s pays for what it is given', name => {
    const run = liquidTemplate(`{{ v | ${name}${given[name] ? `: ${given[name]}` : ''} }}`)
    for (const value of Object.values(values)) {
      const units = used(run, { v: value, s: 'x' })
      expect(units).toBeGreaterThanOrEqual(size)
      expect(used(run, { v: value, s: 'x' })).toBe(units)
    }
    for (const bomb of Object.values(bombs)) {
      expect(used(run, { v: bomb, s: 'x' }, defaultBudget)).toBe(Number.POSITIVE_INFINITY)
    }
  })

  test.each([...usableFilters])('%s pays for its arguments', name => {
    const run = liquidTemplate(`{{ s | ${name}: v, v }}`)
    expect(used(run, { v: values.string, s: 'x' })).toBeGreaterThanOrEqual(2 * size)
  })

  test.each(Object.keys(dateFilters))('%s of a long string leaves it unchanged', name => {
    expect(liquidTemplate(`{{ v | ${name} }}`)({ v: '1'.repeat(101) })).toBe('1'.repeat(101))
  })

  test('strings that filters double are over budget', () => {
    const doubling = '{% assign a = a | append: a %}'.repeat(30)
    expect(used(liquidTemplate(`{% assign a = s %}${doubling}{{ a }}`), { s: 'x' }, defaultBudget)).toBe(
      Number.POSITIVE_INFINITY,
    )
  })

  test.each(['{{ (1..100000000) | size }}', '{{ v | where: "a.b.c" | size }}', '{{ v | sum: "a.b.c" }}'])(
    '%s is over budget',
    text => {
      const list = Array.from({ length: 100_000 }, () => ({ a: { b: { c: 1 } } }))
      expect(used(liquidTemplate(text), { v: list }, defaultBudget)).toBe(Number.POSITIVE_INFINITY)
    },
  )
})
