import { describe, expect, test } from 'vitest'
import { compile, type Definition, type JsonObject } from '../src/index.ts'
import { definitionOf } from './destinations/sent.ts'

const definition: Definition = {
  slug: 'demo',
  name: 'Demo',
  aliases: ['Actions Demo', 'Demo (Actions)'],
  actions: { send: { fields: {} } },
  subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
}

/** What the three ways of asking say of an event: the key that keeps it out, where one does. */
function askedOf(integrations: unknown) {
  const destination = compile(definition)
  const event = { type: 'track', event: 'A', userId: 'u', integrations } as JsonObject
  const [verdict] = destination.explain(event).verdicts
  const isSent = verdict!.verdict === 'sent'
  expect(destination.map(event).actions.length > 0).toBe(isSent)
  expect(destination.trace(event)[0]!.clauses.length > 0).toBe(isSent)
  return verdict!.verdict === 'filtered' ? verdict!.reason : verdict!.verdict
}

const filtered = (path: string) => `the event has integrations${path} = false`

describe('`integrations` decides which destinations get an event', () => {
  test.each<[unknown, string]>([
    [undefined, 'sent'],
    ['Demo', 'sent'],
    [{}, 'sent'],
    [{ All: true }, 'sent'],
    [{ All: false }, filtered('.All')],
    [{ All: false, Other: true }, filtered('.All')],
    [{ Demo: false }, filtered('.Demo')],
    [{ demo: false }, filtered('.demo')],
    [{ 'Actions Demo': false }, filtered('["Actions Demo"]')],
    [{ 'Demo (Actions)': false }, filtered('["Demo (Actions)"]')],
    [{ All: false, Demo: true }, 'sent'],
    [{ All: false, 'Actions Demo': true }, 'sent'],
    [{ All: false, 'Demo (Actions)': { session: 1 } }, 'sent'],
    [{ All: false, 'Demo (Actions)': null }, filtered('.All')],
    [{ All: true, 'Demo (Actions)': false }, filtered('["Demo (Actions)"]')],
    // What shares the vendor's name may be another destination of the same vendor.
    [{ Demo: false, 'Actions Demo': { session: 1 } }, 'sent'],
    [{ Demo: true, 'Actions Demo': false }, filtered('["Actions Demo"]')],
    [{ toString: false, 'actions demo': false }, 'sent'],
  ])('%j: %s', (integrations, expected) => expect(askedOf(integrations)).toBe(expected))
})

test.each([
  ['amplitude', 'Actions Amplitude'],
  ['braze', 'Braze Cloud Mode (Actions)'],
  ['customerio', 'Customer.io (Actions)'],
  ['facebook-conversions', 'Facebook Conversions API (Actions)'],
  ['google-analytics-4', 'Google Analytics 4 Cloud'],
  ['iterable', 'Iterable (Actions)'],
  ['klaviyo', 'Klaviyo (Actions)'],
  ['mixpanel', 'Mixpanel (Actions)'],
  ['posthog', 'Posthog'],
  ['slack', 'Slack (Actions)'],
  ['webhook', 'Webhooks (Actions)'],
])('events may call %s by the name that sources already give it, %s', (slug, name) => {
  expect(definitionOf(slug).aliases).toContain(name)
})
