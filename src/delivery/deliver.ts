import type { Action } from '../engine/index.ts'
import { Delivering } from './delivering.ts'
import type { Deliverable, DeliverOptions, Delivery } from './options.ts'
import type { Undelivered } from './outcome.ts'

/**
 * Sends the requests of actions, and again as the answers say, until every action is settled or `maxAge` has passed.
 * Requests of the same subject are sent in order, others at the same time. Takes what an earlier call left in place of its
 * action: delivered parts are not sent again. An action whose answer was lost is sent again, so the vendor may get it twice.
 * Never rejects.
 *
 * @example
 * const { actions } = destination.map(event)
 * const { outcomes, left } = await deliver(destination, actions, { ...platform })
 */
export function deliver(
  destination: Deliverable,
  given: readonly (Action | Undelivered)[],
  options: DeliverOptions,
): Promise<Delivery> {
  return new Delivering(destination, given, options).run()
}
