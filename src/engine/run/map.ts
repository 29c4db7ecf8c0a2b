import type { Account } from '../../destination/index.ts'
import { dropPlaceholders, explainNobody, findRefused, isListed } from '../../event/index.ts'
import { beginRun, endRun, isObject, type JsonObject, largerBudget, unitsLeft } from '../../value/index.ts'
import type { MapResult, Result } from './action.ts'
import { recordMappingError } from './failure.ts'
import { notAnEvent, unreadable } from './input.ts'
import type { Subscription, SubscriptionProgram } from './program.ts'
import type { SubscriptionIndex } from './subscriptionIndex.ts'

/** All subscriptions of an event may together use the budgets of so many runs. */
const runsOfEvent = 5

/** Creates `map` of a destination. Each subscription is a run with a budget of its own. */
export function createMap(
  { subscriptions, runs, admission, candidates }: SubscriptionIndex,
  account: Account,
): (event: unknown) => MapResult {
  const { budget, placeholders, consent } = account
  const isPlaceholder = (id: string) => isListed(id, placeholders)

  function mapEvent(event: JsonObject, numbers: readonly number[], result: Result): void {
    let together = budget * runsOfEvent
    let larger: number | undefined
    for (const number of numbers) {
      const [run, subscription] = [runs[number]!, subscriptions[number]!]
      const failures = result.failures.length
      together -= runSubscription(run, event, result, subscription, account, Math.min(budget, together))
      if (unitsLeft() >= 0) continue
      // A large event is measured once, and its subscriptions together get once more for it.
      if (larger === undefined) {
        larger = largerBudget(budget, event) ?? 0
        together += Math.max(0, larger - budget)
      }
      if (larger === 0) continue
      result.failures.length = failures
      together -= runSubscription(run, event, result, subscription, account, Math.min(larger, together))
    }
  }

  return given => {
    const result: Result = { actions: [], failures: [] }
    const outer = beginRun(budget)
    try {
      const numbers = isObject(given) ? candidates(given) : undefined
      if (!isObject(given) || numbers === undefined) return { actions: [], failures: [notAnEvent(given)] }
      if (admission.isFiltered(given)) return result
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
    } catch (error) {
      result.failures.push(unreadable(error))
    } finally {
      endRun(outer)
    }
    return result
  }
}

/** Runs a subscription, and returns the units that it used. */
export function runSubscription(
  run: SubscriptionProgram['run'],
  event: JsonObject,
  result: Result,
  subscription: Subscription,
  account: Account,
  units: number,
): number {
  beginRun(units)
  try {
    run(event, result, subscription, account)
  } catch (error) {
    // A trigger has used up the budget.
    if (unitsLeft() >= 0) throw error
    recordMappingError(result, subscription, account, '', error)
  }
  return units - unitsLeft()
}
