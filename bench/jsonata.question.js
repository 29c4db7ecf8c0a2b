import { deepStrictEqual } from 'node:assert/strict'
import { JsonTemplateEngine } from '@rudderstack/json-template-engine'
import jsonata from 'jsonata'
import { compileJsonata } from '../dist/api/jsonata.js'
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
/** A join of ten orders with a thousand products. */
const catalogue = {
  orders: Array.from({ length: 10 }, (_, index) => ({ id: index, product: `p-${index * 97}`, count: index % 7 })),
  products: Array.from({ length: 1000 }, (_, index) => ({ id: `p-${index}`, name: `Product ${index}` })),
}

/** Some with the same written by hand, and for `@rudderstack/json-template-engine` where that can say it. */
const expressions = [
  {
    text: 'customer.name.first',
    input: order,
    byHand: ({ customer }) => customer?.name?.first,
    template: '.customer.name.first',
  },
  {
    text: '{"id": id, "first": customer.name.first, "last": customer.name.last, "email": customer.email}',
    input: order,
    byHand: ({ id, customer }) => ({
      id,
      first: customer?.name?.first,
      last: customer?.name?.last,
      email: customer?.email,
    }),
    template: '{id: .id, first: .customer.name.first, last: .customer.name.last, email: .customer.email}',
  },
  {
    text: 'customer.name.first & " " & customer.name.last',
    input: order,
    template: '.customer.name.first + " " + .customer.name.last',
  },
  {
    text: 'customer.tier > 2 ? "gold" : customer.tier = 2 ? "silver" : "none"',
    input: order,
    template: '.customer.tier > 2 ? "gold" : .customer.tier === 2 ? "silver" : "none"',
  },
  { text: '$lowercase($trim(customer.email))', input: order },
  { text: 'items.price', input: order, template: '.items.price' },
  { text: '$sum(items.(price * quantity))', input: order },
  { text: 'items[price > 5 and quantity = 1].sku', input: order },
  { text: 'items.{"sku": sku, "total": price * quantity, "label": title & " x" & quantity}', input: order },
  { text: '$map(items[quantity > 1], function($item, $index) { $index & ":" & $item.sku })', input: order },
  { text: 'items^(>price){$string(quantity): $sum(price)}', input: order },
  {
    text: 'orders@$o.products@$p[$o.product = $p.id].{"order": $o.id, "name": $p.name}',
    input: catalogue,
  },
]

export async function run() {
  const ratios = []
  for (const { text, input, byHand, template } of expressions) {
    const [expression, compiled] = [jsonata(text), compileJsonata(text)]
    const templated = template && JsonTemplateEngine.createAsSync(template)
    deepStrictEqual(plain(compiled(input)), plain(await expression.evaluate(input)))
    if (templated) deepStrictEqual(plain(templated.evaluate(input)), plain(compiled(input)))
    const ns = await measure(
      {
        compiled: () => size(compiled(input)),
        evaluated: async () => size(await expression.evaluate(input)),
        ...(byHand && { byHand: () => size(byHand(input)) }),
        ...(templated && { templated: () => size(templated.evaluate(input)) }),
      },
      { rounds: 7, roundMs: 20 },
    )
    ratios.push(ns.evaluated / ns.compiled)
    report(`${Math.round(ns.compiled)} ns: ${text}`, ns.evaluated / ns.compiled, { atLeast: 10 })
    if (templated) console.log(`           ${(ns.templated / ns.compiled).toFixed(1)} × json-template-engine`)
    if (byHand) report('of the time of the same by hand', ns.compiled / ns.byHand, { atMost: 3 })
  }
  report('geometric mean', geometricMean(ratios), { atLeast: 40 })
  await reportCompilation()
}

const twentyLines = `(
  $round2 := function($n) { $round($n, 2) };
  $line := function($item, $index) {
    {
      "position": $index + 1,
      "sku": $uppercase($item.sku),
      "label": $item.title & " x" & $item.quantity,
      "total": $round2($item.price * $item.quantity),
      "tags": $join($item.tags, ",")
    }
  };
  $lines := $map(items[quantity > 0], $line);
  {
    "id": id,
    "email": $lowercase(customer.email),
    "tier": customer.tier > 2 ? "gold" : customer.tier = 2 ? "silver" : "none",
    "lines": $lines^(>total),
    "byTag": items{ tags[0]: $sum(price) },
    "total": $round2($sum($lines.total))
  }
)`

/** Measures compilation: its time, and the memory of a compiled expression. */
async function reportCompilation() {
  for (let i = 0; i < 500; i++) compileJsonata(twentyLines)
  const ns = await measure({ compile: () => compileJsonata(twentyLines).source.length }, { rounds: 7 })
  const kept = []
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 500; i++) kept.push(compileJsonata(twentyLines))
  globalThis.gc?.()
  const bytes = (process.memoryUsage().heapUsed - before) / kept.length
  report('ms to compile twenty lines', ns.compile / 1e6, { atMost: 2 })
  report('KB kept by them', bytes / 1024, { atMost: 50 })
}

const plain = value => JSON.parse(JSON.stringify(value))
const size = value => (typeof value === 'object' ? 1 : value === undefined ? 0 : String(value).length)
