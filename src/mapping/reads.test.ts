import { describe, expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { printPath } from '../value/index.ts'
import { parseFunctions } from './functions.ts'
import { parseMapping } from './parse.ts'
import { collectReads, listChildren } from './reads.ts'

const parsed = (value: unknown) => {
  const problems = new DiagnosticBag()
  const functions = parseFunctions({ double: ['function($n) {', '$n * 2', '}'] }, problems, '/functions')
  const mapping = parseMapping(value, { problems, at: '', functions })
  expect(problems.list).toEqual([])
  return mapping!
}

describe('collectReads', () => {
  test.each<[name: string, mapping: unknown, reads: Record<string, string>]>([
    ['nothing', { a: [1, { '@literal': 'x' }] }, {}],
    ['a path', { a: { '@path': '$.traits.email' } }, { '/a/@path': 'traits.email' }],
    ['a computed path', { '@path': { '@template': '{{a}}' } }, { '/@path': '["?"]', '/@path/@template': 'a' }],
    ['a template', [{ '@template': '{{a}} {{{ b.c }}}' }], { '/0/@template': 'a, b.c' }],
    [
      'the parts of a directive',
      { '@if': { exists: { '@path': 'a' }, then: { '@path': 'b' }, else: { x: { '@path': 'c' } } } },
      { '/@if/exists/@path': 'a', '/@if/then/@path': 'b', '/@if/else/x/@path': 'c' },
    ],
    [
      'items of a list',
      { '@arrayPath': ['$.products', { id: { '@path': '$.id' }, p: { '@arrayPath': ['parts', { '@path': 'n' }] } }] },
      {
        '/@arrayPath/0': 'products',
        '/@arrayPath/1/id/@path': 'products["?"].id',
        '/@arrayPath/1/p/@arrayPath/0': 'products["?"].parts',
        '/@arrayPath/1/p/@arrayPath/1/@path': 'products["?"].parts["?"].n',
      },
    ],
    [
      'values of another part are not reads',
      { '@transform': { apply: { a: { '@path': 'x' } }, mapping: { b: { '@path': 'a' } } } },
      { '/@transform/apply/a/@path': 'x' },
    ],
    ['a liquid template', { '@liquid': '{% assign x = a.b %}{{ x }}{{ c["d e"] }}' }, { '/@liquid': 'a.b, c["d e"]' }],
    ['an expression', { '@jsonata': '$double(a.b) + c' }, { '/@jsonata': 'a.b, c' }],
    ['the values of an object', { '@jsonata': '$mapValues(a, function($v) { $v.b })' }, { '/@jsonata': 'a["?"].b' }],
    [
      'the keys of an object',
      { '@jsonata': '$mapKeys(a, function($k, $v) { $v.b & c })' },
      { '/@jsonata': 'a["?"].b, c, a' },
    ],
    ['a string and its cleaning', { '@jsonata': '$hashOnce(a.b, function($t) { $t & c })' }, { '/@jsonata': 'c, a.b' }],
    [
      'a directive for the whole root, without its other keys',
      { __segment_internal_directive: { '@transform': { apply: { '@path': '$.' } } }, a: { '@path': 'b' } },
      { '/__segment_internal_directive/@transform/apply/@path': '' },
    ],
  ])('%s', (_, mapping, reads) => {
    const found: Record<string, string> = {}
    for (const { path, at } of collectReads(parsed(mapping))) {
      found[at] = [found[at], printPath(path)].filter(text => text !== undefined).join(', ')
    }
    expect(found).toEqual(reads)
  })
})

test('listChildren lists the mappings directly inside', () => {
  const places = (value: unknown) => listChildren(parsed(value)).map(child => child.at)
  expect(places('x')).toEqual([])
  expect(places([1, { a: 2 }])).toEqual(['/0', '/1'])
  expect(places({ a: 1, b: {} })).toEqual(['/a', '/b'])
  expect(places({ '@coalesce': [1, [2]] })).toEqual(['/@coalesce/0', '/@coalesce/1'])
  expect(places({ __segment_internal_directive: { '@transform': { apply: {} } }, a: 1 })).toEqual([
    '/__segment_internal_directive/@transform/apply',
    '',
  ])
})
