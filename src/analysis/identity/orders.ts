import type { ArrivedCall } from './arrivals.ts'
import type { Journey, Shuffled } from './outcome.ts'

/** Maximum number of calls of which all orders are played. */
const mostCalls = 8
/** Maximum number of calls that are played in a sample, over all its orders: those of 8! orders of eight calls. */
const mostPlayed = 40_320 * mostCalls

/**
 * Plays all orders of up to eight calls. For more calls, it plays a sample: the orders in which one call is at another place, the
 * nearest first, until 322,560 calls are played. The pair that differs is the nearest to the given order, and swaps two calls
 * that follow each other.
 */
export function compareOrders(
  calls: readonly ArrivedCall[],
  play: (calls: readonly ArrivedCall[]) => Journey,
): Shuffled {
  const isSample = calls.length > mostCalls
  const given = calls.map((_, i) => i)
  const orders = isSample
    ? [...movesOf(given, Math.floor(mostPlayed / calls.length))]
    : [...permutationsOf(given)].toSorted((one, other) => countInversions(one) - countInversions(other))
  const outcomes = new Map(orders.map(order => [order.join(), outcomeOf(play(place(calls, order)))]))
  const shuffled = { orders: orders.length, isSample, outcomes: new Set(outcomes.values()).size }
  if (shuffled.outcomes < 2) return shuffled
  for (const order of orders) {
    for (let i = 1; i < order.length; i++) {
      // Orders that are nearer to the given one are played as well.
      if (order[i - 1]! < order[i]!) continue
      const nearer = order.with(i - 1, order[i]!).with(i, order[i - 1]!)
      if (outcomes.get(nearer.join()) === outcomes.get(order.join())) continue
      return { ...shuffled, differ: [play(place(calls, nearer)), play(place(calls, order))] }
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

/** Lists the given order and those in which one call is at another place, by the distance that it moves. */
function* movesOf(order: readonly number[], most: number): Generator<readonly number[]> {
  yield order
  let left = most - 1
  for (let distance = 1; distance < order.length; distance++) {
    for (const from of order.keys()) {
      for (const to of [from + distance, from - distance]) {
        // A neighbour that moves back is the call before it that moves on.
        if (to < 0 || to >= order.length || (distance === 1 && to < from)) continue
        if (left-- <= 0) return
        yield order.toSpliced(from, 1).toSpliced(to, 0, order[from]!)
      }
    }
  }
}

function countInversions(order: readonly number[]): number {
  return order.reduce((sum, one, i) => sum + order.slice(i + 1).filter(other => other < one).length, 0)
}
