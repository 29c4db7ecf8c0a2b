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
}

export interface CatalogueCase {
  readonly name: string
  readonly event: Body
  readonly destination: Destination
  readonly requests: readonly SentRequest[] | 'rejected'
}

const folder = '../shared/vectors/catalogue'

/** The recordings of a destination of the catalogue; none where they do not lie beside the checkout. */
export function catalogue(slug: string, settings: Settings): readonly CatalogueCase[] {
  const path = `${folder}/${slug}.json`
  if (!existsSync(new URL(`../../${path}`, import.meta.url))) return []
  const { subscriptions } = readJson(path) as unknown as { readonly subscriptions: readonly Recorded[] }
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
