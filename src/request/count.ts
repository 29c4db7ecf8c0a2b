import { whyUndecided } from '../mapping/index.ts'
import { describeKind } from '../value/index.ts'
import { RequestError } from './requestError.ts'

/** Evaluates the value of `when`; an absent value counts as false. */
export function isMade(when: unknown): boolean {
  const undecided = whyUndecided(when)
  if (undecided !== undefined) throw new RequestError(undecided)
  return when === true
}

/** Counts the items of `forEach`: an absent list and null have none. */
export function countRequests(items: unknown): number {
  if (Array.isArray(items)) return items.length
  if (items === undefined || items === null) return 0
  throw new RequestError(`\`forEach\` is ${describeKind(items)}, expected a list`)
}
