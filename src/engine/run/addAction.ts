import { chargeWalk, type JsonObject } from '../../value/index.ts'
import type { Action, Result } from './action.ts'
import type { Subscription } from './program.ts'

/** Actions of an event that do not pay for its parts in them: all of them have the budgets of so many runs. */
const freeActions = 5

/** Adds an action to the result. It and `callIds` are so small that engines put them into their callers. */
export function addAction(
  result: Result,
  { name: subscription, action: { key: action } }: Subscription,
  destination: string,
  payload: JsonObject,
  messageId: unknown,
  subject: readonly string[],
): void {
  const added =
    typeof messageId === 'string'
      ? { destination, subscription, action, payload, messageId, subject }
      : { destination, subscription, action, payload, subject }
  // Most events give one action: a list literal takes a slot for it, a push into an empty list takes 17.
  if (result.actions.length === 0) result.actions = [added]
  else addAnother(result.actions, added)
}

function addAnother(actions: Action[], action: Action): void {
  if (actions.length >= freeActions) chargeWalk(action.payload)
  actions.push(action)
}

/** Collects the ids of a call. They are part of the action's subject whatever its mapping does. */
export function callIds(userId: unknown, anonymousId: unknown, previousId: unknown): string[] {
  // Nearly every call has one of these forms. A literal is several times faster than a list that grows.
  if (previousId === undefined) {
    if (anonymousId === undefined) {
      if (isId(userId)) return [userId]
    } else if (isId(anonymousId)) {
      if (userId === undefined) return [anonymousId]
      if (isId(userId)) return [userId, anonymousId]
    }
  }
  return otherIds(userId, anonymousId, previousId)
}

function otherIds(userId: unknown, anonymousId: unknown, previousId: unknown): string[] {
  if (anonymousId === undefined && isId(userId) && isId(previousId)) return [userId, previousId]
  const ids = [userId, anonymousId, previousId]
  return ids.flatMap(id => (isId(id) || typeof id === 'number' ? [String(id)] : []))
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== ''
}
