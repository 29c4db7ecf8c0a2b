import { describe, expect, test } from 'vitest'
import { bundled, readJson, send } from './sent.ts'

const calls = readJson('fixtures/events/six-calls.json') as readonly { readonly [key: string]: unknown }[]
const odd = [null, true, 0, -1, 1e308, '', 'text', '2024-01-01', [], [1], {}, { a: { b: null } }, [[]]]

describe.each([
  {
    slug: 'customerio',
    settings: { siteId: 's', apiKey: 'k' },
    actions: [
      'createUpdatePerson',
      'createUpdateObject',
      'trackEvent',
      'trackPageView',
      'trackScreenView',
      'mergePeople',
    ],
  },
  {
    slug: 'mixpanel',
    settings: { projectToken: 't', apiSecret: 's', identityMode: 'original' },
    actions: ['identifyUser', 'groupIdentifyUser', 'trackPurchase', 'trackEvent', 'trackEvent', 'alias'],
  },
])('$slug', ({ slug, settings, actions }) => {
  const destination = bundled(slug, settings)

  test('the six calls of the fixtures are sent', () => {
    expect(calls.map(({ type }) => type)).toEqual(['identify', 'group', 'track', 'page', 'screen', 'alias'])
    expect(calls.flatMap(call => send(destination, call)).map(({ action, error }) => error ?? action)).toEqual(actions)
  })

  test.for(calls.map(call => [call.type, call] as const))(
    '%s with values of the wrong type gives actions or failures',
    ([, call]) => {
      for (const key of Object.keys(call)) {
        for (const value of odd) {
          for (const { requests, error } of send(destination, { ...call, [key]: value }))
            expect(requests === undefined).toBe(typeof error === 'string')
        }
      }
    },
  )
})
