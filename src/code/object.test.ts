import { expect, test } from 'vitest'
import { Block } from './block.ts'
import { js } from './js.ts'
import { mergeObjects } from './object.ts'
import { Unit } from './unit.ts'

const first = JSON.parse('{ "a": 1, "b": 1, "__proto__": 1 }')
const second = JSON.parse('{ "c": 2, "b": 2, "__proto__": 2 }')
const ownProto = (value: number) => JSON.parse(`{ "__proto__": ${value} }`)

test.each<[string, unknown[], string[], object]>([
  ['nothing', [], [], {}],
  ['one object', [first], [], { a: 1, b: 1, ...ownProto(1) }],
  ['an absent object', [undefined], [], {}],
  ['two objects', [first, second], [], { a: 1, b: 2, ...ownProto(2), c: 2 }],
  ['two objects, one known to be there', [first, second], ['v1'], { a: 1, b: 2, ...ownProto(2), c: 2 }],
  ['an object before absent ones', [first, undefined, undefined], [], { a: 1, b: 1, ...ownProto(1) }],
  ['an object after absent ones', [undefined, undefined, second], [], { c: 2, b: 2, ...ownProto(2) }],
  ['objects around an absent one', [first, undefined, second], [], { a: 1, b: 2, ...ownProto(2), c: 2 }],
  ['only absent ones', [undefined, undefined], [], {}],
])('merges %s into a new object', (_, objects, known, expected) => {
  const unit = new Unit()
  const block = new Block(unit)
  const names = objects.map((_, i) => block.let(js`objects[${i}]`))
  for (const name of names) if (known.includes(`${name}`)) block.assumeObject(name)
  const merge = unit.evaluate(js`return objects => {\n${block.code}\nreturn ${mergeObjects(block, names)};\n};`)
  const merged = (merge as (given: unknown[]) => object)(objects)
  expect(Object.entries(merged)).toEqual(Object.entries(expected))
  expect(objects).not.toContain(merged)
})
