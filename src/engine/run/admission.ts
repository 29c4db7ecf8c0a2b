import type { Definition, ParsedDestination } from '../../destination/index.ts'
import { instructions } from '../../event/index.ts'
import { namedEvents } from '../../trigger/index.ts'
import { isObject, type JsonObject, own, printPath } from '../../value/index.ts'

/** Decides which events a destination gets, before any trigger is asked. */
export interface Admission {
  /** Whether the `integrations` of an event keep it out. */
  isFiltered(event: JsonObject): boolean
  /**
   * Events that instruct another vendor, by their names: each with the numbers of the subscriptions that get it all the
   * same, because their triggers name it.
   */
  readonly instructions: ReadonlyMap<unknown, ReadonlySet<number>>
  /** Why a subscription is not asked about an event, for people. */
  refusal(event: JsonObject, subscription: number): string | undefined
}

export function admission({ definition, subscriptions }: ParsedDestination): Admission {
  const names = integrationNames(definition)
  const named = subscriptions.map(({ trigger }) => namedEvents(trigger))
  const foreign = new Map<unknown, ReadonlySet<number>>(
    [...instructions].flatMap(([event, vendor]) => {
      if (definition.forwards || names.some(name => isSameName(name, vendor))) return []
      const numbers = named.flatMap((events, number) => (events.has(event) ? [number] : []))
      return [[event, new Set(numbers)] as const]
    }),
  )
  return {
    isFiltered: event => filteredBy(event, names) !== undefined,
    instructions: foreign,
    refusal(event, subscription) {
      const filter = filteredBy(event, names)
      if (filter !== undefined) return `the event has ${printPath(['integrations', filter])} = false`
      const admitted = event.type === 'track' ? foreign.get(event.event) : undefined
      if (admitted === undefined || admitted.has(subscription)) return undefined
      return `\`${event.event}\` is an instruction to ${instructions.get(String(event.event))}, and the trigger does not name it`
    },
  }
}

/** The names by which the `integrations` of an event may call a destination: those of its own kind first, then the vendor's. */
function integrationNames({ slug, name, aliases = [] }: Definition): string[] {
  return [...aliases, name, slug]
}

/** `customerio` is `Customer.io`. */
function isSameName(a: string, b: string): boolean {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return letters(a) === letters(b)
}

/**
 * The key of `integrations` that keeps an event from a destination: the first of its names that is there decides, or all
 * are off and none of its names is there.
 *
 * @example filteredBy({ integrations: { All: false } }, ['Mixpanel', 'mixpanel']) // 'All'
 */
function filteredBy(event: JsonObject, names: readonly string[]): string | undefined {
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
