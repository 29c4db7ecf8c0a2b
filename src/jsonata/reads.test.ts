import { describe, expect, it } from 'vitest'
import { printPath } from '../value/index.ts'
import { compileJsonata } from './compile.ts'

describe('readsOf', () => {
  it.each([
    ['1 + 2', ''],
    ['a', 'a'],
    ['a.b.c', 'a.b.c'],
    ['a.b + a.c', 'a.b, a.c'],
    ['a.(b + c)', 'a.b, a.c'],
    ['a[b = 1].c', 'a.b, a.c'],
    ['a[0].b', 'a.b'],
    ['a.{"x": b, c: d}', 'a.b, a.c, a.d'],
    ['a{b: $sum(c)}', 'a.b, a.c'],
    ['a^(b).c', 'a.b, a.c'],
    ['$$.a.b', 'a.b'],
    ['a.$$.b', 'b'],
    ['($x := a.b; $x.c)', 'a.b.c'],
    ['($x := a; {"b": $x})', 'a'],
    ['a ? b : c', 'a, b, c'],
    ['a ?: b', 'a, b'],
    ['$map(a, function($v) { $v.b })', 'a.b'],
    ['$map(a, $string)', 'a'],
    ['$filter(a, function($v) { $v.b > 1 }).c', 'a.b, a.c'],
    ['$reduce(a, function($sum, $v) { $sum + $v.b }, b)', 'a.b, b'],
    ['$sort(a, function($l, $r) { $l.b > $r.b }).c', 'a.b, a.c'],
    ['$append(a, b).c', 'a.c, b.c'],
    ['$reduce(a, function($one, $other) { $one })', 'a'],
    ['$sift(a, function($v) { true })', 'a'],
    ['$each(a, function($v) { $v.b })', 'a["?"].b'],
    ['$each(a, function($v, $key) { $length($key) })', 'a'],
    ['$sift(a, function($v, $key) { $key = b })', 'b, a'],
    ['$each(a, function($v, $key, $all) { $all.b })', 'a.b'],
    ['$map(a, function($v, $i, $all) { $v.b + $all.c })', 'a.b, a.c'],
    ['$map(a, function() { 1 })', 'a'],
    ['a.($lowercase())', 'a'],
    ['a.$string()', 'a'],
    ['a.($substring(1))', 'a'],
    ['a.($substring(b, 1))', 'a.b'],
    ['a.($now())', ''],
    ['a ~> $map(function($v) { $v.b })', 'a.b'],
    ['a ~> $sum', 'a'],
    ['$lookup(a, "b")', 'a.b'],
    ['$lookup(a, b)', 'a, b, a["?"]'],
    ['a.*', 'a["?"]'],
    ['a@$x.b.[$x.c, d]', 'a.c, b.d'],
    ['a.b.[%.c]', 'a.c'],
    ['a#$i[$i > b].c', 'a.b, a.c'],
    ['($f := function($x) { $x & a.b }; $f(c))', 'a.b, c'],
  ])('%s reads %s', (text, paths) => {
    const printed = compileJsonata(text).reads.map(printPath)
    expect(printed.toSorted().join(', ')).toBe(paths.split(', ').toSorted().join(', '))
  })
})
