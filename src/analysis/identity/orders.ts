import type { ArrivedCall } from './arrivals.ts'
import type { Journey, Shuffled } from './outcome.ts'

/** Maximum number of calls of which all orders are played: 8! = 40,320. */
const mostCalls = 8
const mostOrders = 40_320

/**
 * Plays all orders of up to eight calls. For more calls, it plays a sample: the orders in which one call is at another place, at
 * most 40,320 of them. The pair that differs is the nearest to the given order, and swaps two calls that follow each other.
 */
export function compareOrders(
  calls: readonly ArrivedCall[],
  play: (calls: readonly ArrivedCall[]) => Journey,
): Shuffled {
  const isSample = calls.length > mostCalls
  const given = calls.map((_, i) => i)
  const orders = [...(isSample ? movesOf(given) : permutationsOf(given))]
  const outcomes = new Map(orders.map(order => [order.join(), outcomeOf(play(place(calls, order)))]))
  const shuffled = { orders: orders.length, isSample, outcomes: new Set(outcomes.values()).size }
  if (shuffled.outcomes < 2) return shuffled
  const nearest = orders.toSorted((one, other) => countInversions(one) - countInversions(other))
  for (const order of nearest) {
    for (let i = 1; i < order.length; i++) {
      const swapped = order.with(i - 1, order[i]!).with(i, order[i - 1]!)
      const played = play(place(calls, swapped))
      if (outcomeOf(played) === outcomes.get(order.join())) continue
      return { ...shuffled, differ: [play(place(calls, order)), played] }
    }
  }
  return shuffled
}

/** Puts calls at other places. The times stay. */
function place(calls: readonly ArrivedCall[], order: readonly number[]): ArrivedCall[] {
  return calls.map((slot, i) => ({ ...slot, call: calls[order[i]!]!.call }))
}

/** Prints which events are together, and which are nowhere. */
function outcomeOf({ profiles, lost, waiting }: Journey): string {
  const groups = profiles.flatMap(({ events }) => (events.length > 0 ? [events.join()] : [])).toSorted()
  return JSON.stringify([groups, [...lost, ...waiting].map(({ call }) => call).toSorted((a, b) => a - b)])
}

function* permutationsOf(order: readonly number[]): Generator<readonly number[]> {
  if (order.length < 2) yield order
  else {
    for (const [i, first] of order.entries()) {
      for (const rest of permutationsOf(order.toSpliced(i, 1))) yield [first, ...rest]
    }
  }
}

/** Lists the orders in which one call is at another place. */
function* movesOf(order: readonly number[]): Generator<readonly number[]> {
  yield order
  let left = mostOrders - 1
  for (const [from, call] of order.entries()) {
    const rest = order.toSpliced(from, 1)
    for (let to = 0; to <= rest.length && left > 0; to++) {
      // A neighbour that moves past the call gives the same order.
      if (to === from || to === from - 1) continue
      left--
      yield rest.toSpliced(to, 0, call)
    }
  }
}

function countInversions(order: readonly number[]): number {
  return order.reduce((sum, one, i) => sum + order.slice(i + 1).filter(other => other < one).length, 0)
}
