import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { compileJsonata } from '../../src/jsonata/index.ts'
import { corpus } from './authoredExpressions.ts'

const event = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u-1',
  timestamp: '2024-05-01T12:34:56.789Z',
  traits: {
    email: 'ann@example.com',
    name: 'Ann Lee',
    firstName: 'Ann',
    lastName: 'Lee',
    plan: 'pro',
    age: 30,
    zero: 0,
    empty: '',
    vip: true,
    tags: ['a', 'b'],
    address: { city: 'Bonn', country: 'DE' },
  },
  properties: {
    orderId: 'o-1',
    'order id': 'o-2',
    total: 129.5,
    counts: { a: 1, b: 2 },
    matrix: [
      [1, 2],
      [3, 4],
    ],
    products: [
      { sku: 's-1', name: 'Hat', category: 'hats', price: 20, quantity: 1, tags: ['x', 'y'] },
      { sku: 's-2', name: 'Shoe', category: 'shoes', price: 60.25, quantity: 2, tags: ['z'] },
      { sku: 's-3', name: 'Cap', category: 'hats', price: 5, quantity: 1, tags: [], coupon: 'c' },
    ],
  },
  context: { page: { url: 'https://a.b/c', name: 'home' }, app: { name: 'shop' } },
}

const inputs: Record<string, unknown> = {
  'an event': event,
  'an event with one product': {
    ...event,
    traits: { plan: ['pro', 'basic'], age: '7', tags: 'a', email: 'X@Y.ORG', name: '' },
    properties: { ...event.properties, total: 0, products: [event.properties.products[0]], matrix: [[5]] },
  },
  'an event with a product that is no array': {
    anonymousId: 'a-1',
    traits: { nick: 'Al', age: 5, plan: null, vip: false, name: null, address: [{ city: 'A' }, { city: 'B' }] },
    properties: { products: event.properties.products[1], total: '12', counts: [{ a: 1, b: 2 }, { a: 3 }], matrix: [] },
  },
  'several events': [event, { userId: 'u-2', traits: { email: 'b@c.d' }, properties: { products: [] } }],
  'an empty event': {},
  nothing: undefined,
}

async function outcome(evaluate: () => unknown): Promise<unknown> {
  try {
    const result = await evaluate()
    const isFunction = typeof result === 'function' || (result as { _jsonata_lambda?: true })?._jsonata_lambda
    return { result: isFunction ? 'a function' : result === undefined ? undefined : JSON.parse(JSON.stringify(result)) }
  } catch (error) {
    return { code: (error as { code?: string }).code }
  }
}

/** A line that starts a block goes on to the line that closes it. */
function expressionsOf(lines: string): string[] {
  const found: string[] = []
  let open = ''
  for (const line of lines
    .trim()
    .split('\n')
    .map(text => text.trim())) {
    open += `${open && '\n'}${line}`
    if (open.startsWith('(\n') ? line !== ')' : open === '(') continue
    found.push(open)
    open = ''
  }
  return found
}

describe.each(Object.keys(corpus))('%s', title => {
  it.each(expressionsOf(corpus[title]!))('%s', async text => {
    const compiled = await outcome(() => compileJsonata(text))
    for (const [name, input] of Object.entries(inputs)) {
      const wanted = await outcome(() => jsonata(text).evaluate(structuredClone(input)))
      const given = await outcome(() => compileJsonata(text)(input))
      expect(given, name).toEqual(wanted)
    }
    expect(compiled).not.toEqual({ result: undefined })
  })
})

it('has enough expressions', () => {
  expect(Object.values(corpus).flatMap(expressionsOf).length).toBeGreaterThanOrEqual(200)
})
