import type { JsonObject } from '../../value/index.ts'
import { type Admission, admission } from './admission.ts'
import { indexSubscriptions } from './dispatch.ts'
import type { DestinationProgram, Subscription, SubscriptionProgram } from './program.ts'

/** Subscriptions with the index that finds those an event may match. Accounts with the same subscriptions share it. */
export interface SubscriptionIndex {
  readonly subscriptions: readonly Subscription[]
  /** Functions of the subscriptions: calls from a list are faster than calls of members. */
  readonly runs: readonly SubscriptionProgram['run'][]
  readonly admission: Admission
  readonly candidates: (event: JsonObject) => readonly number[] | undefined
}

export function subscriptionIndex(
  program: DestinationProgram,
  subscriptions: readonly Subscription[],
): SubscriptionIndex {
  const admitted = admission(program, subscriptions)
  const runs = subscriptions.map(({ code }) => code.run)
  const candidates = indexSubscriptions(subscriptions, admitted.instructions)
  return { subscriptions, runs, admission: admitted, candidates }
}
