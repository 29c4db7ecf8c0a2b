import type { Definition } from '../../destination/index.ts'
import { instructions } from '../../event/index.ts'
import { isObject, type JsonObject, own, printPath } from '../../value/index.ts'
import type { Subscription } from './program.ts'

/** Names of a destination, by which `integrations` may exclude it. */
type Named = Pick<Definition, 'slug' | 'name' | 'aliases' | 'forwards'>

/** Decides which events reach a destination, before any trigger is evaluated. */
export interface Admission {
  /** True if the `integrations` of an event exclude the destination. */
  isFiltered(event: JsonObject): boolean
  /**
   * Events that instruct another vendor, by name, each with the numbers of the subscriptions that still receive it
   * because their triggers name it.
   */
  readonly instructions: ReadonlyMap<unknown, ReadonlySet<number>>
  /** Explains why an event does not reach a subscription. */
  refusal(event: JsonObject, subscription: number): string | undefined
}

export function admission(destination: Named, subscriptions: readonly Subscription[]): Admission {
  const names = integrationNames(destination)
  const foreign = new Map<unknown, ReadonlySet<number>>(
    [...instructions].flatMap(([event, vendor]) => {
      if (destination.forwards || names.some(name => isSameName(name, vendor))) return []
      const numbers = subscriptions.flatMap(({ code: { names } }, number) => (names.includes(event) ? [number] : []))
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

/** Names of a destination in the `integrations` of an event: its own aliases first, then the vendor's name. */
function integrationNames({ slug, name, aliases = [] }: Named): string[] {
  return [...aliases, name, slug]
}

/** `customerio` equals `Customer.io`. */
function isSameName(a: string, b: string): boolean {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return letters(a) === letters(b)
}

/**
 * Key of `integrations` that excludes a destination. The first of its names that is present decides; without one, `All`
 * does.
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
