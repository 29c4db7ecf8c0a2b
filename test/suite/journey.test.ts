import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { parseSuite, runCase } from '../../src/suite/index.ts'
import { bundled } from '../destinations/sent.ts'
import { callsOf, user, visitor } from '../identity/flows.ts'

const events = callsOf([
  { type: 'track', event: 'Pricing Viewed', anonymousId: visitor },
  { type: 'identify', userId: user, anonymousId: visitor, traits: {} },
  { type: 'track', event: 'Report Exported', userId: user },
]) as unknown as readonly JsonObject[]

function run(...journey: readonly JsonObject[]) {
  const suite = parseSuite({ tests: [{ name: 't', events, expect: { journey } }] } as unknown as JsonObject)
  const settings = { projectToken: 't', apiSecret: 's' }
  const compile = () => [bundled('customerio', { siteId: 's', apiKey: 'k' }), bundled('mixpanel', settings)]
  const { mismatches } = runCase(suite.cases[0]!, suite, { compile, readEvent: expect.fail })
  return mismatches.map(({ at, message }) => `${at} ${message}`)
}

test('events are on the expected profiles, by any of their IDs', () => {
  expect(
    run(
      { call: 1, destination: 'customerio', profile: user },
      { call: 1, destination: 'customerio', profile: visitor },
      { call: 1, destination: 'mixpanel', profile: visitor },
      { call: 2, profile: null },
      { call: 3, profile: user },
    ),
  ).toEqual([])
})

test.each<[JsonObject, string]>([
  [{ call: 1, profile: user }, `mixpanel: call 1 ends up on the profile ${visitor}, expected ${user}`],
  [
    { call: 3, destination: 'mixpanel', profile: null },
    `mixpanel: call 3 ends up on the profile ${user}, expected no profile`,
  ],
  [{ call: 4, profile: user }, 'there is no call 4: the test has 3'],
  [{ call: 1, destination: 'braze', profile: user }, 'there is no destination `braze` here'],
])('%o is a mismatch', (expected, message) => {
  expect(run(expected)).toEqual([`/tests/0/expect/journey/0 ${message}`])
})
