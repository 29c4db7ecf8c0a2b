import { expect } from 'vitest'
import type { Destination } from '../../src/api/index.ts'
import { type Body, bundled, type SentRequest, send } from './sent.ts'

export const account = { projectToken: 'token-1', apiSecret: 'secret-1', sourceName: 'callmap' }
export const simplified = bundled('mixpanel', account)
export const original = bundled('mixpanel', { ...account, identityMode: 'original' })

/** Common keys of the source calls in these tests: a person, a visitor, or both. */
export const uuid4 = '7d1f0c7e-52a4-4c1b-8f6d-0b9f3a6e4d21'
export const base = {
  messageId: 'c0e5cae6-6f04-46e4-97a8-25076e8bdc0b',
  timestamp: '2026-01-02T03:04:05.678Z',
  userId: 'u1',
  anonymousId: uuid4,
}
const { userId, anonymousId, ...others } = base
/** Keys of a call without a person. */
export const call = others
export const anonymous = { ...call, anonymousId }
export const known = { ...call, userId }

/** The requests that are sent for an event, which one subscription takes. */
export function requestsOf(event: object, destination = simplified): readonly SentRequest[] {
  const [sent, ...others] = send(destination, event)
  expect([sent?.error, ...others]).toEqual([undefined])
  return sent!.requests!
}

/** The properties of the first event that is imported. */
export function propertiesOf(event: object, destination = simplified): Body {
  return requestsOf(event, destination)[0]!.body[0].properties
}

/** The verdict on the one subscription that an event is for, and its reason. */
export function verdictOf(destination: Destination, event: object): readonly [string, string] {
  const tried = destination.explain(event).verdicts.filter(({ verdict }) => verdict !== 'unmatched')
  expect(tried).toHaveLength(1)
  return [tried[0]!.verdict, tried[0]!.reason]
}
