import { describe, expect, test } from 'vitest'
import { compile, type Definition, type Json, type Step } from '../src/index.ts'

const definition = (mapping: Json, trigger = 'type = "track"'): Definition => ({
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      fields: {
        value: { type: 'object' },
        list: { type: 'string', multiple: true },
        count: { type: 'number' },
        text: { type: 'string' },
      },
    },
  },
  subscriptions: [{ name: 'all', action: 'send', trigger, mapping: mapping as never }],
})

const event = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u-1',
  properties: { total: '129.50', coupon: null, products: [{ sku: 'a', price: 2 }, { sku: 'b' }], note: 'hi' },
}

/** `pointer text = value <- source (reason)`, the pointer without what all share. */
const line = ({ pointer, text, value, count, source, reason }: Step): string =>
  [
    pointer.replace('/subscriptions/0/', ''),
    text,
    ...(value === undefined ? [] : [`= ${JSON.stringify(value)}`]),
    ...(count === undefined ? [] : [`×${count}`]),
    ...(source === undefined ? [] : ['event' in source ? `<- ${source.event}` : '<- definition']),
    ...(reason === undefined ? [] : [`(${reason})`]),
  ].join(' ')

describe('why', () => {
  const cases: [name: string, mapping: Json, path: string, answer: string, steps: string[]][] = [
    [
      'a path',
      { value: { a: { '@path': '$.properties.note' } } },
      '/value/a',
      '/value/a = "hi"',
      ['mapping/value/a @path = "hi"', 'mapping/value/a/@path properties.note = "hi" <- /properties/note'],
    ],
    [
      'a path that is not there',
      { value: { a: { '@path': '$.properties.nope' }, b: 1 } },
      '/value/a',
      '/value/a is absent',
      [
        'mapping/value/a @path',
        'mapping/value/a/@path properties.nope <- /properties/nope (properties has total, coupon, products, note; no nope)',
      ],
    ],
    [
      'a path through what is not an object',
      { value: { a: { '@path': '$.userId.id' } } },
      '/value/a',
      '/value/a is absent',
      ['mapping/value/a @path', 'mapping/value/a/@path userId.id <- /userId/id (userId is a string, not an object)'],
    ],
    [
      'a part of what a path copies',
      { value: { '@path': '$.properties' } },
      '/value/nope/deep',
      '/value/nope/deep is absent',
      ['mapping/value/@path properties.nope.deep <- /properties/nope/deep (properties.nope is not in the event)'],
    ],
    ['a literal', { value: { a: 'x' } }, '/value/a', '/value/a = "x"', ['mapping/value/a "x" = "x" <- definition']],
    [
      'an expression',
      { value: { a: { '@jsonata': '$number(properties.total) * 2' } } },
      '/value/a',
      '/value/a = 259',
      [
        'mapping/value/a @jsonata = 259',
        'mapping/value/a/@jsonata $number(properties.total) = 129.5',
        'mapping/value/a/@jsonata properties.total = "129.50" <- /properties/total',
      ],
    ],
    [
      'a condition, of which one arm runs',
      { value: { a: { '@jsonata': "userId = 'u-1' ? properties.note : properties.coupon" } } },
      '/value/a',
      '/value/a = "hi"',
      [
        'mapping/value/a @jsonata = "hi"',
        "mapping/value/a/@jsonata userId = 'u-1' ? properties.note : properties.coupon (takes properties.note)",
        'mapping/value/a/@jsonata userId = "u-1" <- /userId',
        'mapping/value/a/@jsonata properties.note = "hi" <- /properties/note',
      ],
    ],
    [
      'an expression that reads nothing',
      { value: { a: { '@jsonata': '"a" & "b"' } } },
      '/value/a',
      '/value/a = "ab"',
      ['mapping/value/a @jsonata = "ab" <- definition'],
    ],
    [
      'an expression that fails',
      { value: { a: { '@jsonata': '$number(properties.note)' } } },
      '/value/a',
      '/value/a is absent: "hi" cannot be read as a number (D3030)',
      [
        'mapping/value/a/@jsonata $number(properties.note) (fails)',
        'mapping/value/a/@jsonata properties.note = "hi" <- /properties/note',
      ],
    ],
    [
      '@if',
      { value: { a: { '@if': { exists: { '@path': 'properties.coupon' }, then: 'x', else: { '@path': 'userId' } } } } },
      '/value/a',
      '/value/a = "u-1"',
      [
        'mapping/value/a @if = "u-1"',
        'mapping/value/a/@if @if (takes `else`)',
        'mapping/value/a/@if/exists @path = null',
        'mapping/value/a/@if/exists/@path properties.coupon = null <- /properties/coupon',
        'mapping/value/a/@if/else @path = "u-1"',
        'mapping/value/a/@if/else/@path userId = "u-1" <- /userId',
      ],
    ],
    [
      '@coalesce',
      { value: { a: { '@coalesce': [{ '@path': 'properties.coupon' }, { '@path': 'userId' }, 'never'] } } },
      '/value/a',
      '/value/a = "u-1"',
      [
        'mapping/value/a @coalesce = "u-1"',
        'mapping/value/a/@coalesce @coalesce (takes number 2)',
        'mapping/value/a/@coalesce/0 @path = null',
        'mapping/value/a/@coalesce/0/@path properties.coupon = null <- /properties/coupon',
        'mapping/value/a/@coalesce/1 @path = "u-1"',
        'mapping/value/a/@coalesce/1/@path userId = "u-1" <- /userId',
      ],
    ],
    [
      'the items of a list',
      { value: { a: { '@arrayPath': ['$.properties.products', { sku: { '@path': 'sku' } }] } } },
      '/value/a/1/sku',
      '/value/a/1/sku = "b"',
      [
        'mapping/value/a @arrayPath = [{"sku":"a"},{"sku":"b"}]',
        'mapping/value/a/@arrayPath/0 properties.products = [{"sku":"a","price":2},{"sku":"b"}] <- /properties/products',
        'mapping/value/a/@arrayPath/1/sku @path = "a" ×2',
        'mapping/value/a/@arrayPath/1/sku/@path properties.products["?"].sku <- /properties/products',
      ],
    ],
    [
      'a value that its field changes',
      { count: { '@path': 'properties.total' } },
      '/count',
      '/count = 129.5',
      [
        'mapping/count @path = "129.50"',
        'mapping/count/@path properties.total = "129.50" <- /properties/total',
        'mapping/count number = 129.5 ("129.50" as number)',
      ],
    ],
    ['a field that has no mapping', { text: 'x' }, '/count', '/count is absent: nothing is mapped to it', []],
    ['a field that is none', { text: 'x' }, '/nope', '/nope is absent: send has no field `nope`', []],
  ]
  test.each(cases)('%s', (_, mapping, path, answer, steps) => {
    const destination = compile(definition(mapping))
    const explanation = destination.why(event, 'all', { path })
    expect({ answer: explanation.answer, steps: explanation.steps.map(line) }).toEqual({ answer, steps })
  })

  test('why not: the clauses that were asked, and what decided', () => {
    const trigger = 'type = "track" and (context.location.country = "DE" or userId = "u-2") and event = "x"'
    const { answer, steps, missing, fired } = compile(definition({}, trigger)).why(event, 'all')
    expect({ answer, missing, fired }).toEqual({
      answer: 'all did not fire: context.location.country is missing, needs "DE"; userId is "u-1", not "u-2"',
      missing: ['context.location.country'],
      fired: false,
    })
    expect(steps.map(line)).toEqual([
      'trigger type = "track" = true <- /type',
      'trigger context.location.country = "DE" = false <- /context/location/country (context is not in the event)',
      'trigger userId = "u-2" = false <- /userId (userId is "u-1", not "u-2")',
    ])
  })

  test('with force, what would be sent', () => {
    const destination = compile(definition({ text: { '@path': 'event' } }, 'type = "page"'))
    expect(destination.why(event, 'all', { force: true })).toMatchObject({
      fired: false,
      value: { text: 'Order Completed' },
    })
  })

  test('a subscription that is not there', () => {
    expect(() => compile(definition({})).why(event, 'none')).toThrow(TypeError)
  })
})

describe('trace', () => {
  const mapping = {
    text: { '@coalesce': [{ '@path': 'a' }, { '@path': 'event' }] },
    count: { '@jsonata': 'properties.products.(price > 1 ? 1 : 0)[0]' },
  }

  test('outlines have every arm, and a trace the arms that were taken', () => {
    const destination = compile(definition(mapping))
    const [outline] = destination.subscriptions
    expect(outline?.branches.map(({ field, arms }) => [field, arms.length])).toEqual([
      ['count', 2],
      ['text', 2],
    ])
    const [trace] = destination.trace(event)
    expect(trace?.branches.map(({ arms }) => arms)).toEqual([[0, 1], [1]])
    for (const { at, span } of trace?.branches ?? []) {
      expect(outline?.branches.some(branch => branch.at === at && branch.span?.start === span?.start)).toBe(true)
    }
  })

  test('an event that is not for the destination is not asked about', () => {
    const [trace] = compile(definition(mapping)).trace({ ...event, integrations: { All: false } })
    expect(trace).toMatchObject({ fields: [], branches: [] })
    expect(trace).not.toHaveProperty('matched')
  })

  test('only traced programs have trace points', () => {
    expect(compile(definition(mapping)).source).not.toMatch(/trace\s*\./)
  })
})
