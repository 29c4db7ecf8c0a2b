import type { Project } from './project.ts'

const context = {
  ip: '203.0.113.20',
  locale: 'sv-SE',
  page: { url: 'https://shop.example/checkout', path: '/checkout' },
}
const device = '7d1f0c7e-52a4-4c1b-8f6d-0b9f3a6e4d21'
const person = { userId: 'u_2917', anonymousId: device }

const order = {
  order_id: 'o-50213',
  total: 64.5,
  currency: 'EUR',
  products: [
    { product_id: 'p-71', sku: 'RYE-2KG', name: 'Rye flour 2 kg', price: 9.5, quantity: 4 },
    { product_id: 'p-14', sku: 'SRD-KIT', name: 'Sourdough kit', price: 20, quantity: 1, coupon: 'SPRING' },
  ],
}

const calls = [
  {
    type: 'page',
    name: 'Pricing',
    messageId: 'm-1',
    timestamp: '2026-03-02T09:10:31Z',
    anonymousId: device,
    properties: { url: 'https://shop.example/pricing' },
    context,
  },
  {
    type: 'identify',
    messageId: 'm-2',
    timestamp: '2026-03-02T09:14:05Z',
    ...person,
    traits: { email: 'mara@example.com', firstName: 'Mara', plan: 'team' },
    context,
  },
  {
    type: 'group',
    messageId: 'm-3',
    timestamp: '2026-03-02T09:14:06Z',
    groupId: 'acct_88',
    ...person,
    traits: { name: 'Mill & Co' },
    context,
  },
  {
    type: 'track',
    event: 'Order Completed',
    messageId: 'm-4',
    timestamp: '2026-03-02T09:21:48Z',
    ...person,
    properties: order,
    context,
  },
  {
    type: 'track',
    event: 'Order Completed',
    messageId: 'm-5',
    timestamp: '2026-03-02T10:40:02Z',
    ...person,
    properties: { ...order, order_id: 'o-50214', total: 31, currency: 'USD' },
    context,
  },
  {
    type: 'track',
    event: 'Order Completed',
    messageId: 'm-6',
    timestamp: '2026-03-02T10:52:19Z',
    ...person,
    properties: { ...order, order_id: 'o-50215', total: 'on account' },
    context,
  },
  { type: 'screen', name: 'Order Status', messageId: 'm-7', timestamp: '2026-03-03T18:02:11Z', ...person, context },
  {
    type: 'alias',
    messageId: 'm-8',
    timestamp: '2026-03-04T07:55:40Z',
    userId: 'u_2917',
    previousId: 'mara@example.com',
    context,
  },
]

const mapping = {
  destination: 'customerio',
  settings: { siteId: 's-1', apiKey: { $secret: 'CUSTOMERIO_API_KEY' } },
  subscriptions: [
    { name: 'person', action: 'createUpdatePerson', trigger: 'type = "identify"' },
    { name: 'account', action: 'createUpdateObject', trigger: 'type = "group"' },
    {
      name: 'order-completed',
      action: 'trackEvent',
      trigger: 'type = "track" and event = "Order Completed" and properties.currency = "EUR"',
      overrides: {
        name: 'purchase',
        data: {
          order_id: { '@path': '$.properties.order_id' },
          amount: { '@jsonata': '$number(properties.total)' },
          items: { '@jsonata': '$sum(properties.products.quantity)' },
          skus: { '@jsonata': '[properties.products.sku]' },
          coupon: { '@jsonata': 'properties.products[coupon].coupon[0]' },
        },
      },
    },
    { name: 'page-view', action: 'trackPageView', trigger: 'type = "page"' },
    { name: 'merge', action: 'mergePeople', trigger: 'type = "alias"' },
  ],
}

/** Orders of a shop: one is not matched, one fails. */
export const example: Project = {
  destination: 'customerio',
  mapping: `${JSON.stringify(mapping, null, 2)}\n`,
  events: calls.map(call => ({ text: `${JSON.stringify(call, null, 2)}\n` })),
  selected: 3,
}
