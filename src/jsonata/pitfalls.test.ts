import { describe, expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { compileJsonata } from './compile.ts'
import { parseJsonata } from './expression.ts'
import { destinationLibrary } from './functions/index.ts'
import { cleaning, findPitfalls, truth } from './pitfalls.ts'

const names = new Set([...destinationLibrary.keys(), 'camel'])

function pitfalls(text: string) {
  const isFunction = text.startsWith('function')
  const expression = parseJsonata(text, new DiagnosticBag(), '', { known: new Set(['camel']), isFunction })!
  return findPitfalls(expression, names).map(pitfall => ({
    ...pitfall,
    marked: text.slice(pitfall.span.start, pitfall.span.end),
  }))
}

/** The operands of `$not` and of hashes: their place in the input, or their text if that is unknown. */
function operands(text: string): string[] {
  return pitfalls(text).flatMap(pitfall => {
    const paths = pitfall.kind === 'not' ? [pitfall.operand] : pitfall.kind === 'hash' ? pitfall.operands : []
    return paths.map(({ path, text }) => path?.join('/') ?? `? ${text}`)
  })
}

describe('`$not` of a path', () => {
  test.each([
    ['$not(a.b)', ['a/b']],
    ['$not((a.`b c`))', ['a/b c']],
    ['$not($boolean(a))', ['a']],
    ['$not($.a)', ['a']],
    ['x.y[$not($$.a)]', ['a']],
    ['list[$not(done)].name', ['list/done']],
    ['list.$not(done)', ['list/done']],
    ['list.{ "open": $not($.done) }', ['list/done']],
    ['$map(list, function($item) { $not(a) })', ['a']],
    ['$not(list[0].done)', ['? list[0].done']],
    ['$lookup(a, "b")[$not(done)]', ['? done']],
    ['function($list) { $list[$not(done)] }', ['? done']],
    ['($x := 1; a ? [$not(b)])', ['b']],
  ])('%s', (text, expected) => expect(operands(text)).toEqual(expected))

  // The value is unknown, or never absent.
  test.each(['$not($exists(a))', '$not(a = 1)', '$not(a or b)', '$not($x)', 'function($x) { $not($x.a) }', '$not($$)'])(
    'not %s',
    text => expect(operands(text)).toEqual([]),
  )

  test('has the span of the call', () => {
    expect(pitfalls('a and  $not( b.c )')).toMatchObject([{ marked: '$not( b.c )', tested: [{ path: ['a'] }] }])
  })
})

describe('tested paths', () => {
  test.each([
    ['$exists(a) and $not(a)', ['a']],
    ['$not(a) or $exists(a)', ['a']],
    ['a ? $not(a) : $not(a)', ['a', 'a']],
    ['$not(a) ? $not(a)', []],
    ['$exists(a.b) ? (c > 1 and $not(a))', ['a/b', 'c']],
    ['[$exists(a), $not(a)]', []],
  ])('%s', (text, expected) => {
    expect(pitfalls(text).flatMap(({ tested }) => tested.map(({ path }) => path?.join('/')))).toEqual(expected)
  })
})

describe('a hash of joined strings', () => {
  test.each([
    ["$hash('salt' & a.b)", ['a/b']],
    ['$hash(a & b & c)', ['a', 'b', 'c']],
    ["$hashOnce($lowercase($trim(a) & ''))", ['a']],
    ["$hmac((a & 1), 'key')", ['a']],
  ])('%s', (text, expected) => expect(operands(text)).toEqual(expected))

  test.each(['$hash(a)', '$hash(a & $camel(b))', '$hash(a & $string($))', '$lowercase(a & b)', '$hash(a & $count(b))'])(
    'not %s',
    text => expect(operands(text)).toEqual([]),
  )
})

describe('a parameter that hides a function', () => {
  test.each([
    ['function($camel) { $camel($camel) }', ['$camel']],
    ['function($camel) { $map([1], function($i) { $camel($i) & "" }) }', ['$camel']],
    ['function($length) { $length(?) }', ['$length']],
    ['$map(list, function($trim) { $trim() })', ['$trim']],
    ['function($camel) { $uppercase($camel) }', []],
    ['function($value) { $camel($value) }', []],
    ['function($own) { $own(1) }', []],
  ])('%s', (text, expected) => {
    expect(pitfalls(text).flatMap(({ kind, marked }) => (kind === 'hidden' ? [marked] : []))).toEqual(expected)
  })
})

describe('in JSONata', () => {
  test.each([...cleaning, ...truth, 'not'])('$%s of an absent value is absent', name => {
    const others: { readonly [name: string]: string } = { replace: ", 'a', 'b'", substring: ', 1' }
    expect(compileJsonata(`$${name}(absent${others[name] ?? ''})`)({})).toBe(undefined)
  })

  test.each([
    ['$not(a)', [undefined, true, false]],
    ['$not($boolean(a))', [undefined, true, false]],
    ['$not($exists(a))', [true, false, false]],
    ['$not(a = true)', [true, true, false]],
    ['a ? false : true', [true, true, false]],
  ])('%s of an absent value, false and true', (text, expected) => {
    expect([{}, { a: false }, { a: true }].map(input => compileJsonata(text)(input))).toEqual(expected)
  })
})

test.each([
  ["($f := function($trim) { $trim($trim) }; $f('a'))", '`$trim` is "a", not a function'],
  ["($f := function($trim) { $trim($trim) & '' }; $f({}))", '`$trim` is an object, not a function'],
  ["($f := function($trim) { $trim(1) & '' }; $f(absent))", '`$trim` is nothing, not a function'],
  ['(function() { 1 })()()', 'the called value is not a function'],
])('%s fails with the name', (text, message) => {
  expect(() => compileJsonata(text)({})).toThrow(message)
})
