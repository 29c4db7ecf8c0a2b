import { expect, test } from 'vitest'
import { bundled, send } from './sent.ts'

/** An ID of the event that is absent must not become a constant, as all such events would be repeats of one. */
test.each([undefined, null, '', ' '])('onesignal: an event with the message ID %o has no key', messageId => {
  const destination = bundled('onesignal', { appId: 'app-1', apiKey: 'key-1' })
  const event = { type: 'track', event: 'E', userId: 'user-1', messageId, timestamp: '2026-03-02T09:14:05.120Z' }
  const bodies = send(destination, event).flatMap(({ requests = [] }) => requests.map(({ body }) => body))
  expect(bodies).toEqual([{ events: [{ name: 'E', external_id: 'user-1', timestamp: event.timestamp }] }])
})
