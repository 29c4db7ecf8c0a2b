import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../test/cpuTime.ts'
import { compileJsonata, type JsonataOptions } from './compile.ts'
import { JsonataError } from './runtime/error.ts'

function errorOf(action: () => unknown): JsonataError {
  try {
    action()
  } catch (error) {
    if (error instanceof JsonataError) return error
    throw error
  }
  throw new TypeError('nothing was thrown')
}

describe('mistakes at compile time', () => {
  it.each([
    ['a.', 'S0207', '', 1],
    ['a + ', 'S0207', '', 3],
    ['[1, 2)', 'S0202', ')', 5],
    ['"open', 'S0101', '', 4],
    ['a := 1', 'S0212', 'a', 0],
    ['/[/', 'S0302', '', 2],
    ['$lenght(a)', 'T1006', 'lenght', 1],
    ['a.($b := 1; $c($b))', 'T1006', 'c', 13],
    ['true ? 1 : $nothing(1)', 'T1006', 'nothing', 12],
    ['$sum()', 'T0410', 'sum', 1],
    ['$aa (a)', 'T1006', 'aa', 1],
    ['$sum(1, 2)', 'T0410', 'sum', 1],
    ['a ~> $sum(1)', 'T0410', 'sum', 6],
    ['$map(a)', 'T0410', 'map', 1],
    ['$nothing(?)', 'T1008', 'nothing', 1],
  ])('%s: %s', (text, code, token, start) => {
    const error = errorOf(() => compileJsonata(text))
    expect(error).toBeInstanceOf(Error)
    expect(error.code).toBe(code)
    expect(error.message).not.toBe('')
    if (token !== '') expect(text.slice(error.start, error.end)).toBe(token)
    expect(error.start).toBe(start)
  })

  it('throws a TypeError if the expression is not a string', () => {
    expect(() => compileJsonata(5 as never)).toThrow(TypeError)
  })
})

describe('errors at run time', () => {
  it.each([
    ['a + "b"', { a: 1 }, 'T2002', '+'],
    ['1 + (2 - a)', { a: 'x' }, 'T2002', '-'],
    ['$number(a)', { a: 'x' }, 'D3030', 'number'],
    ['b.$uppercase(a)', { b: { a: 1 } }, 'T0410', 'uppercase'],
    ['($f := function($x) { -$x }; $f(a))', { a: 'x' }, 'D1002', '-'],
    ['a ~> $b', { a: 1 }, 'T2006', '~>'],
    ['a < b', { a: 1, b: 'x' }, 'T2009', '<'],
    ['sum(a)', { a: [1] }, 'T1005', 'sum'],
    ['a(1)', {}, 'T1006', 'a'],
    ['$map(a, function($v) { $sqrt($v) })', { a: [-1] }, 'D3060', 'sqrt'],
    ['[1..a]', { a: 'x' }, 'T2004', '..'],
    ['a^(b)', { a: [{ b: 1 }, { b: 'x' }] }, 'T2007', '^'],
  ])('%s marks the failed part', (text, input, code, token) => {
    const error = errorOf(() => compileJsonata(text)(input))
    expect([error.code, text.slice(error.start, error.end), error.token]).toEqual([code, token, token])
  })
})

describe('names from the host', () => {
  const double = (value: number) => value * 2

  it.each<[string, JsonataOptions, Record<string, unknown> | undefined, unknown]>([
    ['$double(a)', { functions: { double } }, undefined, 42],
    ['$map([1, 2], $double)', { functions: { double } }, undefined, [2, 4]],
    ['a ~> $double', { functions: { double } }, undefined, 42],
    ['$rate * a', { bindings: { rate: 3 } }, undefined, 63],
    ['$rate * a', { bindings: { rate: 3 } }, { rate: 2 }, 42],
    ['$rate * a', {}, { rate: 2 }, 42],
    ['$rate', {}, undefined, undefined],
    ['$sum', { bindings: { sum: 1 } }, undefined, 1],
    ['$sum([1, 2])', {}, { sum: () => 'mine' }, 'mine'],
    ['($rate := 1; $rate)', { bindings: { rate: 3 } }, undefined, 1],
    ['$constructor', {}, { a: 1 }, undefined],
    ['$$.a', {}, { $: 1 }, 21],
  ])('%s', (text, options, bindings, result) => {
    expect(compileJsonata(text, options)({ a: 21 }, bindings)).toEqual(result)
  })

  describe('lambdas whose last step is a call', () => {
    const functions = {
      double,
      call: (f: (value: number) => number) => f(1) + 1,
      pair: (a: number, b: number) => [a, b],
    }

    it.each([
      ['$call(function($x) { $double($x) })', 3],
      ['$map([function($x) { $double($x) }], $call)', 3],
      ['$call(function($n) { $n > 1000000 ? $n : $double($n) })', 3],
      ['($f := function($n) { $n > 1000000 ? $n : $f($n * 2) }; $call($f))', 2 ** 20 + 1],
      ['$call($double)', 3],
      [
        '$map([5, 6], $pair)',
        [
          [5, 0],
          [6, 1],
        ],
      ],
    ])('a function of the host calls them: %s', (text, result) => {
      expect(compileJsonata(text, { functions })({})).toEqual(result)
      expect(compileJsonata(text, { functions })({}, { more: 1 })).toEqual(result)
    })

    it('the host calls one that it gets', () => {
      const lambda = compileJsonata('function($x) { $double($x) }', { functions })({}) as (value: number) => unknown
      expect(lambda(4)).toBe(8)
    })

    it('each call of the host is an evaluation, with limits and places', () => {
      const get = (text: string) => compileJsonata(text, { functions, budget: 10_000 })({}) as () => unknown
      expect(errorOf(get('($f := function() { $f() }; $f)')).code).toBe('D1012')
      const wrong = 'function() { $uppercase(1) }'
      expect(errorOf(get(wrong))).toMatchObject({ code: 'T0410', start: wrong.indexOf('uppercase') })
      expect(
        errorOf(() => compileJsonata('($f := function() { $f() }; $call($f))', { functions, budget: 10_000 })({})).code,
      ).toBe('D1012')
    })
  })
})

describe('variables', () => {
  it.each([
    ['($x := 1; [$x, $x := 2, $x])', [1, 2, 2]],
    ['[$x, $x := 2]', [2]],
    ['($x := 1; ($y := $x; $x := 2; [$y, $x]))', [1, 2]],
    ['($x := 1; $f := function() { $x }; $x := 2; $f())', 2],
    ['($x := 1; $f := function($x) { $x := 5 }; [$f(3), $x])', [5, 1]],
    ['($f := function() { $later }; $later := 1; $f())', 1],
    ['($x := 1; true ? ($x := 2) : 3; $x)', 1],
    ['(true ? $x := 2 : 3; $x)', 2],
    ['($sum := 1; $sum)', 1],
    ['(false ? $sum := 1; $sum([1, 2]))', 3],
    ['($sum := function($a) { "mine" }; $sum([1]))', 'mine'],
    ['[1, 2].($x := $; $x * 10)', [10, 20]],
    ['($fs := [1, 2].($x := $; [function() { $x }]); $count($fs))', 2],
    ['($proto := 1; $__proto__ := 2; $constructor := 3; $proto + $__proto__ + $constructor)', 6],
    ['function($x, $x) { $x }(1, 2)', 2],
  ])('%s', (text, result) => {
    expect(compileJsonata(text)({})).toEqual(result)
  })
})

describe('endless evaluations', () => {
  const long = 'a'.repeat(40)

  it.each<[string, string, unknown, JsonataOptions]>([
    ['unending recursion', '($f := function($n) { 1 + $f($n) }; $f(1))', {}, {}],
    ['unending recursion through $map', '($f := function($n) { $map([1], $f) }; $f(1))', {}, {}],
    ['an unending loop of tail calls', '($f := function() { $f() }; $f())', {}, { timeout: 100 }],
    ['deep recursion', '($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100))', {}, { stack: 50 }],
    ['a long range', '[1..1000000000]', {}, {}],
    ['a long sequence', '[1..100].[1..100]', {}, { sequence: 50 }],
    ['a long sequence of fields', 'a.b', { a: new Array(60).fill({ b: 1 }) }, { sequence: 50 }],
    ['a long mapped sequence', '$map(a, function($v) { $v })', { a: new Array(60).fill(1) }, { sequence: 50 }],
    ['a long written list', '$merge([{}, {}, {}])', {}, { sequence: 2 }],
    ['a joined sequence', 'a.($$.a.($$.a.($$.a.($$.a.$$.a))))', { a: new Array(200).fill(1) }, { timeout: 200 }],
    ['a doubled text', '$reduce([1..100], function($a, $b) { $a & $a }, "x")', {}, {}],
    ['a regular expression', '$contains(a, /^(a+)+\\1x$/)', { a: `${long}!` }, { timeout: 100 }],
    ['a padded text', '$pad("", 1000000000)', {}, {}],
    ['unending $eval', '($f := function() { $eval("$f()") }; $f())', {}, {}],
  ])('%s ends with an error', (_, text, input, options) => {
    const start = cpuTime()
    expect(['D1011', 'D1012', 'D2014', 'D2015', 'D3121']).toContain(
      errorOf(() => compileJsonata(text, options)(input)).code,
    )
    expect(cpuTime() - start).toBeLessThan(8000)
  })

  it('are not those of regular expressions whose failures can be remembered', () => {
    expect(compileJsonata('$contains(a, /^(a+)+$/)', { budget: 1_000_000 })({ a: `${long}!` })).toBe(false)
  })

  it.each(['/(?<=a)b/', '/(?<a>b)\\k<a>/', `/${'('.repeat(101)}${')'.repeat(101)}/`, '/(a{1000}){1000}/'])(
    '%s is refused',
    pattern => {
      const { code, start, end } = errorOf(() => compileJsonata(`$contains(a, ${pattern})`))
      expect([code, start, end]).toEqual(['S0301', 13, 13 + pattern.length])
      expect(errorOf(() => compileJsonata(`$eval(t)`)({ t: `$contains("", ${pattern})` })).code).toBe('D3121')
    },
  )

  it('leave later evaluations their full limits', () => {
    const count = compileJsonata('($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(n))', { stack: 100 })
    expect(errorOf(() => count({ n: 1000 })).code).toBe('D1011')
    expect(count({ n: 20 })).toBe(20)
  })

  it('are none if they are infinite', () => {
    const limits = { stack: Number.POSITIVE_INFINITY, sequence: Number.POSITIVE_INFINITY, timeout: Number.NaN }
    expect(compileJsonata('$sum([1..1000])', limits)({})).toBe(500_500)
  })

  it('do not grow the stack by tail calls', () => {
    const loop = '($f := function($n) { $n = 0 ? "done" : $f($n - 1) }; $f(200000))'
    expect(compileJsonata(loop, { stack: 20 })({})).toBe('done')
  })
})

describe('results', () => {
  it.each([
    ['a.b', { a: [{ b: 1 }, { b: 2 }] }, [1, 2]],
    ['a.b[]', { a: { b: 1 } }, [1]],
    ['{"x": a.b[]}', { a: { b: 1 } }, { x: [1] }],
    ['[a.[b]]', { a: [{ b: 1 }, { b: 2 }] }, [[1], [2]]],
    ['$map(a, function($v) { $v.b })', { a: [{ b: 1 }, { b: 2 }] }, [1, 2]],
    ['[1..3]', {}, [1, 2, 3]],
    ['(a)[$x := 1]', { a: [5, 6] }, 6],
    ['a.(b)[$x := 0]', { a: { b: 5 } }, 5],
    ['(a){"k": $x := 1}', { a: 5 }, { k: 1 }],
  ])('%s is plain data', (text, input, result) => {
    const given = compileJsonata(text)(input)
    expect(given).toStrictEqual(result)
    for (const array of arraysOf(given)) {
      expect(Reflect.ownKeys(array)).toEqual([...Array(array.length).keys()].map(String).concat('length'))
      expect(Object.getPrototypeOf(array)).toBe(Array.prototype)
    }
  })

  it('never expose a prototype', () => {
    for (const key of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      for (const text of [key, `a.${key}`, `b.${key}`, `$lookup(a, "${key}")`, `$map(b, function($v) { $v.${key} })`]) {
        expect(compileJsonata(text)({ a: {}, b: [{}, {}] }), text).toBeUndefined()
      }
    }
    const data = JSON.parse('{ "__proto__": { "x": 1 }, "constructor": 2 }')
    expect(compileJsonata('[__proto__.x, constructor]')(data)).toEqual([1, 2])
  })
})

function arraysOf(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(arraysOf)
  return Array.isArray(value) ? [value, ...inside] : inside
}

describe('an expression that is too much work to compile', () => {
  const large = `"${'x'.repeat(2_100_000)}"`

  it('is refused', () => {
    expect(errorOf(() => compileJsonata(large))).toMatchObject({
      code: 'S0502',
      message: 'this takes too much work to compile',
    })
    expect(compileJsonata('1 + 1')({})).toBe(2)
  })
})
