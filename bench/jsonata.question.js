import { deepStrictEqual } from 'node:assert/strict'
import jsonata from 'jsonata'
import { compileJsonata } from '../dist/jsonata/index.js'
import { geometricMean, measure, report } from './measure.js'

export const question = 'jsonata: twelve expressions, compiled and evaluated by the package'

const order = {
  id: 'o-1',
  customer: { name: { first: 'Ann', last: 'Lee' }, email: 'Ann@Example.com', tier: 3 },
  items: Array.from({ length: 10 }, (_, index) => ({
    sku: `sku-${index}`,
    title: `Item ${index}`,
    price: index * 1.5 + 1,
    quantity: (index % 3) + 1,
    tags: ['a', 'b'],
  })),
}
const catalogue = {
  orders: Array.from({ length: 1000 }, (_, index) => ({ id: index, product: `p-${index % 50}`, count: index % 7 })),
  products: Array.from({ length: 50 }, (_, index) => ({ id: `p-${index}`, name: `Product ${index}` })),
}

const expressions = [
  { text: 'customer.name.first', input: order, byHand: ({ customer }) => customer?.name?.first },
  {
    text: '{"id": id, "first": customer.name.first, "last": customer.name.last, "email": customer.email}',
    input: order,
    byHand: ({ id, customer }) => ({
      id,
      first: customer?.name?.first,
      last: customer?.name?.last,
      email: customer?.email,
    }),
  },
  { text: 'customer.name.first & " " & customer.name.last', input: order },
  { text: 'customer.tier > 2 ? "gold" : customer.tier = 2 ? "silver" : "none"', input: order },
  { text: '$lowercase($trim(customer.email))', input: order },
  { text: 'items.price', input: order },
  { text: '$sum(items.(price * quantity))', input: order },
  { text: 'items[price > 5 and quantity = 1].sku', input: order },
  { text: 'items.{"sku": sku, "total": price * quantity, "label": title & " x" & quantity}', input: order },
  { text: '$map(items[quantity > 1], function($item, $index) { $index & ":" & $item.sku })', input: order },
  { text: 'items^(>price){$string(quantity): $sum(price)}', input: order },
  {
    text: 'orders@$o.products@$p[$o.product = $p.id].{"order": $o.id, "name": $p.name}',
    input: { ...catalogue, orders: catalogue.orders.slice(0, 20) },
    large: catalogue,
  },
]

export async function run() {
  const ratios = []
  for (const { text, input, byHand } of expressions) {
    const [expression, compiled] = [jsonata(text), compileJsonata(text)]
    deepStrictEqual(plain(compiled(input)), plain(await expression.evaluate(input)))
    const ns = await measure(
      {
        compiled: () => size(compiled(input)),
        evaluated: async () => size(await expression.evaluate(input)),
        ...(byHand ? { byHand: () => size(byHand(input)) } : {}),
      },
      { rounds: 7, roundMs: 20 },
    )
    ratios.push(ns.evaluated / ns.compiled)
    report(`${Math.round(ns.compiled)} ns: ${text}`, ns.evaluated / ns.compiled, { atLeast: 10 })
    if (byHand) report('of the time of the same by hand', ns.compiled / ns.byHand, { atMost: 3 })
  }
  report('geometric mean', geometricMean(ratios), { atLeast: 40 })
}

const plain = value => JSON.parse(JSON.stringify(value))
const size = value => (typeof value === 'object' ? 1 : value === undefined ? 0 : String(value).length)
