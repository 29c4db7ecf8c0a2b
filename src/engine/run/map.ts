import type { Account } from '../../destination/index.ts'
import { dropPlaceholders, explainNobody, findRefused, isListed } from '../../event/index.ts'
import { beginRun, endRun, isObject, type JsonObject, nextRun, unitsLeft } from '../../value/index.ts'
import type { MapResult, Result } from './action.ts'
import { recordMappingError } from './failure.ts'
import { notAnEvent, unreadable } from './input.ts'
import type { Subscription, SubscriptionProgram } from './program.ts'
import type { Running } from './running.ts'

/** All subscriptions of an event may together use the budgets of so many runs. */
const runsOfEvent = 5

/** Creates the part of a destination that maps. Each subscription is a run with a budget of its own. */
export function mapPart({ index, account }: Running): { map: (event: unknown) => MapResult } {
  const { subscriptions, runs, admission, candidates } = index
  const { budget, placeholders, consent } = account
  const isPlaceholder = (id: string) => isListed(id, placeholders)

  function mapEvent(event: JsonObject, numbers: readonly number[], result: Result): void {
    let together = budget * runsOfEvent
    for (const number of numbers) {
      together -= runSubscription(runs[number]!, event, result, subscriptions[number]!, account, together)
    }
  }

  function mapGiven(given: unknown): MapResult {
    const numbers = isObject(given) ? candidates(given) : undefined
    if (!isObject(given) || numbers === undefined) return { actions: [], failures: [notAnEvent(given)] }
    const result: Result = { actions: [], failures: [] }
    if (numbers.length === 0 || admission.isFiltered(given)) return result
    if (consent.length > 0 && findRefused(given, consent) !== undefined) return result
    mapEvent(given, numbers, result)
    // The first action has the IDs of the event, which are quicker to read there.
    const [first] = result.actions
    if (first && !first.subject.some(isPlaceholder)) return result
    const event = dropPlaceholders(given, placeholders)
    if (event === given) return result
    const again: Result = { actions: [], failures: [] }
    if (explainNobody(given, event) === undefined) mapEvent(event, numbers, again)
    return again
  }

  const map = (given: unknown): MapResult => {
    const outer = beginRun(budget, given)
    let result: MapResult
    try {
      result = mapGiven(given)
    } catch (error) {
      endRun(outer)
      return { actions: [], failures: [unreadable(error)] }
    }
    // In a `finally`, this would keep engines from putting calls in place: `map` would take 4 % more.
    endRun(outer)
    return result
  }
  return { map }
}

/**
 * Runs a subscription within its budget and `most` units. Returns the units that it used besides those that it got for
 * the size of the event: all subscriptions together get these once.
 */
export function runSubscription(
  run: SubscriptionProgram['run'],
  event: JsonObject,
  result: Result,
  subscription: Subscription,
  account: Account,
  most: number,
): number {
  const units = nextRun(account.budget, most)
  try {
    run(event, result, subscription, account)
  } catch (error) {
    // A trigger has used up the budget.
    if (unitsLeft() >= 0) throw error
    recordMappingError(result, subscription, account, undefined, error)
  }
  return units - unitsLeft()
}
