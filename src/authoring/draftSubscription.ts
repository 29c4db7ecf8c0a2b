import sum from 'lodash-es/sum.js'
import { resolveActions, resolveSubscriptions, secretName } from '../analysis/index.ts'
import { type Definition, expandSettings, type Settings } from '../destination/index.ts'
import type { Program } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { example, fillSettings } from './exampleSettings.ts'
import { withPlaceholders } from './placeholders.ts'
import { type SuggestedSubscription, type SuggestionBase, suggestSubscriptions } from './suggestSubscription.ts'

/**
 * Suggests subscriptions for each kind of event, with numbered names for repeated ones, and lists the kinds that have
 * none.
 */
export function suggestAll(events: readonly SourceEvent[], definition: Definition, shared: Pick<Program, 'account'>) {
  const { settings } = fillSettings(definition.slug, definition as unknown as Json, undefined, undefined)
  const base: SuggestionBase = {
    definition,
    actions: resolveActions(definition),
    defaults: resolveSubscriptions(definition),
    destination: shared.account({ settings }),
  }
  const subscriptions: SuggestedSubscription[] = []
  const unsuited = new Set<string>()
  for (const event of events) {
    const suggested = suggestSubscriptions(event, base)
    if (suggested.length === 0) unsuited.add(event.type)
    const isKnown = subscriptions.some(({ trigger }) => trigger === suggested[0]?.trigger)
    for (const one of isKnown ? [] : suggested) {
      const names = subscriptions.map(({ name }) => name)
      let name = one.name
      for (let i = 2; names.includes(name); i++) name = `${one.name}-${i}`
      const findFailures = (tried: SuggestedSubscription) =>
        shared.account({ settings, subscriptions: [tried] }).map(event).failures
      subscriptions.push(withPlaceholders({ ...one, name }, event, base, findFailures))
    }
  }
  return { subscriptions, unsuited }
}

/** Examples of the required settings, and of optional ones if fewer events fail with them. */
export function exampleSettings(
  definition: Definition,
  shared: Pick<Program, 'account'>,
  subscriptions: readonly SuggestedSubscription[],
  events: readonly SourceEvent[],
): Settings {
  const failureCount = (settings: Settings) => {
    const destination = shared.account({ settings, subscriptions })
    return sum(events.map(event => destination.map(event).failures.length))
  }
  let { settings } = fillSettings(definition.slug, definition as unknown as Json, undefined, undefined)
  let count = failureCount(settings)
  for (const [key, setting] of Object.entries(expandSettings(definition))) {
    if (count === 0) break
    if (setting.default !== undefined || Object.hasOwn(settings, key)) continue
    const isSecret = setting.type === 'secret'
    const value = isSecret
      ? { $secret: secretName(definition.slug, key) }
      : example(key, setting as unknown as JsonObject)
    const tried = { ...settings, [key]: value } as Settings
    const left = failureCount(tried)
    if (left < count) [settings, count] = [tried, left]
  }
  return settings
}
