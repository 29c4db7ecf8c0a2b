import type { Action } from '../engine/index.ts'
import type { Event } from './locatedEvent.ts'

/** An action with the event that it comes from. */
export interface LocatedAction {
  readonly event: Event
  readonly action: Action
}

export function locate(event: Event, actions: readonly Action[]): LocatedAction[] {
  return actions.map(action => ({ event, action }))
}
