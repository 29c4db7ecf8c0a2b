import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, type FieldDefinition, type Json } from '../src/api/index.ts'
import { compileMapping } from '../src/api/languages.ts'
import { isJson } from '../src/value/index.ts'
import { expression, input } from './jsonataExpressions.ts'
import { runs } from './seed.ts'

/** Values that JSON lacks, as the result of an expression, in a field, and in an event. */

const when = new Date('2024-05-01T12:34:56Z')

/** Maps `properties.v` to one field. */
function mapField(field: FieldDefinition, mapping: Json, v: unknown) {
  const action = { fields: { f: { ...field, default: mapping } }, requests: [{ url: 'https://example.com/' }] }
  const subscriptions = [{ name: 'S', action: 'a', trigger: 'type = "track"' }]
  const definition = { slug: 'x', name: 'X', actions: { a: action }, subscriptions } as Parameters<typeof compile>[0]
  const { actions, failures } = compile(definition).map({ type: 'track', event: 'E', userId: 'u', properties: { v } })
  const [failure] = failures
  return failure ? `${failure.code} ${failure.at}: ${failure.message}` : actions[0]!.payload.f
}

describe('no function and no infinite number leaves an expression', () => {
  test.each<[text: string, what: string]>([
    ['$abs', 'a function'],
    ['/x/', 'a function'],
    ['$match(?, /x/)', 'a function'],
    ['function($x) { $x }', 'a function'],
    ['| $ | {} |', 'a function'],
    ['$abs ~> $floor', 'a function'],
    ['{"f": $abs}', 'a function at `/f`'],
    ['[[1], $abs]', 'a function at `/1`'],
    ['($f := $abs; {"a": [$f]})', 'a function at `/a/0`'],
    ['($f := $abs; $g := $f; $g)', 'a function'],
    ['$map([1, 2], function($v) { function() { $v } })', 'a function at `/0`'],
    ['(true ? $abs : 1)', 'a function'],
    ['$append([1], $abs)', 'a function at `/1`'],
    ['(function($f) { $f })($abs)', 'a function'],
    ['($g := function() { $h }; $h := $abs; $g())', 'a function'],
    ['1 / 0', 'Infinity'],
    ['[-1 / 0]', '-Infinity at `/0`'],
    ['{"a": {"b": 0 / 0}}', 'NaN at `/a/b`'],
    ['1e308 * 10', 'Infinity'],
    ['$sum([1e308, 1e308])', 'Infinity'],
    ['$map([1], function($v) { $v / 0 })', 'Infinity'],
    ['$reduce([1e308, 10], function($a, $b) { $a * $b })', 'Infinity'],
  ])('%s', (text, what) => {
    const message = `CM903 /f: the expression gives ${what}, which is not JSON`
    expect(mapField({ type: 'object' }, { '@jsonata': text }, 1)).toBe(message)
    expect(mapField({ type: 'object' }, { inner: { '@jsonata': text } }, 1)).toBe(message.replace('/f:', '/f/inner:'))
  })

  test.each<[text: string, value: unknown]>([
    ['{"n": -properties.v * 2}', { n: -2 }],
    ['{"n": $map([1], $abs)}', { n: 1 }],
    ['($abs := 5; {"n": $abs})', { n: 5 }],
    ['{"n": 1 / 0 > 5}', { n: true }],
  ])('%s returns a value', (text, value) => {
    expect(mapField({ type: 'object' }, { '@jsonata': text }, 1)).toEqual(value)
  })

  test('random expressions return JSON or fail', () => {
    let given = 0
    const property = fc.property(expression, input, (text, data) => {
      let result: unknown
      try {
        result = compileMapping({ '@jsonata': text })(data)
      } catch {
        return
      }
      expect(isJson(result), text).toBe(true)
      given++
    })
    fc.assert(property, { numRuns: runs(3000) })
    expect(given).toBeGreaterThan(runs(1000))
  })
})

describe('a field refuses values that JSON lacks', () => {
  const bigint = 'expected a value that JSON has, but it is a BigInt'
  test.each<[field: FieldDefinition, value: unknown, result: unknown]>([
    [{ type: 'number' }, '1e999', 'CM903 /f: expected a finite number, but it is Infinity'],
    [{ type: 'number' }, '-Infinity', 'CM903 /f: expected a finite number, but it is -Infinity'],
    [{ type: 'integer' }, 'Infinity', 'CM903 /f: expected a finite number, but it is Infinity'],
    [{ type: 'number', allowNull: true }, '1e999', 'CM903 /f: expected a finite number, but it is Infinity'],
    [{ type: 'number', multiple: true }, [1, '1e999'], 'CM903 /f/1: expected a finite number, but it is Infinity'],
    [{ type: 'number' }, Number.NaN, 'CM903 /f: expected a value that JSON has, but it is NaN'],
    [{ type: 'string' }, Number.NaN, 'CM903 /f: expected a value that JSON has, but it is NaN'],
    [{ type: 'string' }, 5n, `CM903 /f: ${bigint}`],
    [{ type: 'number' }, 5n, `CM903 /f: ${bigint}`],
    [{ type: 'boolean' }, () => 1, 'CM903 /f: expected a value that JSON has, but it is a function'],
    [{ type: 'object' }, new Map(), 'CM903 /f: expected a value that JSON has, but it is a Map'],
    [{ type: 'object' }, when, 'CM903 /f: expected object, but it is "2024-05-01T12:34:56.000Z"'],
    [{ type: 'datetime' }, new Date(Number.NaN), 'CM903 /f: expected a value that JSON has, but it is an invalid Date'],
    [{ type: 'number' }, '1e3', 1000],
    [{ type: 'string' }, '1e999', '1e999'],
    [{ type: 'number' }, -0, -0],
    // A time is its ISO 8601 string.
    [{ type: 'string' }, when, '2024-05-01T12:34:56.000Z'],
    [{ type: 'datetime' }, when, '2024-05-01T12:34:56.000Z'],
    [{ type: 'string', multiple: true }, [when], ['2024-05-01T12:34:56.000Z']],
    [{ type: 'object', properties: { t: { type: 'string' } } }, { t: when }, { t: '2024-05-01T12:34:56.000Z' }],
  ])('%j refuses or converts %s', (field, value, result) => {
    expect(mapField(field, { '@path': '$.properties.v' }, value)).toEqual(result)
  })
})

describe('a mapping converts a Date to its ISO 8601 time', () => {
  const iso = '2024-05-01T12:34:56.000Z'
  test.each<[mapping: Json, result: unknown]>([
    [{ '@template': '{{when}}/{{list}}' }, `${iso}/${iso}`],
    [{ '@liquid': '{{ when }} {{ when | date: "%Y" }} {{ list }}' }, `${iso} 2024 ${iso}`],
    [{ '@json': { mode: 'encode', value: { '@path': '$.of' } } }, `{"when":"${iso}"}`],
    [{ '@replace': { pattern: '-', value: { '@path': '$.when' } } }, '20240501T12:34:56.000Z'],
    [{ '@flatten': { separator: '.', value: { '@path': '$.of' } } }, { when }],
    [{ '@excludeWhenNull': { '@path': '$.of' } }, { when }],
    [{ '@merge': { direction: 'right', objects: [{ a: 1 }, { '@path': '$.when' }] } }, { a: 1 }],
    [{ '@jsonata': '$string(when)' }, iso],
    [{ '@jsonata': '"at " & when' }, `at ${iso}`],
    [{ '@jsonata': '$string(of)' }, `{"when":"${iso}"}`],
    [{ '@jsonata': '$unixTime(when)' }, 1714566896],
    [{ '@jsonata': '$unixMicros(when)' }, 1714566896000000],
    [{ '@jsonata': '$ulid("m", when)' }, '01HWT2D6C0CB36MYJXTW632HK1'],
    [{ '@jsonata': '$unixTimes(of)' }, { when: 1714566896 }],
    [{ '@jsonata': '$formatTimes(of, "[Y]")' }, { when: '2024' }],
    [{ '@jsonata': '$toMillis(when)' }, 1714566896000],
    [{ '@jsonata': 'when.$substring(0, 4)' }, '2024'],
    [{ '@jsonata': '$join(list, ",")' }, iso],
    [{ '@jsonata': '$map(list, $uppercase)' }, iso],
    [{ '@jsonata': '$unixTime(bad)' }, undefined],
    [{ '@jsonata': '$string(bad)' }, ''],
  ])('%j', (mapping, result) => {
    const compiled = compileMapping(mapping)
    expect(compiled({ when, list: [when], of: { when }, bad: new Date(Number.NaN) })).toEqual(result)
  })
})

describe('the failure names a value that JSON lacks', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  test.each<[mapping: Json, v: unknown, message: string]>([
    [{ '@json': { mode: 'encode', value: { '@path': '$.v' } } }, { n: Number.NaN }, 'NaN cannot be written as JSON'],
    [{ '@json': { mode: 'encode', value: { '@path': '$.v' } } }, { n: 5n }, 'a BigInt cannot be written as JSON'],
    [
      { '@json': { mode: 'encode', value: { '@path': '$.v' } } },
      cycle,
      'a value that holds itself cannot be written as JSON',
    ],
    [{ '@jsonata': '$string(v)' }, { n: 5n }, 'a value that is not JSON cannot become a string'],
    [{ '@jsonata': 'v & ""' }, cycle, 'a value that is not JSON cannot become a string'],
    [{ '@jsonata': 'v + 1' }, 5n, 'the left side of an arithmetic operator must be a number, not a BigInt'],
  ])('%j', (mapping, v, message) => {
    expect(() => compileMapping(mapping)({ v })).toThrow(message)
  })

  test.each<[mapping: Json, result: string]>([
    [{ '@template': 'n {{v}}' }, 'n 5'],
    [{ '@jsonata': '"n " & v' }, 'n 5'],
    [{ '@liquid': 'n {{v}}' }, 'n 5'],
  ])('%j writes the digits of a BigInt', (mapping, result) => {
    expect(compileMapping(mapping)({ v: 5n })).toBe(result)
  })
})

test.each([
  '＋８１９０１２３４５６７８',
  '+٨١٩٠١٢٣٤٥٦٧٨',
  '+८१९०१२३४५६७८',
  '＋81 90 1234 5678',
  '+81‑90‑1234‑5678',
  '+81–90—1234−5678',
  '+81（90）1234－5678',
  '\u202a+81 90-1234-5678\u202c',
])('$e164 reads %s', phone => {
  expect(compileMapping({ '@jsonata': '$e164(phone)' })({ phone })).toBe('+819012345678')
})

test('a Date in a form, a URL and a header is its ISO 8601 time', () => {
  const when = { '@path': '$.payload.data.when' }
  const action = {
    fields: { data: { type: 'object', default: { '@path': '$.properties' } } },
    requests: [
      {
        url: { '@template': 'https://example.com/{{payload.data.when}}' },
        query: { when },
        headers: { when },
        encoding: 'form',
        body: { '@path': '$.payload.data' },
      },
    ],
  } as const
  const subscriptions = [{ name: 'S', action: 'a', trigger: 'type = "track"' }]
  const destination = compile({ slug: 'x', name: 'X', actions: { a: action }, subscriptions })
  const event = { type: 'track', event: 'E', userId: 'u', properties: { when: new Date('2024-05-01T12:34:56Z') } }
  const [request] = destination.requests(destination.map(event).actions).requests
  const encoded = '2024-05-01T12%3A34%3A56.000Z'
  expect(request).toMatchObject({
    url: `https://example.com/${encoded}?when=${encoded}`,
    headers: { when: '2024-05-01T12:34:56.000Z' },
    body: `when=${encoded}`,
  })
})
