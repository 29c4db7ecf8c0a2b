import { expect, test } from 'vitest'
import { js, Unit } from './index.ts'

test('equal constants and equal data have one name', () => {
  const unit = new Unit()
  const names = [js`new Set(${['a']})`, js`new Set(${['a']})`, js`new Set(${['b']})`].map(code => unit.constant(code))
  expect(names.map(String)).toEqual(['c1', 'c1', 'c2'])
  expect([unit.data({ a: 1 }), unit.data({ a: 1 })].map(String)).toEqual(['c3', 'c3'])
})

test('one name imports one value', () => {
  const unit = new Unit()
  const double = (n: number) => n * 2
  expect(unit.evaluate(js`return ${unit.import({ double })}(4);`)).toBe(8)
  expect(() => unit.import({ double: (n: number) => n + n })).toThrow('two imports named double')
})

test('a program that takes a run has constants that depend on it', () => {
  const unit = new Unit({ takesRun: true })
  const doubled = unit.constant(js`run.n * 2`)
  const program = unit.evaluate(js`return ${doubled};`) as (run: object) => unknown
  expect([program({ n: 2 }), program({ n: 3 })]).toEqual([4, 6])
})
