import { isObject, type JsonObject, own } from '../value/index.ts'

/**
 * Whether the `integrations` of an event keep it from a destination: switched off by name, or all are off and this one
 * is not named. Returns the key that decides.
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
