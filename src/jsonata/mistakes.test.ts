import { expect, it } from 'vitest'
import { publicLibrary } from './evaluate.ts'
import { findMistakes } from './mistakes.ts'
import { parseText } from './parseText.ts'

it.each<[string, string[]]>([
  ['$sum(a) + $host(b)', []],
  ['$nope(1) & $sum()', ['T1006 nope', 'T0410 sum']],
  ['$nope(?, 1)', ['T1008 nope']],
  ['a ~> $nope ~> $sum(1)', ['T0410 sum']],
  ['$nope($sum())', ['T1006 nope', 'T0410 sum']],
  // Names that are bound before, later, or only perhaps.
  ['($f := function() { 1 }; $f())', []],
  ['($f(); $f := function() { 1 })', ['T1006 f']],
  ['(function() { $f() }; $f := function() { 1 })', []],
  ['(a ? ($f := 1); $f())', ['T1006 f']],
  ['(a[$f := $sum]; $f())', []],
  ['($sum := function($a, $b) { $a }; $sum(1, 2))', []],
  ['function($f) { $f(1, 2) }', []],
  ['[a].($f()).($f := 1)', ['T1006 f']],
  // Every part of a construct is searched.
  ['a[$p()]^($q()){ $k(): $v() }', ['T1006 p', 'T1006 q', 'T1006 k', 'T1006 v']],
  ['{ "a": -$v(), "b": [$w()] }', ['T1006 v', 'T1006 w']],
  ['$ ~> | $p() | $u(), $d() |', ['T1006 p', 'T1006 u', 'T1006 d']],
  ['a@$f.b[$f() and $p()]#$i.{ "k": $i(%.c) & $v() }', ['T1006 p', 'T1006 v']],
  ['a ?: $p()', ['T1006 p']],
  ['$p() ?? $q()', ['T1006 p', 'T1006 q']],
])('%s', (text, wanted) => {
  const mistakes = findMistakes(text, parseText(text), { functions: publicLibrary, names: new Set(['host']) })
  expect(mistakes.map(({ code, token }) => `${code} ${token}`)).toEqual(wanted)
})

it('looks names up, and lists them for no function: a definition may have thousands', () => {
  const names = new Set(['host'])
  names[Symbol.iterator] = () => expect.unreachable()
  expect(findMistakes('$host()', parseText('$host()'), { functions: publicLibrary, names })).toEqual([])
})

it('has the place of each mistake', () => {
  expect(findMistakes('a + $sum(1, 2)', parseText('a + $sum(1, 2)'), { functions: publicLibrary })).toEqual([
    { code: 'T0410', token: 'sum', start: 5, end: 8, index: 2 },
  ])
})
