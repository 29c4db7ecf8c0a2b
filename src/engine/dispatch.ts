import type { ParsedSubscription } from '../destination/index.ts'
import { dispatchOf } from '../trigger/index.ts'
import type { JsonObject } from '../value/index.ts'

const calls = ['identify', 'group', 'track', 'page', 'screen', 'alias'] as const

/** A subscription that an event may match, by its number. */
type Candidates = readonly number[]

/** The subscriptions of one type of call. */
interface Route {
  /** Those that need an event name, by the name. */
  readonly named: ReadonlyMap<unknown, Candidates>
  /** Those that do not. */
  readonly unnamed: Candidates
}

/**
 * Indexes subscriptions by the `type` and `event` without which their triggers cannot be true, so that an event costs
 * what its own subscriptions cost and not what all of them cost. Calls `visit` with the numbers of those that an
 * event may match, in order.
 */
export function indexSubscriptions(subscriptions: readonly ParsedSubscription[]) {
  const wanted = subscriptions.map(({ enabled, trigger }, number) => ({ enabled, number, ...dispatchOf(trigger) }))
  const admits = (types: readonly string[] | undefined, type: string | undefined): boolean =>
    types === undefined || (type === undefined ? types.some(name => !isCall(name)) : types.includes(type))

  const route = (type: string | undefined): Route => {
    const named = new Map<unknown, number[]>()
    const unnamed: number[] = []
    for (const { enabled, number, types, events } of wanted) {
      if (!enabled || !admits(types, type)) continue
      if (events === undefined) unnamed.push(number)
      for (const event of events ?? []) {
        const list = named.get(event)
        if (list) list.push(number)
        else named.set(event, [number])
      }
    }
    return { named, unnamed }
  }
  const routes = new Map<unknown, Route>(calls.map(type => [type, route(type)]))
  const anyOther = route(undefined)

  return (event: JsonObject, visit: (number: number) => void): void => {
    const { named, unnamed } = routes.get(ownValue(event, 'type')) ?? anyOther
    const own = named.size === 0 ? undefined : named.get(ownValue(event, 'event'))
    if (own === undefined) for (const number of unnamed) visit(number)
    else visitInOrder(own, unnamed, visit)
  }
}

/** Both lists are in order; so is what is visited. */
function visitInOrder(a: Candidates, b: Candidates, visit: (number: number) => void): void {
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const takeA = j >= b.length || (i < a.length && a[i]! < b[j]!)
    visit(takeA ? a[i++]! : b[j++]!)
  }
}

function ownValue(event: JsonObject, key: string): unknown {
  return Object.hasOwn(event, key) ? event[key] : undefined
}

function isCall(type: string): boolean {
  return (calls as readonly string[]).includes(type)
}
