import { parse } from 'acorn'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CompileError } from '../../src/diagnostics/index.ts'
import { JsonataError } from '../../src/jsonata/index.ts'
import { compileMapping, directives, MappingError } from '../../src/mapping/index.ts'
import type { Json } from '../../src/value/index.ts'
import { anyCharacter } from '../anyCharacter.ts'
import { runs } from '../seed.ts'

const hostileKey = fc.oneof(
  fc.constantFrom(...directives.keys()),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'length', '', '@', '@@', '_metadata'),
  fc.constantFrom(
    'exists',
    'blank',
    'value',
    'mode',
    'pattern',
    'objects',
    'direction',
    'apply',
    'mapping',
    'operator',
  ),
  fc.constantFrom('__segment_internal_directive', 'separator', '0', '1'),
  fc.string({ maxLength: 4 }),
)
const hostileText = fc.oneof(
  fc.constantFrom(
    '`',
    '${',
    '"); throw 1; ("',
    '\u2028',
    '*/',
    '{{a}}',
    '{{{a',
    '{% if',
    '{{ a | b }}',
    '$.a[',
    'left',
    'decode',
    '$sum(a.b)',
    'a[b = 1].c ~> $map(function($x) { $x })',
    '/a+/',
    '$f($)',
  ),
  fc.string({ unit: anyCharacter, maxLength: 12 }),
)
const { hostile } = fc.letrec<{ hostile: Json }>(tie => ({
  hostile: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    hostileText,
    fc.constantFrom(null, true, false, 0, -1, 1e308),
    fc.array(tie('hostile'), { maxLength: 3 }),
    fc
      .array(fc.tuple(hostileKey, tie('hostile')), { maxLength: 3 })
      .map(members =>
        JSON.parse(`{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`),
      ),
  ),
}))

const errors = [CompileError, MappingError, JsonataError]

describe('random JSON as a mapping', () => {
  test('compiles or has diagnostics, and returns a value or throws a mapping error', () => {
    fc.assert(
      fc.property(hostile, hostile, (mapping, input) => {
        const before = JSON.stringify([mapping, input])
        try {
          const map = compileMapping(mapping)
          parse(map.source, { ecmaVersion: 2023, allowReturnOutsideFunction: true })
          map(input)
        } catch (error) {
          if (!errors.some(kind => error instanceof kind)) throw error
        }
        expect(JSON.stringify([mapping, input])).toBe(before)
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('a value that is nested deeper than the stack', () => {
  const deep = (levels: number, wrap: (inner: Json) => Json): Json => {
    let value: Json = 1
    for (let i = 0; i < levels; i++) value = wrap(value)
    return value
  }
  const input = { o: deep(10_000, inner => ({ a: inner })), l: deep(10_000, inner => [inner]) }
  const [object, list] = [{ '@path': '$.o' }, { '@path': '$.l' }]

  test.each<[name: string, mapping: Json]>([
    ['@path', { '@path': `$.o${'.a'.repeat(10_000)}` }],
    ['@template', { '@template': '{{o}}' }],
    ['@template of a list', { '@template': '{{l}}' }],
    ['@if blank', { '@if': { blank: list, then: 1 } }],
    ['@flatten', { '@flatten': { separator: '.', value: object } }],
    ['@flatten of a list', { '@flatten': { separator: '.', value: list } }],
    ['@merge', { '@merge': { direction: 'left', objects: [object, object] } }],
    ['@excludeWhenNull', { '@excludeWhenNull': object }],
    ['@json', { '@json': { mode: 'encode', value: object } }],
    ['@json of a list', { '@json': { mode: 'encode', value: list } }],
    ['@liquid', { '@liquid': '{{ o | json }}{{ l }}' }],
    ['@arrayPath', { '@arrayPath': ['$.l', { '@path': '$.' }] }],
  ])('%s returns a result, or throws a mapping error with a code', (_, mapping) => {
    const map = compileMapping(mapping)
    try {
      map(input)
    } catch (error) {
      expect(error).toBeInstanceOf(MappingError)
    }
  })
})
