import { describe, expect, test } from 'vitest'
import type { Destination, JsonObject, Settings } from '../../src/api/index.ts'
import { expandedDefinition, requiredSettings, takingPayloads } from './sent.ts'

export const accounts: Readonly<Record<string, Settings>> = {
  activecampaign: { account: 'shop', apiKey: 'key-1', eventAccountId: '1', eventKey: 'key-2' },
  amplitude: { apiKey: 'key-1' },
  attentive: { apiKey: 'key-1' },
  attio: { accessToken: 'token-1' },
  braze: { api_key: 'key-1', endpoint: 'https://rest.fra-01.braze.eu' },
  discord: {},
  'facebook-conversions': { pixelId: '1', accessToken: 'token-1' },
  'google-analytics-4': { measurementId: 'G-1', firebaseAppId: '1:1', apiSecret: { $secret: 'SECRET' } },
  klaviyo: { api_key: 'key-1' },
  onesignal: { appId: 'a', apiKey: 'key-1' },
  posthog: { api_key: 'key-1', project_id: '1' },
  slack: {},
  twilio: { accountId: 'a', phoneNumber: '+14155550100', token: 'token-1' },
}

/** A payload, a change of it within a limit, a change over the limit, and a part of the warning. */
export type Case = readonly [action: string, base: JsonObject, within: JsonObject, over: JsonObject, warning: string]

export const long = (length: number) => 'x'.repeat(length)
export const list = (length: number) => Array.from({ length }, () => 1)
export const keys = (count: number, value: string | number = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, value]))

/** Tests that `explain` warns of a payload that is over a limit, of nothing else, and not of one within it. */
export function testLimits(slug: string, cases: readonly Case[]): void {
  const destinations = new Map<string, Destination>()

  function warningsOf(action: string, payload: JsonObject): readonly string[] | undefined {
    const destination =
      destinations.get(action) ??
      takingPayloads(slug, action, accounts[slug] ?? requiredSettings(expandedDefinition(slug)))
    destinations.set(action, destination)
    const [verdict] = destination.explain({ type: 'track', properties: payload }).verdicts
    expect(verdict?.reason).toContain('the payload is valid')
    return verdict?.warnings
  }

  describe(`${slug}: explain warns`, () => {
    test.each(cases)('%s, limit %#', (action, base, within, over, warning) => {
      const few = warningsOf(action, { ...base, ...within })
      expect(few).not.toContainEqual(expect.stringContaining(warning))
      expect(warningsOf(action, { ...base, ...over })).toEqual([expect.stringContaining(warning)])
    })
  })
}
