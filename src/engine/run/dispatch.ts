import { callTypes } from '../../event/index.ts'
import type { JsonObject } from '../../value/index.ts'
import type { Subscription } from './program.ts'

/** Numbers of subscriptions that an event may match. */
type Candidates = readonly number[]

/** Subscriptions for one type of call. */
interface Route {
  /** Subscriptions that require an event name, by name. */
  readonly named: ReadonlyMap<unknown, Named> | undefined
  /** Subscriptions that require none. */
  readonly unnamed: Candidates
}

interface Named {
  readonly numbers: number[]
  /** True if subscriptions that require no name do not receive the event. */
  readonly isAlone?: boolean
}

/**
 * Indexes subscriptions by the `type` and `event` that their triggers require, so that the cost of an event does not
 * depend on the number of all subscriptions. The function returns the numbers of candidates in order, and `undefined`
 * for anything but the six calls. `instructions` are names of tracked events that only certain subscriptions receive.
 */
export function indexSubscriptions(
  subscriptions: readonly Subscription[],
  instructions: ReadonlyMap<unknown, ReadonlySet<number>>,
): (event: JsonObject) => Candidates | undefined {
  const wanted = subscriptions.map(({ enabled, code: { types, events } }, number) => ({
    enabled,
    number,
    types,
    events,
  }))

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

  // An inherited `type` or `event` counts here; triggers are false for it.
  return event => {
    const route = routes.get(event.type)
    if (route === undefined) return undefined
    const { named, unnamed } = route
    const own = named?.get(event.event)
    if (own === undefined) return unnamed
    return own.isAlone ? own.numbers : inOrder(own.numbers, unnamed)
  }
}

/** Merges two sorted lists. */
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
