import { describe, expect, test } from 'vitest'
import { lint } from '../../src/api/analysis.ts'
import type { JsonObject, Settings, SubscriptionDefinition } from '../../src/api/index.ts'
import { definitionOf, expandedDefinition } from '../destinations/sent.ts'

/** Places at which `check` says that a mapping drops the tie. */
function places(slug: string, subscriptions: readonly SubscriptionDefinition[], settings: Settings = {}): string[] {
  const found = lint(definitionOf(slug), { subscriptions, settings, rules: { CM407: 'off' } })
  return found.flatMap(({ code, at }) => (code === 'CM813' ? [at] : []))
}

/** Default subscriptions, with other overrides of the action. */
function overriding(slug: string, action: string, overrides: JsonObject): SubscriptionDefinition[] {
  return (definitionOf(slug).subscriptions ?? []).map(one =>
    one.action === action ? { ...one, overrides: { ...one.overrides, ...overrides } } : one,
  )
}

const original = { identityMode: 'original' }

describe.each<[slug: string, action: string, field: string, settings?: Settings]>([
  ['customerio', 'createUpdatePerson', 'anonymous_id'],
  ['mixpanel', 'identifyUser', 'anonymous_id', original],
  ['braze', 'tieAnonymousId', 'anonymous_id'],
  ['posthog', 'identify', 'anon_distinct_id'],
  ['klaviyo', 'upsertProfile', 'anonymous_id'],
])('%s, %s', (slug, action, field, settings) => {
  const given = { '@path': '$.context.device.token' }

  test.each([['is replaced', given] as const, ['is constant', 'a-1'] as const])('%s: a warning', (_, value) => {
    const found = places(slug, overriding(slug, action, { [field]: value }), settings)
    expect(found).toEqual([expect.stringMatching(new RegExp(`^/subscriptions/\\d+/overrides/${field}$`))])
  })

  test('a saved mapping without the field: a warning', () => {
    const { fields } = expandedDefinition(slug).actions[action]!
    const mapping = Object.fromEntries(
      Object.keys(fields).flatMap(key => (key === field || key === '$ref' ? [] : [[key, { '@path': '$.userId' }]])),
    )
    const others = overriding(slug, action, {}).filter(one => one.action !== action)
    const saved = { action, trigger: 'type = "identify"', mapping }
    expect(places(slug, [saved, ...others], settings)).toEqual(['/subscriptions/0/mapping'])
    expect(places(slug, [saved], settings)).toEqual([])
  })

  test('other overrides: none', () => {
    const path = { '@path': '$.anonymousId' }
    expect(places(slug, overriding(slug, action, { [field]: path }), settings)).toEqual([])
  })
})

test('the rules of the other identity system are not those of the account', () => {
  expect(places('mixpanel', overriding('mixpanel', 'identifyUser', { anonymous_id: null }))).toEqual([])
})
