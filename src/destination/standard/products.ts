import type { FieldDefinition } from '../definition.ts'
import { fields, first } from './parts.ts'

type ProductField = Pick<FieldDefinition, 'type'> & { readonly label: string; readonly description: string }

/** Fields of a product by the key that the specification of calls gives them. */
const product = {
  product_id: { label: 'Product ID', type: 'string', description: 'ID of the product.' },
  sku: { label: 'SKU', type: 'string', description: 'Stock keeping unit of the product.' },
  name: { label: 'Product name', type: 'string', description: 'Name of the product.' },
  brand: { label: 'Brand', type: 'string', description: 'Brand of the product.' },
  category: { label: 'Product category', type: 'string', description: 'Category of the product.' },
  variant: { label: 'Variant', type: 'string', description: 'Variant of the product, such as its colour.' },
  price: { label: 'Price', type: 'number', description: 'Price of one unit.' },
  quantity: { label: 'Quantity', type: 'number', description: 'Number of units.' },
  coupon: { label: 'Product coupon', type: 'string', description: 'Code of the coupon of the product.' },
  position: { label: 'Position', type: 'integer', description: 'Position of the product in a list.' },
  url: { label: 'Product URL', type: 'string', description: 'URL of the page of the product.' },
  image_url: { label: 'Image URL', type: 'string', description: 'URL of a picture of the product.' },
} as const satisfies { readonly [key: string]: ProductField }

/** Other spellings of keys. */
const spellings: { readonly [key: string]: string } = { product_id: 'productId', image_url: 'imageUrl' }

function find(root: string, key: string): ReturnType<typeof first> {
  return first(...[key, ...(spellings[key] === undefined ? [] : [spellings[key]])].map(name => `${root}${name}`))
}

/** One product, whose values are properties of the event itself, as in `Product Viewed`. */
function single<Key extends keyof typeof product>(key: Key) {
  return { ...product[key], default: find('properties.', key) }
}

/** The products of an event: all as a list, or its only one by field. */
export const products = fields({
  products: {
    label: 'Products',
    type: 'object',
    multiple: true,
    description: 'Products of the event.',
    properties: product,
    default: {
      '@arrayPath': [
        '$.properties.products',
        Object.fromEntries(Object.keys(product).map(key => [key, find('', key)])),
      ],
    },
  },
  productId: single('product_id'),
  sku: single('sku'),
  productName: single('name'),
  brand: single('brand'),
  productCategory: single('category'),
  variant: single('variant'),
  price: single('price'),
  quantity: single('quantity'),
  position: single('position'),
  productUrl: single('url'),
  imageUrl: single('image_url'),
})
