import { afterEach, describe, expect, test } from 'vitest'
import { Block } from './block.ts'
import { js } from './js.ts'
import { read } from './read.ts'
import { Unit } from './unit.ts'

function reader(...path: string[]): (input: unknown) => unknown {
  const unit = new Unit()
  const block = new Block(unit)
  const value = read(block, js`input`, path)
  return unit.evaluate(js`return input => {\n${block.code}\nreturn ${value};\n};`) as (input: unknown) => unknown
}

const ownProto = JSON.parse('{ "__proto__": { "a": 1 }, "b": 2 }')
const bare = Object.assign(Object.create(null), { a: 1, constructor: 'c' })
class Custom {
  b = 2
  get a() {
    return 1
  }
}

test.each<[string, string[], unknown, unknown]>([
  ['an own property', ['a'], { a: 1 }, 1],
  ['null', ['a'], { a: null }, null],
  ['through objects and arrays', ['a', '1', 'b'], { a: [0, { b: 'x' }] }, 'x'],
  ['the length of an array', ['a', 'length'], { a: [1, 2] }, 2],
  ['no property of a string', ['a', 'length'], { a: 'text' }, undefined],
  ['no property of a number', ['a', 'toFixed'], { a: 1 }, undefined],
  ['no property of Object.prototype', ['constructor'], {}, undefined],
  ['no property of Array.prototype', ['a', 'map'], { a: [] }, undefined],
  ['no property of a parent object', ['a'], Object.create({ a: 1 }), undefined],
  ['no property of a class', ['a'], new Custom(), undefined],
  ['an own property of an instance', ['b'], new Custom(), 2],
  ['an own key that Object.prototype has too', ['toString'], { toString: 'x' }, 'x'],
  ['an object without a prototype', ['a'], bare, 1],
  ['constructor of an object without a prototype', ['constructor'], bare, 'c'],
  ['an own __proto__', ['__proto__', 'a'], ownProto, 1],
  ['a key beside an own __proto__', ['b'], ownProto, 2],
  ['no property through an own __proto__', ['a'], ownProto, undefined],
  ['no inherited __proto__', ['__proto__'], {}, undefined],
  ['no property of an absent value', ['a'], undefined, undefined],
  ['no property of null', ['a'], null, undefined],
])('%s', (_, path, input, expected) => {
  expect(reader(...path)(input)).toEqual(expected)
})

describe('with a polluted prototype', () => {
  afterEach(() => {
    delete (Object.prototype as Record<string, unknown>).a
  })

  test('reads own properties only', () => {
    const readA = reader('a')
    expect(readA({})).toBeUndefined()
    Object.defineProperty(Object.prototype, 'a', { value: 'evil', configurable: true, writable: true })
    expect(readA({})).toBeUndefined()
    expect(readA({ a: 1 })).toBe(1)
    expect(readA([])).toBeUndefined()
    expect(readA(JSON.parse('{"a":"mine"}'))).toBe('mine')
  })
})
