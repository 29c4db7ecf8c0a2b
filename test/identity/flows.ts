import type { JsonObject, Settings, SourceEvent } from '../../src/api/index.ts'

export const visitor = '7d1f0c7e-52a4-4c1b-8f6d-0b9f3a6e4d21'
export const user = 'u_2917'

const visit = { type: 'track', event: 'Pricing Viewed' }
const act = { type: 'track', event: 'Report Exported' }
const identify = { type: 'identify', traits: { plan: 'team' } }
const alias = { type: 'alias', userId: user, previousId: visitor }

/** Four calls each: a visit, an identify, an alias, and an act of the known user. */
export const flows: Readonly<Record<string, readonly JsonObject[]>> = {
  'browser, both ids in every call': [
    { ...visit, anonymousId: visitor },
    { ...identify, userId: user, anonymousId: visitor },
    alias,
    { ...act, userId: user, anonymousId: visitor },
  ],
  'server, the user id alone after identify': [
    { ...visit, anonymousId: visitor },
    { ...identify, userId: user, anonymousId: visitor },
    alias,
    { ...act, userId: user },
  ],
  'no anonymous id in identify': [
    { ...visit, anonymousId: visitor },
    { ...identify, userId: user },
    alias,
    { ...act, userId: user },
  ],
  'two known ids': [
    { ...visit, userId: 'u_old_1' },
    { ...identify, userId: user },
    { ...alias, previousId: 'u_old_1' },
    { ...act, userId: user },
  ],
}

/** Completes the calls of a flow. */
export function callsOf(flow: readonly JsonObject[]): SourceEvent[] {
  return flow.map((call, i) => ({
    messageId: `m-${i}`,
    timestamp: '2026-03-02T09:00:00.000Z',
    ...(call.type === 'track' && { properties: {} }),
    ...call,
  })) as unknown as SourceEvent[]
}

/** Columns of the table: a destination with settings, and the seconds between calls. */
export const columns: Readonly<Record<string, { slug: string; settings: Settings; gap: number }>> = {
  'Customer.io, 10 s apart': { slug: 'customerio', settings: { siteId: 's', apiKey: 'k' }, gap: 10 },
  'Customer.io, 6 min apart': { slug: 'customerio', settings: { siteId: 's', apiKey: 'k' }, gap: 360 },
  'Mixpanel simplified': { slug: 'mixpanel', settings: { projectToken: 't', apiSecret: 's' }, gap: 10 },
  'Mixpanel simplified, `tieOnIdentify`': {
    slug: 'mixpanel',
    settings: { projectToken: 't', apiSecret: 's', tieOnIdentify: true },
    gap: 10,
  },
  'Mixpanel original': {
    slug: 'mixpanel',
    settings: { projectToken: 't', apiSecret: 's', identityMode: 'original' },
    gap: 10,
  },
  Amplitude: { slug: 'amplitude', settings: { apiKey: 'k', secretKey: 's' }, gap: 10 },
  Klaviyo: { slug: 'klaviyo', settings: { api_key: 'k' }, gap: 10 },
  GA4: { slug: 'google-analytics-4', settings: { measurementId: 'G-1', apiSecret: 's' }, gap: 10 },
  Braze: { slug: 'braze', settings: { api_key: 'k', endpoint: 'https://rest.fra-01.braze.eu' }, gap: 10 },
  'Braze, `anonymousAliasLabel`': {
    slug: 'braze',
    settings: { api_key: 'k', endpoint: 'https://rest.fra-01.braze.eu', anonymousAliasLabel: 'anonymous_id' },
    gap: 10,
  },
  PostHog: { slug: 'posthog', settings: { api_key: 'k', project_id: '1' }, gap: 10 },
  'PostHog, `anonymousEvents`': {
    slug: 'posthog',
    settings: { api_key: 'k', project_id: '1', anonymousEvents: true },
    gap: 10,
  },
  Iterable: { slug: 'iterable', settings: { apiKey: 'k' }, gap: 10 },
}

/** Orders of a list. */
export function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((one, i) => permutations(list.toSpliced(i, 1)).map(rest => [one, ...rest]))
}
