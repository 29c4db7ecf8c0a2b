import type { ParsedSubscription } from '../../destination/index.ts'
import { callTypes } from '../../event/index.ts'
import { findDispatch } from '../../trigger/index.ts'
import type { JsonObject } from '../../value/index.ts'

/** A subscription that an event may match, by its number. */
type Candidates = readonly number[]

/** The subscriptions of one type of call. */
interface Route {
  /** Those that need an event name, by the name. */
  readonly named: ReadonlyMap<unknown, Named> | undefined
  /** Those that do not. */
  readonly unnamed: Candidates
}

interface Named {
  readonly numbers: number[]
  /** Whether those that need no name do not get the event. */
  readonly isAlone?: boolean
}

/**
 * Indexes subscriptions by the `type` and `event` without which their triggers cannot be true, so that an event costs
 * what its own subscriptions cost and not what all of them cost. The function returns the numbers of those that an
 * event may match, in order; `undefined` for what is not one of the six calls. `instructions` are names of tracked events
 * that only certain subscriptions get.
 */
export function indexSubscriptions(
  subscriptions: readonly ParsedSubscription[],
  instructions: ReadonlyMap<unknown, ReadonlySet<number>>,
): (event: JsonObject) => Candidates | undefined {
  const wanted = subscriptions.map(({ enabled, trigger }, number) => ({ enabled, number, ...findDispatch(trigger) }))

  const route = (type: string): Route => {
    const named = new Map<unknown, Named>()
    const unnamed: number[] = []
    const admitted = wanted.filter(({ enabled, types }) => enabled && types?.includes(type) !== false)
    for (const { number, events } of admitted) {
      if (events === undefined) unnamed.push(number)
      for (const event of events ?? []) {
        const known = named.get(event)
        if (known) known.numbers.push(number)
        else named.set(event, { numbers: [number] })
      }
    }
    for (const [event, only] of type === 'track' ? instructions : []) {
      const numbers = admitted.flatMap(({ number }) => (only.has(number) ? [number] : []))
      named.set(event, { numbers, isAlone: true })
    }
    return { named: named.size > 0 ? named : undefined, unnamed }
  }
  const routes = new Map<unknown, Route>(callTypes.map(type => [type, route(type)]))

  // An inherited `type` or `event` counts here; the triggers are false for it.
  return event => {
    const route = routes.get(event.type)
    if (route === undefined) return undefined
    const { named, unnamed } = route
    const own = named?.get(event.event)
    if (own === undefined) return unnamed
    return own.isAlone ? own.numbers : inOrder(own.numbers, unnamed)
  }
}

/** Both lists are in order; so is the one that is made of them. */
function inOrder(a: Candidates, b: Candidates): Candidates {
  if (b.length === 0) return a
  const merged: number[] = []
  let j = 0
  for (const number of a) {
    while (j < b.length && b[j]! < number) merged.push(b[j++]!)
    merged.push(number)
  }
  while (j < b.length) merged.push(b[j++]!)
  return merged
}
