import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { compile, type Definition, type JsonObject, type Settings } from '../src/api/index.ts'
import { expandSettings } from '../src/destination/index.ts'
import { bundled, definitionOf } from './destinations/sent.ts'

const definition: Definition = {
  slug: 'demo',
  name: 'Demo',
  aliases: ['Actions Demo', 'Demo (Actions)'],
  actions: { send: { fields: {} } },
  subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
}

/** Compares `explain`, `map` and `inspect` for an event: `sent`, or the key that excludes it. */
function askedOf(integrations: unknown) {
  const destination = compile(definition)
  const event = { type: 'track', event: 'A', userId: 'u', integrations } as JsonObject
  const [verdict] = destination.explain(event).verdicts
  const isSent = verdict!.verdict === 'sent'
  expect(destination.map(event).actions.length > 0).toBe(isSent)
  expect(inspect(destination).trace(event)[0]!.clauses.length > 0).toBe(isSent)
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
    // A name of the vendor may belong to another destination of the same vendor.
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
])('%s has the alias %s, its name in Segment sources', (slug, name) => {
  expect(definitionOf(slug).aliases).toContain(name)
})

/** Some value for every setting that is required. */
function settingsOf(slug: string): Settings {
  const required = Object.entries(expandSettings(definitionOf(slug))).filter(([, setting]) => setting.required)
  return Object.fromEntries(required.map(([key, setting]) => [key, (setting.default as string) ?? '1']))
}

describe('an event that instructs one vendor goes to no other', () => {
  const names = [
    ...['Device Created or Updated', 'Device Deleted', 'User Deleted', 'User Suppressed', 'User Unsuppressed'],
    ...['Relationship Deleted', 'Object Deleted', 'Report Delivery Event', 'Report Content Event'],
  ]
  const subscriptions = [
    { name: 'any', action: 'send', trigger: 'type = "track"' },
    { name: 'but one', action: 'send', trigger: 'type = "track" and !(event in ["A", "Report Delivery Event"])' },
    { name: 'named', action: 'send', trigger: 'event = "Report Delivery Event" or type = "identify"' },
    { name: 'A', action: 'send', trigger: 'event = "A"' },
    { name: 'off', action: 'send', trigger: 'event = "Report Delivery Event"', enabled: false },
  ]

  /** The subscriptions that send an event, by all ways of asking. */
  function senders(given: object, event: JsonObject): string[] {
    const destination = compile({ ...definition, subscriptions, ...given })
    const { verdicts } = destination.explain(event)
    const sent = verdicts.flatMap(({ verdict, subscription }) => (verdict === 'sent' ? [subscription] : []))
    expect(destination.map(event).actions.map(({ subscription }) => subscription)).toEqual(sent)
    const traced = inspect(destination).trace(event)
    expect(traced.flatMap(({ matched, subscription }) => (matched ? [subscription] : []))).toEqual(sent)
    for (const { subscription } of verdicts) {
      expect(inspect(destination).why(event, subscription).fired).toBe(sent.includes(subscription))
    }
    return sent
  }

  test.each<[object, string, string[]]>([
    [{}, 'A', ['any', 'A']],
    [{}, 'Application Opened', ['any', 'but one']],
    [{}, 'Report Delivery Event', ['named']],
    [{}, 'Report Content Event', []],
    [{ forwards: true }, 'Report Delivery Event', ['any', 'named']],
    [{ forwards: false }, 'Report Delivery Event', ['named']],
    [{ slug: 'customerio' }, 'Report Delivery Event', ['any', 'named']],
    [{ name: 'Customer.io' }, 'Report Delivery Event', ['any', 'named']],
    [{ aliases: ['Customer.io'] }, 'Report Delivery Event', ['any', 'named']],
    [{ name: 'Customer' }, 'Report Delivery Event', ['named']],
  ])('a destination with %j gets %s by some of the subscriptions', (given, event, expected) => {
    expect(senders(given, { type: 'track', event, anonymousId: 'd' })).toEqual(expected)
  })

  test.each(['identify', 'page'])('a call of type %s with such an `event` is not an instruction', type => {
    const event = { type, event: 'Report Content Event', userId: 'u' }
    expect(compile({ ...definition, subscriptions }).explain(event).verdicts[0]!.verdict).toBe('unmatched')
  })

  test('explain gives the reason', () => {
    const destination = compile({ ...definition, subscriptions })
    const event = { type: 'track', event: 'User Deleted', userId: 'u' }
    const reason = '`User Deleted` is an instruction to Customer.io, and the trigger does not name it'
    expect(destination.explain(event).verdicts[0]).toMatchObject({ verdict: 'filtered', reason })
    expect(inspect(destination).why(event, 'any').answer).toBe(`any is skipped: ${reason}`)
  })

  test.each([
    'amplitude',
    'braze',
    'facebook-conversions',
    'google-analytics-4',
    'iterable',
    'klaviyo',
    'mixpanel',
    'posthog',
  ])('%s gets none of these events', slug => {
    const destination = bundled(slug, settingsOf(slug))
    for (const event of names) {
      const call = { type: 'track', event, anonymousId: 'd', userId: 'u', messageId: 'm', properties: {} }
      const { actions, failures } = destination.map(call)
      expect([...actions, ...failures]).toEqual([])
    }
  })

  test('Customer.io and a webhook get all of these events', () => {
    const webhook = bundled('webhook', {}, [
      {
        action: 'send',
        trigger: 'type = "track"',
        mapping: { url: 'https://e.example', method: 'POST', data: { '@path': '$.' } },
      },
    ])
    const customerio = bundled('customerio', settingsOf('customerio'))
    for (const event of names) {
      const call = { type: 'track', event, anonymousId: 'd', userId: 'u', messageId: 'm', properties: {} }
      expect(webhook.map(call).actions).toHaveLength(1)
      expect(customerio.explain(call).verdicts.map(({ verdict }) => verdict)).not.toContain('filtered')
    }
  })
})
