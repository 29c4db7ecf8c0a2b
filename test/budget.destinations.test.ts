import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { normalize, type Settings } from '../src/api/index.ts'
import type { Failure } from '../src/engine/index.ts'
import { defaultBudget, type JsonObject } from '../src/value/index.ts'
import { compileSource, listSettings, sampleEvents, sources } from './built/module.ts'

function overBudget(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(({ code }) => code === 'CM910')
}

const order = JSON.parse(readFileSync(new URL('../fixtures/events/order.json', import.meta.url), 'utf8'))
const products = Array.from({ length: 10_000 }, (_, i) => ({
  product_id: `p-${i}`,
  sku: `G-${i}`,
  category: 'Tea',
  name: `Darjeeling number ${i}`,
  brand: 'Example',
  variant: '100 g',
  price: 18.99 + i,
  quantity: 1,
  coupon: 'MAYDEALS',
  position: i,
  url: `https://www.example.com/product/${i}`,
  image_url: `https://www.example.com/product/${i}.jpg`,
}))
const traits = { email: 'ann@example.com', phone: '+12025550123', firstName: 'Ann', plan: 'pro' }
const largeOrder = normalize({
  ...order,
  context: { traits, ip: '203.0.113.7', userAgent: 'Mozilla/5.0', page: { url: 'https://www.example.com/' } },
  properties: { ...order.properties, total: 1000, products },
}).events[0] as JsonObject

describe.each(sources)('$name', source => {
  const [required, all] = listSettings(source.definition) as [Settings, Settings]
  // Other subscriptions read the same settings.
  const accounts = source.subscriptions ? [all] : [required, all]

  test('maps its events and makes their requests within a twentieth of the budget', () => {
    for (const settings of accounts) {
      const destination = compileSource(source, settings, { budget: defaultBudget / 20 })
      for (const event of sampleEvents(source, destination)) {
        const { actions, failures } = destination.map(event)
        expect(overBudget(failures)).toEqual([])
        for (const batch of [false, true]) {
          expect(overBudget(destination.requests(actions, { batch, redact: true }).failures)).toEqual([])
        }
      }
    }
  })

  test('maps an order of 10,000 products and makes its requests', () => {
    const destination = compileSource(source, all)
    const { actions, failures } = destination.map(largeOrder)
    expect(overBudget(failures)).toEqual([])
    for (const batch of [false, true]) {
      expect(overBudget(destination.requests(actions, { batch }).failures)).toEqual([])
    }
  })
})
