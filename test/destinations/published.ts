import { readdirSync } from 'node:fs'
import { readRecordings } from './catalogue.ts'
import { type Body, bundled, decode, type SentRequest, send } from './sent.ts'

/** Recorded requests of the published destination for an event, or for the events of a batch. */
export interface PublishedCase {
  readonly name: string
  readonly action: string
  readonly events: readonly Body[]
  readonly batch: boolean
  readonly requests: readonly SentRequest[] | 'rejected'
}

/**
 * An intended difference from the published destination: its letter in the README, and what changes in the recorded
 * requests of the cases that it concerns.
 */
export interface Difference {
  readonly letter: string
  change(requests: readonly SentRequest[] | 'rejected', one: PublishedCase): readonly Body[] | 'rejected'
}

/** Destinations whose differences are tables of `published/`. */
export const published = readdirSync(new URL('published/', import.meta.url)).map(name => name.slice(0, -3))

/** Each recorded case of a destination with what callmap sends; none where the recordings are absent. */
export function publishedCases(slug: string): readonly { one: PublishedCase; sent: readonly Body[] | 'rejected' }[] {
  const recordings = readRecordings(slug)
  if (recordings === undefined) return []
  const { settings, subscriptions } = recordings
  return subscriptions.flatMap(({ subscription, cases, batch }) => {
    const { name, action } = subscription
    const single = bundled(slug, settings, [subscription])
    const found = cases.map(({ name: title, event, requests }) => {
      const sent = send(single, event)
      const failed = sent.some(({ error }) => error !== undefined)
      return {
        one: {
          name: `${name}: ${title}`,
          action,
          events: [event],
          batch: false,
          requests: requests?.map(decode) ?? 'rejected',
        } as const,
        sent: failed ? ('rejected' as const) : sent.flatMap(({ requests }) => requests ?? []).map(hideUnseen),
      }
    })
    if (!batch) return found
    const batched = bundled(slug, settings, [
      { ...subscription, mapping: { ...subscription.mapping, enable_batching: true } },
    ])
    const actions = batch.events.flatMap(event => batched.map(event).actions)
    const sent = batched.requests(actions, { batch: true }).requests.map(decode).map(hideUnseen)
    const one = {
      name: `${name}: a batch`,
      action,
      events: batch.events,
      batch: true,
      requests: batch.requests.map(decode),
    }
    return [...found, { one, sent }]
  })
}

/** A request without the headers that the recorder does not see. */
function hideUnseen({ headers, ...request }: SentRequest): SentRequest {
  const { accept, 'user-agent': agent, ...seen } = headers
  return { ...request, headers: seen }
}
