import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { accounts, list, long } from './limits.ts'
import { expandedDefinition, takingPayloads } from './sent.ts'

describe("batches keep the vendor's limit of bytes", () => {
  test.each(['amplitude', 'braze', 'facebook-conversions', 'google-analytics-4', 'klaviyo', 'posthog', 'webhook'])(
    'every batch of %s has a limit of bytes',
    slug => {
      const batches = Object.values(expandedDefinition(slug).actions).flatMap(({ batch }) => batch ?? [])
      expect(batches.filter(batch => !('$ref' in batch) && batch.maxBytes === undefined)).toEqual([])
    },
  )

  test.each<[string, string, number, (i: number) => JsonObject, number]>([
    [
      'braze',
      'trackEvent',
      4_000_000,
      i => ({ external_id: `u-${i}`, name: 'E', time: 1, properties: { a: long(80_000) } }),
      75,
    ],
    [
      'braze',
      'updateUserProfile',
      4_000_000,
      i => ({ external_id: `u-${i}`, custom_attributes: { a: long(80_000) } }),
      75,
    ],
    [
      'braze',
      'trackPurchase',
      4_000_000,
      i => ({ external_id: `u-${i}`, time: 1, products: [{ product_id: 'p', price: 1, note: long(80_000) }] }),
      75,
    ],
    [
      'braze',
      'upsertCatalogItem',
      4_000_000,
      i => ({
        onMappingSave: { outputs: { catalog_name: 'c' } },
        item_id: `i-${i}`,
        item: { a: long(100_000) },
        __segment_internal_sync_mode: 'upsert',
      }),
      50,
    ],
    ['klaviyo', 'subscribeProfile', 5_000_000, i => ({ email: `${i}@b.co`, phone_number: '+14155550123' }), 100],
    [
      'klaviyo',
      'trackEvent',
      5_000_000,
      i => ({ profile: { external_id: `u-${i}` }, metric_name: 'E', properties: { a: long(90_000) } }),
      75,
    ],
  ])('%s %s: %i bytes', (slug, action, limit, payload, count) => {
    const destination = takingPayloads(slug, action, accounts[slug]!)
    const actions = list(count).flatMap((_, i) => {
      const properties = { enable_batching: true, ...payload(i) }
      return destination.map({ type: 'track', properties }).actions
    })
    expect(actions).toHaveLength(count)
    const { requests, failures } = destination.requests(actions)
    expect(failures).toEqual([])
    expect(requests.flatMap(request => request.actions).sort((a, b) => a - b)).toEqual(actions.map((_, i) => i))
    const sizes = requests.map(({ body }) => Buffer.byteLength(body!))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit)
    expect(requests.length).toBe(Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / limit))
  })
})
