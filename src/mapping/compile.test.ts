import { describe, expect, test } from 'vitest'
import { compileMapping } from './compile.ts'

describe('compileMapping', () => {
  test('generates readable code', () => {
    const map = compileMapping({
      type: 'person',
      id: { '@path': '$.userId' },
      address: { city: { '@path': '$.traits.city' }, country: 'DE' },
    })
    expect(map.source).toBe(`return v1 => {
  charge(270);
  const v2 = v1 != null && v1["__proto__"] !== plain;
  const v3 = v2 || "userId" in plain ? ownValue(v1, "userId") : v1?.["userId"];
  const v4 = v2 || "traits" in plain ? ownValue(v1, "traits") : v1?.["traits"];
  const v5 = v4 != null && v4["__proto__"] !== plain;
  const v6 = v5 || "city" in plain ? ownValue(v4, "city") : v4?.["city"];
  const v7 = {};
  if (v6 !== undefined) v7["city"] = v6;
  v7["country"] = "DE";
  const v8 = { "type": "person" };
  if (v3 !== undefined) v8["id"] = v3;
  v8["address"] = v7;
  return v8;
};`)
  })

  test.each<[name: string, mapping: unknown, input: unknown, result: unknown]>([
    ['null stays', { a: null, b: { '@path': 'x' } }, { x: null }, { a: null, b: null }],
    ['omits an absent value', { a: { '@path': 'x' }, b: undefined }, {}, {}],
    ['an object stays when it is empty', { a: { b: { '@path': 'x' } } }, {}, { a: {} }],
    ['an item that is absent keeps its place', [{ '@path': 'x' }, 1], {}, [undefined, 1]],
    ['any input will do', { a: { '@path': 'x.y' }, b: { '@path': '$.' } }, null, { b: null }],
    [
      'a path through a number',
      { '@transform': { apply: { '@literal': 0 }, mapping: { '@if': { blank: { '@path': '$.a' }, else: 1 } } } },
      {},
      1,
    ],
    ['a scalar', { '@template': '{{$.}}' }, 5, ''],
    [
      'a directive for the whole root',
      { __segment_internal_directive: { '@transform': { apply: { n: { '@path': 'x' } } } }, a: { '@path': 'n' } },
      { x: 1 },
      { a: 1 },
    ],
    ['laziness of @coalesce', { '@coalesce': [1, { '@liquid': '{{ x | date: "%s" }}' }] }, { x: 'now' }, 1],
  ])('%s', (_, mapping, input, result) => {
    expect(compileMapping(mapping)(input)).toStrictEqual(result)
  })

  test('takes `__proto__` as an ordinary key', () => {
    const mapping = JSON.parse('{"__proto__":{"a":1},"b":{"__proto__":{"@path":"$.__proto__"}}}')
    const input = JSON.parse('{"__proto__":{"c":1}}')
    expect(JSON.stringify(compileMapping(mapping)(input))).toBe('{"__proto__":{"a":1},"b":{"__proto__":{"c":1}}}')
  })

  test('returns a new object each time', () => {
    const map = compileMapping({ a: [{ b: {} }] }) as (input: unknown) => { a: object[] }
    expect(map({}).a[0]).not.toBe(map({}).a[0])
  })

  test('throws with every mistake', () => {
    const mistakes = { a: { '@pth': 1 }, b: { '@path': 1 }, c: { '@jsonata': '(' } }
    expect(() => compileMapping(mistakes)).toThrow(/^3 mistakes\n {2}CM503 \/a\/@pth: .*\n {2}CM502 .*\n {2}CM601 /)
  })
})
