import { existsSync } from 'node:fs'
import type { Destination, JsonObject, Settings } from '../../src/api/index.ts'
import { type Body, bundled, readJson, type SentRequest, send } from './sent.ts'

/** A saved subscription, and the recorded requests or refusals of the published destination for some events. */
interface Recorded {
  readonly subscription: {
    readonly name: string
    readonly action: string
    readonly trigger: string
    readonly mapping: JsonObject
  }
  readonly cases: readonly {
    readonly name: string
    readonly event: Body
    readonly requests?: readonly SentRequest[]
    readonly rejected?: true
  }[]
  readonly batch?: { readonly events: readonly Body[]; readonly requests: readonly SentRequest[] }
}

/** The recordings of a destination of the catalogue, with the settings of the account. */
interface Recordings {
  readonly settings: Settings
  readonly subscriptions: readonly Recorded[]
}

export interface CatalogueCase {
  readonly name: string
  readonly event: Body
  readonly destination: Destination
  readonly requests: readonly SentRequest[] | 'rejected'
}

const folder = '../shared/vectors/catalogue'

/** Reads the recordings of a destination. Absent unless they are beside the checkout. */
export function readRecordings(slug: string): Recordings | undefined {
  const path = `${folder}/${slug}.json`
  return existsSync(new URL(`../../${path}`, import.meta.url)) ? (readJson(path) as unknown as Recordings) : undefined
}

/** The recorded cases of a destination; none where the recordings are absent. */
export function catalogue(slug: string, settings: Settings): readonly CatalogueCase[] {
  const { subscriptions = [] } = readRecordings(slug) ?? {}
  return subscriptions.flatMap(({ subscription, cases }) => {
    const destination = bundled(slug, settings, [subscription])
    return cases.map(({ name, event, requests }) => ({
      name: `${subscription.action}: ${name}`,
      event,
      destination,
      requests: requests ?? 'rejected',
    }))
  })
}

/** Requests for a case, in the form of the recording. */
export function sentFor({ destination, event }: CatalogueCase): readonly SentRequest[] | 'rejected' {
  const sent = send(destination, event)
  return sent.some(({ error }) => error !== undefined) ? 'rejected' : sent.flatMap(({ requests }) => requests ?? [])
}
