import { describe, expect, test } from 'vitest'
import { type Flow, lineage, unusedEventPaths } from '../../src/api/analysis.ts'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { printPath } from '../../src/value/index.ts'

const definition = (mapping: JsonObject, trigger = 'type = "track"') => ({
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      fields: {
        id: { type: 'string' as const, default: { '@path': '$.userId' } },
        data: { type: 'object' as const },
        hash: { type: 'string' as const, category: 'hashedPii' as const },
      },
    },
  },
  subscriptions: [{ name: 'all', action: 'send', trigger, mapping }],
})

/** `from -> to (how)`, with `!` before personal data. */
const line = ({ from, to, how, pii }: Flow): string =>
  `${pii ? '!' : ''}${printPath(from)} -> ${to ? printPath(to) : '?'} (${how.join(', ')})`

describe('fields', () => {
  test.each<[name: string, value: Json, lines: string[]]>([
    ['a path', { a: { '@path': '$.properties.total' } }, ['properties.total -> data.a (@path)']],
    ['a literal', { a: 'x' }, []],
    [
      'items and members',
      { a: [{ '@path': 'x' }, { b: { '@path': 'y' } }] },
      ['x -> data.a[0] (@path)', 'y -> data.a[1].b (@path)'],
    ],
    [
      'the arms of @if',
      { '@if': { exists: { '@path': 'a' }, then: { k: { '@path': 'b' } }, else: { '@path': 'c' } } },
      ['a -> data (@if exists, @path)', 'b -> data (@if then, @path)', 'c -> data (@if else, @path)'],
    ],
    ['a template', { a: { '@template': '{{x}} {{y.z}}' } }, ['x -> data.a (@template)', 'y.z -> data.a (@template)']],
    [
      'calls of an expression, the inner first',
      { a: { '@jsonata': '$uppercase($trim(event)) & userId' } },
      ['event -> data.a (@jsonata $trim)', 'userId -> data.a (@jsonata)'],
    ],
    [
      'items of a list',
      { '@arrayPath': ['$.properties.products', { sku: { '@path': 'id' } }] },
      ['properties.products["?"].id -> data (@arrayPath 2, @path)', 'properties.products -> data (@arrayPath)'],
    ],
    [
      'a computed path',
      { '@path': { '@template': '{{k}}' } },
      ['["?"] -> data (@path)', 'k -> data (@path, @template)'],
    ],
    [
      'a value of another part',
      { '@transform': { apply: { x: { '@path': 'a' } }, mapping: { y: { '@path': 'x' } } } },
      ['a -> data (@transform apply, @path)'],
    ],
    ['personal data by its path', { a: { '@path': 'traits.email' } }, ['!traits.email -> data.a (@path)']],
    [
      'personal data, spelt with underscores',
      { a: { '@path': 'traits.postal_code' } },
      ['!traits.postal_code -> data.a (@path)'],
    ],
    ['all traits', { a: { '@path': 'traits' } }, ['!traits -> data.a (@path)']],
    ['a name that is not a person', { a: { '@path': 'properties.name' } }, ['properties.name -> data.a (@path)']],
  ])('%s', (_, data, lines) => {
    const flows = lineage(definition({ data } as JsonObject)).filter(({ to }) => to)
    expect(flows.map(line).toSorted()).toEqual(lines.toSorted())
  })

  test('personal data, by its target field', () => {
    const flows = lineage(definition({ hash: { '@path': 'properties.x' } }))
    expect(flows.map(line)).toContain('!properties.x -> hash (@path)')
  })
})

test('paths that triggers read', () => {
  const flows = lineage(definition({}, 'type = "track" and !(context.ip = "1")'))
  expect(flows.map(line)).toEqual(['type -> ? (trigger)', '!context.ip -> ? (trigger)'])
})

test('a default shared by subscriptions is one flow', () => {
  const base = definition({})
  const subscriptions = ['a', 'b'].map(name => ({ name, action: 'send', trigger: 'type = "page"' }))
  const flows = lineage(base, { subscriptions }).filter(({ to }) => to)
  expect(flows.map(({ subscriptions }) => subscriptions)).toEqual([['a', 'b']])
})

test('a disabled subscription has no flows', () => {
  const subscriptions = [{ action: 'send', trigger: 'type = "page"', enabled: false }]
  expect(lineage(definition({}), { subscriptions })).toEqual([])
})

describe('unused event paths', () => {
  const event = { type: 'track', properties: { total: 1, coupon: null, products: [{ sku: 'a' }, { sku: 'b' }] } }
  const other = { type: 'track', properties: { total: 1, __proto__: 'x' } }

  test.each<[name: string, value: JsonObject, expected: [string, number][]]>([
    ['a path', { a: { '@path': 'properties.total' } }, [['properties.products["?"].sku', 1]]],
    ['a whole object', { a: { '@path': 'properties' } }, []],
    ['one item of a list', { a: { '@path': 'properties.products[0].sku' } }, [['properties.total', 2]]],
    ['a path that only a run tells', { '@path': { '@template': '{{k}}' } }, []],
    [
      'a path within a value',
      { a: { '@path': 'properties.total.net' } },
      [
        ['properties.total', 2],
        ['properties.products["?"].sku', 1],
      ],
    ],
  ])('%s', (_, data, expected) => {
    const found = unusedEventPaths([event, other] as never, lineage(definition({ data })))
    expect(found.map(({ path, events }) => [printPath(path), events])).toEqual(expected)
  })

  test('an event nested 3,000 deep', () => {
    let deep: Json = 'end'
    for (let i = 0; i < 3000; i++) deep = { deep }
    expect(unusedEventPaths([{ type: 'track', properties: deep }] as never, [])).toHaveLength(2)
  })
})
