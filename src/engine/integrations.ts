import type { Definition } from '../destination/index.ts'
import { isObject, type JsonObject, own } from '../value/index.ts'

/** What the `integrations` of an event may call a destination: the names of its own kind first, then the vendor's. */
export function integrationNames({ slug, name, aliases = [] }: Definition): string[] {
  return [...aliases, name, slug]
}

/**
 * Whether the `integrations` of an event keep it from a destination: the first of its names that is there says so, or
 * all are off and none of its names is there. Returns the key that decides.
 *
 * @example filteredBy({ integrations: { All: false } }, ['Mixpanel', 'mixpanel']) // 'All'
 */
export function filteredBy(event: JsonObject, names: readonly string[]): string | undefined {
  if (event.integrations === undefined) return undefined
  const integrations = own(event, 'integrations')
  if (!isObject(integrations)) return undefined
  for (const name of names) {
    const value = own(integrations, name)
    if (value === false) return name
    if (value !== undefined && value !== null) return undefined
  }
  return own(integrations, 'All') === false ? 'All' : undefined
}
