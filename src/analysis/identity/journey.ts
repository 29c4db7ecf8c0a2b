import { type Destination, inspect } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { isObject } from '../../value/index.ts'
import { arrivals, listArrivals } from './arrivals.ts'
import { compareOrders } from './orders.ts'
import type { Journey } from './outcome.ts'
import { play } from './play.ts'
import { prepare } from './prepare.ts'

export interface JourneyOptions {
  /** Seconds between calls, in the given order. By default, calls arrive at `receivedAt`, else `timestamp`. */
  readonly gap?: number
  /** Plays other orders as well: the calls change places, and the times stay. */
  readonly shuffle?: boolean
}

/**
 * Plays calls through the vendors' documented rules about profiles: where each event is in the end, and which calls tie
 * IDs. Nothing is sent. Calls are numbered from 1 in the given order.
 *
 * @throws TypeError for a destination that `compile` did not return, and for a `gap` that is no number of seconds
 * @example
 * journey([compile(customerio, { settings })], events)[0].profiles // [{ ids: { id: ['u_2917'] }, events: [1, 3] }]
 */
export function journey(
  destinations: readonly Destination[],
  given: readonly SourceEvent[],
  { gap, shuffle = false }: JourneyOptions = {},
): Journey[] {
  const events = given.map(event => (isObject(event) ? event : ({} as SourceEvent)))
  if (gap !== undefined && !(Number.isFinite(gap) && gap >= 0)) throw new TypeError('`gap` takes seconds, 0 or more')
  const calls = arrivals(events, gap)
  return destinations.map(destination => {
    const { slug, name } = destination
    const { identity } = inspect(destination)
    if (identity === undefined) return { ...unknown, slug, name, ...listArrivals(calls) }
    const prepared = prepare(destination, identity, events)
    const played = play(destination, identity, prepared, calls)
    if (!shuffle) return played
    return { ...played, shuffled: compareOrders(calls, order => play(destination, identity, prepared, order)) }
  })
}

const unknown = {
  isKnown: false,
  ...{ profiles: [], lost: [], waiting: [], ties: [], notTied: [], warnings: [], uncertain: [], lanes: [], marks: [] },
  unsent: [],
} satisfies Partial<Journey>
