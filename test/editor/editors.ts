import { type Editor, openEditor } from '../../src/editor/index.ts'
import { memoryWorkspace } from '../../src/workspace/index.ts'
import { workspace } from '../workspace.ts'

const samples = [
  {
    type: 'track',
    event: 'Order Completed',
    userId: 'u-1',
    properties: { total: 12.5, coupon: 'TEA"5', products: [{ sku: 'tea', price: 5 }], 'first name': 'Ann' },
    context: { locale: 'de' },
  },
  { type: 'identify', userId: 'u-1', traits: { email: 'ann@example.com', plan: 'pro' } },
]

/** A definition of its own for tests. */
export const own = `{
  "slug": "own", "name": "Own",
  "settings": { "region": { "type": "string", "label": "Region", "choices": ["EU", "US"] }, "token": { "type": "secret" } },
  "constants": { "host": { "@jsonata": "settings.region & '.example.com'" } },
  "functions": { "twice": "function($n) { $n * 2 }" },
  "fragments": { "person": { "id": { "@path": "$.payload.userId" } } },
  "templates": {
    "event": {
      "with": ["verb"],
      "fields": { "userId": { "$ref": "std#/userId" } },
      "requests": [{ "url": "https://own.example", "body": { "verb": { "$with": "verb" } } }]
    }
  },
  "actions": {
    "order": {
      "extends": "event",
      "with": { "verb": "order" },
      "title": "Send order", "description": "Records an order.",
      "fields": {
        "total": { "label": "Total", "type": "number", "required": true, "default": { "@path": "$.properties.total" } },
        "kind": { "label": "Kind", "type": "string", "choices": ["new", "again"] },
        "items": { "type": "object", "multiple": true, "properties": { "sku": { "type": "string", "label": "SKU" } } }
      }
    }
  }
}`

const tests = `{
  "mappings": "shop.json",
  "events": { "order": { "type": "track", "event": "Order Completed", "properties": { "gift": true } } },
  "tests": []
}`

export const shop = `{
  "destination": "./destination.json",
  "settings": { "region": "EU" },
  "subscriptions": [{ "name": "orders", "action": "order", "trigger": "event = \\"Order Completed\\"" }]
}`

/** Files in memory, beside the bundled destinations. */
export const files: Record<string, string> = {
  'mappings/destination.json': own,
  'mappings/shop.json': shop,
  'mappings/shop.test.json': tests,
}

export const memory = { ...memoryWorkspace({ files }), catalogue: workspace.catalogue }

export const editor: Editor = openEditor(memory, { samples: () => samples })

/** Splits a string at its caret, `|`. */
export function atCaret(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|')
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset }
}

/** Completes a string at its caret: the labels, and the text with one of them chosen, its new caret marked. */
export function completeAt(file: string, marked: string) {
  const { text, offset } = atCaret(marked)
  const { from, to, items } = editor.complete({ file, text }, offset)
  const labels = items.map(({ label }) => label)
  const choose = (label: string) => {
    const item = items.find(one => one.label === label)
    if (item === undefined) return undefined
    const { insert, caret = insert.length } = item
    return `${text.slice(0, from)}${insert.slice(0, caret)}|${insert.slice(caret)}${text.slice(to)}`
  }
  return { labels, choose, items }
}
