import { describe, expect, it } from 'vitest'
import { js, Unit } from '../code/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { beginRun, defaultBudget, endRun, mostUnits } from '../value/index.ts'
import { type Expression, emitJsonata, emitJsonataFunctions, parseJsonata } from './expression.ts'

function diagnose(text: string, known: readonly string[] = []) {
  const problems = new DiagnosticBag()
  const expression = parseJsonata(text, problems, '/x', { known: new Set(known) })
  expect(expression === undefined).toBe(problems.list.length > 0)
  return problems.list.map(({ code, span, help }) => [code, span && text.slice(span.start, span.end), help])
}

const parsed = (text: string, known: readonly string[] = []): Expression =>
  parseJsonata(text, new DiagnosticBag(), '/x', { known: new Set(known) })!

describe('parseJsonata', () => {
  it.each([
    ['a + 1', []],
    ['$double(a)', []],
    ['a.', [['CM601', '.', undefined]]],
    ['$lenght(a)', [['CM602', '$lenght', 'did you mean `$length`?']]],
    ['$doubel(a)', [['CM602', '$doubel', 'did you mean `$double`?']]],
    [
      '$sum(1, 2) + $sum()',
      [
        ['CM603', '$sum', 'its signature is `<a<n>:n>`'],
        ['CM603', '$sum', 'its signature is `<a<n>:n>`'],
      ],
    ],
    ['$now()', [['CM604', '$now', 'results may only depend on the input; use the times of the event']]],
    ['$eval("1")', [['CM604', '$eval', 'results may only depend on the input; use the times of the event']]],
  ])('%s', (text, wanted) => {
    expect(diagnose(text, ['double'])).toEqual(wanted)
  })

  it('rejects clocks and reads times as UTC', () => {
    const unit = new Unit()
    const read = emitJsonata(parsed('$toMillis(a)'), unit)
    const picture = emitJsonata(parsed('$toMillis(a, "[H01]:[m01]")'), unit)
    const [millis, today] = unit.evaluate(js`return [${read}, ${picture}];`) as ((input: unknown) => unknown)[]
    expect(millis!({ a: '2024-05-01T12:00:00' })).toBe(Date.UTC(2024, 4, 1, 12))
    expect(millis!({ a: '2024-05-01' })).toBe(Date.UTC(2024, 4, 1))
    expect(() => today!({ a: '12:30' })).toThrow(expect.objectContaining({ code: 'D3136' }))
  })

  it('ends every evaluation at the same point', () => {
    const unit = new Unit()
    const name = emitJsonata(parsed('($f := function($n) { $f($n + 1) }; $f(0))'), unit)
    const run = unit.evaluate(js`return ${name};`) as (input: unknown) => unknown
    const outer = beginRun(defaultBudget)
    expect(() => run({})).toThrow(expect.objectContaining({ code: 'D1012' }))
    endRun(outer)
  })
})

describe('functions of a definition', () => {
  it('must be function expressions', () => {
    const problems = new DiagnosticBag()
    expect(parseJsonata('1 + 1', problems, '/functions/two', { isFunction: true })).toBeUndefined()
    expect(problems.list.map(({ code, at }) => [code, at])).toEqual([['CM605', '/functions/two']])
  })

  it('may call each other in any order', () => {
    const texts = {
      even: 'function($n) { $n = 0 ? true : $odd($n - 1) }',
      odd: 'function($n) { $n = 0 ? false : $even($n - 1) }',
      label: 'function($n)<n:s> { $even($n) ? "even" : "odd" }',
    }
    const names = Object.keys(texts)
    const expressions = new Map(Object.entries(texts).map(([name, text]) => [name, parsed(text, names)]))
    const unit = new Unit()
    const expression = parsed('[a.$label($), $label(4)]', names)
    const run = emitJsonata(expression, unit, emitJsonataFunctions(expressions, expression, unit))
    beginRun(mostUnits)
    const evaluate = unit.evaluate(js`return ${run};`) as (input: unknown) => unknown
    expect(evaluate({ a: [1, 2, 50_001] })).toEqual(['odd', 'even', 'odd', 'even'])
  })
})
