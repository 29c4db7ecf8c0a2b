import { fields, first } from './parts.ts'

/** Properties of events of a shop. */
export const order = fields({
  orderId: {
    label: 'Order ID',
    type: 'string',
    description: 'ID of the order.',
    default: first('properties.order_id', 'properties.orderId'),
  },
  checkoutId: {
    label: 'Checkout ID',
    type: 'string',
    description: 'ID of the checkout.',
    default: first('properties.checkout_id', 'properties.checkoutId'),
  },
  cartId: {
    label: 'Cart ID',
    type: 'string',
    description: 'ID of the cart.',
    default: first('properties.cart_id', 'properties.cartId'),
  },
  currency: {
    label: 'Currency',
    type: 'string',
    description: 'ISO 4217 currency code.',
    default: first('properties.currency'),
  },
  value: {
    label: 'Value',
    type: 'number',
    description: 'Value of the event: its `value`, else its revenue, else its total.',
    default: first('properties.value', 'properties.revenue', 'properties.total'),
  },
  revenue: {
    label: 'Revenue',
    type: 'number',
    description: 'Revenue of the order, without shipping and tax.',
    default: first('properties.revenue'),
  },
  total: {
    label: 'Total',
    type: 'number',
    description: 'Total of the order, with shipping and tax.',
    default: first('properties.total'),
  },
  subtotal: {
    label: 'Subtotal',
    type: 'number',
    description: 'Total of the order after its discount, without shipping and tax.',
    default: first('properties.subtotal'),
  },
  shipping: {
    label: 'Shipping',
    type: 'number',
    description: 'Cost of shipping.',
    default: first('properties.shipping'),
  },
  tax: { label: 'Tax', type: 'number', description: 'Tax of the order.', default: first('properties.tax') },
  discount: {
    label: 'Discount',
    type: 'number',
    description: 'Discount of the order.',
    default: first('properties.discount'),
  },
  coupon: { label: 'Coupon', type: 'string', description: 'Code of the coupon.', default: first('properties.coupon') },
  affiliation: {
    label: 'Affiliation',
    type: 'string',
    description: 'Shop or partner that made the sale.',
    default: first('properties.affiliation'),
  },
  searchQuery: {
    label: 'Search query',
    type: 'string',
    description: 'Words that the person searched for.',
    default: first('properties.query'),
  },
})
