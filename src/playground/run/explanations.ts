import { type Explanation, inspect, type WhyOptions } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import type { LoadedDestination } from '../../workspace/index.ts'

/** Explains subscriptions, and remembers the last explanations: most edits change one subscription of many. */
export class Explanations {
  #known = new Map<string, Explanation>()
  #definition: unknown
  #event: SourceEvent | undefined

  /** Starts to explain an event. Returns a function of the number of a subscription. */
  begin(loaded: LoadedDestination, event: SourceEvent): (subscription: number, options: WhyOptions) => Explanation {
    const { why } = inspect(loaded.destination)
    const { definition, mappings } = loaded.source
    const { settings, allowIds, consent, subscriptions } = mappings ?? {}
    const isOther = definition.value !== this.#definition || event !== this.#event
    const known: ReadonlyMap<string, Explanation> = isOther ? new Map() : this.#known
    this.#definition = definition.value
    this.#event = event
    this.#known = new Map()
    const account = JSON.stringify([settings, allowIds, consent])
    return (subscription, options) => {
      const given = Array.isArray(subscriptions) ? subscriptions[subscription] : undefined
      const key = JSON.stringify([account, subscription, given, options])
      const explanation = known.get(key) ?? why(event, subscription, options)
      this.#known.set(key, explanation)
      return explanation
    }
  }
}
