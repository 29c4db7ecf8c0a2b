import { merge } from 'lodash-es'
import { describe, expect, test } from 'vitest'
import { lint } from '../src/api/analysis.ts'
import { compile, type FieldDefinition, type Json, type JsonObject } from '../src/api/index.ts'
import { call } from '../src/destination/standard/call.ts'
import { standard } from '../src/destination/standard/index.ts'
import { order } from '../src/destination/standard/order.ts'
import { people } from '../src/destination/standard/person.ts'
import { products } from '../src/destination/standard/products.ts'
import { surroundings } from '../src/destination/standard/surroundings.ts'
import { callTypes } from '../src/event/index.ts'
import { $isCurrency } from '../src/jsonata/functions/isCurrency.ts'

type Fields = { readonly [name: string]: FieldDefinition }

const groups: readonly (readonly [title: string, intro: string, fields: Fields])[] = [
  ['Calls', 'IDs, names and times of a call, and its objects.', call],
  [
    'People',
    'Attributes of a person. In a `group` call, `traits` are those of the group, so give these fields another default there.',
    people,
  ],
  ['Orders', 'Properties of the events of a shop.', order],
  ['Products', 'All products of an event, and the only product of an event such as `Product Viewed`.', products],
  ['Surroundings', 'Page, device, app, network, place and campaign.', surroundings],
]
const fields = groups.flatMap(([, , group]) => Object.entries<FieldDefinition>(group))

const tea = {
  ...{ product_id: 'p-1', sku: 'TEA-1', name: 'Tea', brand: 'Leaf', category: 'Drinks', variant: 'green', price: 4.5 },
  ...{
    quantity: 2,
    coupon: 'TEA10',
    position: 1,
    url: 'https://shop.example/tea',
    image_url: 'https://shop.example/tea.png',
  },
}

/** A value of each field, found in the first place where it looks. */
const values: { readonly [name: string]: Json } = {
  ...{
    userId: 'u_42',
    anonymousId: 'a_7',
    idOrAnonymousId: 'u_42',
    previousId: 'a_7',
    groupId: 'g_3',
    messageId: 'm_1',
  },
  ...{ event: 'Order Completed', name: 'Home', eventOrName: 'Order Completed' },
  ...{ properties: { plan: 'pro' }, traits: { plan: 'pro' }, context: { ip: '192.0.2.1' } },
  ...{ timestamp: '2026-01-02T03:04:05.000Z', receivedAt: '2026-01-02T03:04:06.000Z' },

  ...{ email: 'ann@example.com', phone: '+14155550123', firstName: 'Ann', lastName: 'Lee', fullName: 'Ann Lee' },
  ...{ username: 'ann', gender: 'female', birthday: '1990-05-17', title: 'Engineer', company: 'Example Inc.' },
  ...{ avatar: 'https://example.com/ann.png', website: 'https://ann.example', createdAt: '2025-01-02T03:04:05Z' },
  ...{ street: '1 Main Street', city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' },

  ...{ orderId: 'o_9', checkoutId: 'c_9', cartId: 'k_9', currency: 'EUR', value: 20, revenue: 20, total: 26.5 },
  ...{
    subtotal: 22,
    shipping: 4,
    tax: 2.5,
    discount: 2,
    coupon: 'SPRING',
    affiliation: 'Web shop',
    searchQuery: 'tea',
  },

  ...{ products: [tea], productId: 'p-1', sku: 'TEA-1', productName: 'Tea', brand: 'Leaf', productCategory: 'Drinks' },
  ...{ variant: 'green', price: 4.5, quantity: 2, position: 1 },
  ...{ productUrl: 'https://shop.example/tea', imageUrl: 'https://shop.example/tea.png' },

  ...{ ip: '192.0.2.1', userAgent: 'Mozilla/5.0', locale: 'en-US', timezone: 'Europe/Berlin' },
  ...{ pageUrl: 'https://shop.example/tea?a=1', pagePath: '/tea', pageReferrer: 'https://search.example/' },
  ...{ pageSearch: '?a=1', pageTitle: 'Tea', deviceId: 'd_1', deviceType: 'ios', deviceModel: 'iPhone17,1' },
  ...{ deviceName: 'iPhone', deviceManufacturer: 'Apple', deviceToken: 'push-1', advertisingId: '7A3CBEA0' },
  ...{
    adTrackingEnabled: true,
    osName: 'iOS',
    osVersion: '19.1',
    appName: 'Shop',
    appVersion: '3.2.0',
    appBuild: '320',
  },
  ...{ appNamespace: 'com.example.shop', libraryName: 'analytics.js', libraryVersion: '2.11.1' },
  ...{ screenWidth: 390, screenHeight: 844, screenDensity: 3, carrier: 'Example Mobile', wifi: true, cellular: false },
  ...{ bluetooth: false, locationCity: 'Berlin', locationRegion: 'BE', locationCountry: 'DE', latitude: 52.5 },
  ...{ longitude: 13.4, campaignName: 'Spring', campaignSource: 'newsletter', campaignMedium: 'email' },
  ...{ campaignTerm: 'green tea', campaignContent: 'banner' },
}

/** Paths that the default of a field reads, in order. */
function listPaths({ default: mapping }: FieldDefinition): string[] {
  const read = (value: Json | undefined): string[] => {
    const { '@path': path, '@coalesce': several, '@arrayPath': list } = value as { readonly [key: string]: Json }
    return path
      ? [(path as string).replace('$.', '')]
      : list
        ? [(list as string[])[0]!.replace('$.', '')]
        : (several as Json[]).flatMap(read)
  }
  return read(mapping as Json)
}

/** An event with a value at a path only. */
function eventWith(path: string, value: Json): JsonObject {
  return path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonObject
}

/** Another value of the same type. */
function differentFrom(value: Json): Json {
  if (typeof value === 'string') return '2000-01-01'
  return typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : {}
}

function payload(fields: Fields, event: JsonObject): JsonObject {
  const destination = compile({
    ...{ slug: 'demo', name: 'Demo', actions: { send: { fields } } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  })
  const { actions, failures } = destination.map({ ...event, type: 'track' })
  expect(failures).toEqual([])
  return actions[0]!.payload
}

describe('a standard field', () => {
  test('has an example', () => {
    expect(Object.keys(values)).toEqual(fields.map(([name]) => name))
  })

  test.each(fields)('%s is found in each of its places, and the first one counts', (name, field) => {
    const paths = listPaths(field)
    const value = values[name]!
    const expected = { [name]: value }
    for (const path of paths) expect(payload({ [name]: field }, eventWith(path, value))).toEqual(expected)
    const others = paths.slice(1).map(path => eventWith(path, differentFrom(value)))
    expect(payload({ [name]: field }, merge({}, ...others, eventWith(paths[0]!, value)))).toEqual(expected)
  })

  test('is absent from an event without it', () => {
    expect(payload(Object.fromEntries(fields), {})).toEqual({})
  })

  test.each(callTypes)('has no finding of the lint for %s calls', type => {
    const subscriptions = [{ action: 'send', trigger: `type = "${type}"` }]
    expect(
      lint({ slug: 'demo', name: 'Demo', actions: { send: { fields: Object.fromEntries(fields) } }, subscriptions }),
    ).toEqual([])
  })

  test.each(fields)('%s has a label and a description', (_, field) => {
    expect(field).toMatchObject({ label: expect.stringMatching(/^[A-Z]/), description: expect.stringMatching(/\.$/) })
  })
})

test('products are found with keys in camel case', () => {
  const { product_id: productId, image_url: imageUrl, ...rest } = tea
  const event = { properties: { products: [{ ...rest, productId, imageUrl }] } }
  expect(payload({ products: products.products }, event)).toEqual({ products: [tea] })
})

describe('a standard list', () => {
  const lists = Object.entries(standard).filter(([, part]) => Array.isArray(part)) as [string, Choice[]][]
  type Choice = { readonly label: string; readonly value: string }

  test.each(lists)('%s are choices, each once', (_, choices) => {
    const fields: Fields = {
      all: { type: 'string', multiple: true, choices, default: { '@path': '$.properties.all' } },
    }
    const all = choices.map(({ value }) => value)
    expect(payload(fields, { properties: { all } })).toEqual({ all })
    for (const key of ['label', 'value'] as const)
      expect(new Set(choices.map(choice => choice[key])).size).toBe(choices.length)
  })

  test('has the codes of its standard', () => {
    const { currencies, countries, usStates } = Object.fromEntries(lists) as { readonly [name: string]: Choice[] }
    expect([countries!.length, usStates!.length]).toEqual([249, 51])
    expect(currencies!.filter(({ value }) => !$isCurrency(value))).toEqual([])
    expect(countries!.filter(({ value }) => !/^[A-Z]{2}$/.test(value))).toEqual([])
  })
})

test('docs/standard.md lists the standard fields (vitest -u writes it)', async () => {
  const code = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
  const row = ([name, field]: readonly [string, FieldDefinition]) => {
    const paths = listPaths(field)
    const example = `${code(eventWith(paths[0]!, values[name]!))} gives ${code(JSON.stringify(values[name]))}`
    const cells = [
      code(`std#/${name}`),
      field.label,
      field.type,
      field.description,
      paths.map(code).join(', '),
      example,
    ]
    return `| ${cells.join(' | ')} |`
  }
  const table = (rows: readonly string[]) =>
    `| | label | type | | looks in | example |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`
  const sections = groups.map(
    ([title, intro, group]) => `## ${title}\n\n${intro}\n\n${table(Object.entries<FieldDefinition>(group).map(row))}`,
  )
  await expect([pageIntro, ...sections, pageLists].join('\n')).toMatchFileSnapshot('../docs/standard.md')
})

const pageIntro = `# Standard fields

Fields that most destinations have in common. \`std#/email\` is a field with a label, a type, a description and a default. Its name alone is enough, and
keys beside \`$ref\` override those of the field:

\`\`\`json
{
  "phone": "std#/phone",
  "email": { "$ref": "std#/email", "required": true, "description": "Email address of the contact." }
}
\`\`\`

A default takes the first of its places whose value is neither absent nor \`null\`. \`""\` is a value. Every example is run as a test.
`

const pageLists = `## Lists

Choices of a field or setting: \`{ "choices": "std#/currencies" }\`.

| | choices |
|---|---|
| \`std#/currencies\` | Currencies in use, by their ISO 4217 codes. |
| \`std#/countries\` | Countries, by their ISO 3166-1 alpha-2 codes. |
| \`std#/usStates\` | The states of the United States and the District of Columbia, by the codes of the postal service. |
`
