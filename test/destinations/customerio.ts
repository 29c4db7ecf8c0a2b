import { expect } from 'vitest'
import { type Body, bundled, seconds, send } from './sent.ts'

export const account = { siteId: 'site-1', apiKey: 'key-1' }
export const customerio = bundled('customerio', account)

/** Common keys of the source calls in these tests: a person, a visitor, or both. */
export const base = {
  messageId: '01HV0Z3Q4R5S6T7V8W9XABCDEF',
  timestamp: '2026-01-02T03:04:05.678Z',
  userId: 'u1',
  anonymousId: 'a1',
}
export const at = seconds(base.timestamp)
const { userId, anonymousId, ...call } = base
export const anonymous = { ...call, anonymousId }
export const known = { ...call, userId }

/** The only body that is sent for an event. */
export function bodyOf(event: object, destination = customerio): Body {
  const sent = send(destination, event)
  expect(sent.map(({ error }) => error)).toEqual([undefined])
  expect(sent[0]!.requests).toHaveLength(1)
  return sent[0]!.requests![0]!.body
}
