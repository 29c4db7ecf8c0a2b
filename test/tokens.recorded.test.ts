import { describe, expect, test } from 'vitest'
import { compile, type JsonObject, type Settings, type SubscriptionDefinition } from '../src/api/index.ts'
import { decode, readJson, type SentRequest } from './destinations/sent.ts'
import { hasVectors, readVectors } from './vectors.ts'

/** Requests that published destinations make with a token, for the two definitions that declare how they get it. */
interface Recorded {
  readonly settings: Settings
  readonly subscriptions: readonly {
    readonly subscription: SubscriptionDefinition
    readonly cases: readonly {
      readonly name: string
      readonly event: object
      readonly requests?: readonly SentRequest[]
    }[]
    readonly batch?: { readonly events: readonly object[]; readonly requests: readonly SentRequest[] }
  }[]
}

describe.skipIf(!hasVectors).each([
  { slug: 'google-ads-conversions', origins: {} },
  { slug: 'salesforce-marketing-cloud', origins: { rest: 'https://mc1.rest.marketingcloudapis.com' } },
])('$slug', ({ slug, origins }) => {
  const { settings, subscriptions } = readVectors<Recorded>(`catalogue/${slug}.json`, {
    settings: {},
    subscriptions: [],
  })
  const { accessToken, ...others } = settings
  const tokens = { access: accessToken as string, ...origins }
  const given = { ...others, clientId: 'client-1', clientSecret: 'client-secret-1' }
  const definition = readJson(`fixtures/definitions/${slug}.json`) as JsonObject
  const cases = subscriptions.flatMap(({ subscription, cases }) =>
    cases.map(one => ({ ...one, subscription, name: `${subscription.name}: ${one.name}` })),
  )

  test.each(cases)('$name', ({ subscription, event, requests: recorded }) => {
    const destination = compile(definition, { settings: given, subscriptions: [subscription] })
    const { actions } = destination.map(event)
    const { requests } = destination.requests(actions, { tokens })
    expect(requests.map(decode)).toEqual(recorded ?? [])
  })

  const batches = subscriptions.flatMap(({ subscription, batch }) =>
    batch ? [{ ...batch, subscription, name: subscription.name }] : [],
  )

  test.each(batches)('batch of $name', ({ subscription, events, requests: recorded }) => {
    const mapping = { ...subscription.mapping, enable_batching: true }
    const destination = compile(definition, { settings: given, subscriptions: [{ ...subscription, mapping }] })
    const actions = events.flatMap(event => destination.map(event).actions)
    const { requests } = destination.requests(actions, { tokens })
    expect(requests.map(decode)).toEqual(recorded)
  })
})
