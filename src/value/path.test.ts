import { describe, expect, test } from 'vitest'
import { type Path, parsePath, printPath, readPath } from './path.ts'

describe('parsePath', () => {
  test.each<[string, Path]>([
    ['', []],
    ['.', []],
    ['a', ['a']],
    ['a.b', ['a', 'b']],
    ['a..b.', ['a', 'b']],
    ['a[0].b', ['a', '0', 'b']],
    ['a[0][1]b', ['a', '0', '1', 'b']],
    ['a.0', ['a', '0']],
    [`a['x.y']["z'"]`, ['a', 'x.y', "z'"]],
    ["['a b']", ['a b']],
    ['integrations.Snap Conversions Api.click_id', ['integrations', 'Snap Conversions Api', 'click_id']],
    ['integrations.Algolia Insights (Actions).x-y', ['integrations', 'Algolia Insights (Actions)', 'x-y']],
    ['$.a', ['$', 'a']],
    ['a[b].c]', ['a[b]', 'c]']],
    ["a['x].b", ["a['x]", 'b']],
    ['a[].b[-1]', ['a[]', 'b[-1]']],
    ['__proto__.a', ['__proto__', 'a']],
  ])('%s', (text, path) => {
    expect(parsePath(text)).toEqual(path)
  })

  test.each<[Path]>([[['a', 'b c', '0', 'x.y', 'z"']], [['$', 'a-b']]])('reads what printPath writes of %j', path => {
    const simple = path.filter(key => !key.includes('"'))
    expect(parsePath(printPath(simple))).toEqual(simple)
  })
})

describe('readPath', () => {
  const value = JSON.parse('{"a":{"b":[{"c":1}],"n":null,"t":"text"},"__proto__":{"x":2}}')

  test.each<[Path, unknown]>([
    [[], value],
    [['a', 'b', '0', 'c'], 1],
    [['a', 'n'], null],
    [['a', 'n', 'x'], undefined],
    [['a', 't', 'length'], undefined],
    [['a', 'b', 'length'], 1],
    [['a', 'toString'], undefined],
    [['a', 'b', 'map'], undefined],
    [['__proto__', 'x'], 2],
    [['a', '__proto__'], undefined],
  ])('%j', (path, expected) => {
    expect(readPath(value, path)).toEqual(expected)
  })
})
