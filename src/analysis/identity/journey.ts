import { type Destination, inspect } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { type ArrivedCall, arrivals } from './arrivals.ts'
import type { Journey } from './outcome.ts'
import { play } from './play.ts'
import { prepare } from './prepare.ts'

export interface JourneyOptions {
  /** Seconds between calls, in the given order. By default, calls arrive at `receivedAt`, else `timestamp`. */
  readonly gap?: number
}

/**
 * Plays calls through the vendors' documented rules about profiles: where each event is in the end, and which calls tie
 * IDs. Nothing is sent. Calls are numbered from 1 in the given order.
 *
 * @throws TypeError for a destination that `compile` did not return
 * @example
 * journey([compile(customerio, { settings })], events)[0].profiles // [{ ids: { id: ['u_2917'] }, events: [1, 3] }]
 */
export function journey(
  destinations: readonly Destination[],
  events: readonly SourceEvent[],
  options?: JourneyOptions,
): Journey[] {
  const order = arrivals(events, options?.gap)
  return destinations.map(destination => playAll(destination, events, order))
}

function playAll(destination: Destination, events: readonly SourceEvent[], order: readonly ArrivedCall[]): Journey {
  return play(destination, inspect(destination).identity, prepare(destination, events), order)
}
