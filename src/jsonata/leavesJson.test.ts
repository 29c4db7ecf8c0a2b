import { expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseJsonata } from './expression.ts'
import { mayLeaveJson } from './leavesJson.ts'

const texts = {
  plain: 'function($x) { $uppercase($x) }',
  doubled: 'function($x) { $x * 2 }',
  doubledBy: 'function($x) { $doubled($x) }',
  there: 'function($x) { $x ? $back($x) }',
  back: 'function($x) { $x > 1 ? $there($x) : $x / 0 }',
}
const known = new Set(Object.keys(texts))
const functions = new Map(
  Object.entries(texts).map(([name, text]) => [
    name,
    parseJsonata(text, new DiagnosticBag(), '', { known, isFunction: true })!,
  ]),
)

test.each<[text: string, may: boolean]>([
  ['a.b[c > 1 + 2]', false],
  ['{"n": a, "l": [b, c]}', false],
  ['$map(a, $uppercase)', false],
  ['$map(a, function($v) { $v.b })', false],
  ['$replace(a, /x/, "y")', false],
  ['a ~> $uppercase', false],
  ['a ~> $substring(1)', false],
  ['a * 2 > 5 ? b : c', false],
  ['a^(b * 2)', false],
  ['-a', false],
  ['$plain(a)', false],
  ['(function($abs) { $abs })(a)', false],
  ['($f := function($v) { $v }; $f(a))', false],
  ['a * 2', true],
  ['$sum(a)', true],
  ['[$abs]', true],
  ['$append(a, $abs)', true],
  ['$map(a, function($v) { $v / 2 })', true],
  ['$doubled(a)', true],
  ['$doubledBy(a)', true],
  ['$plain', true],
  ['$there(a)', true],
  ['$back(a)', true],
  ['($f := function($v) { $v }; [$f])', true],
])('%s: %s', (text, may) => {
  expect(mayLeaveJson(parseJsonata(text, new DiagnosticBag(), '', { known })!, functions)).toBe(may)
})

test.each([
  ['$x', false],
  ['$x * 2', true],
])('functions that call each other in a long row, the last of which gives %s', (last, may) => {
  const row = Array.from({ length: 2000 }, (_, i) => [
    `f${i}`,
    `function($x) { ${i < 1999 ? `$f${i + 1}($x)` : last} }`,
  ])
  const known = new Set(row.map(([name]) => name!))
  const functions = new Map(
    row.map(([name, text]) => [name!, parseJsonata(text!, new DiagnosticBag(), '', { known, isFunction: true })!]),
  )
  expect(mayLeaveJson(parseJsonata('$f0(a)', new DiagnosticBag(), '', { known })!, functions)).toBe(may)
})
