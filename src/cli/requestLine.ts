import type { Action, Request } from '../index.ts'
import type { Event } from './calls.ts'
import { curl } from './curl.ts'
import type { Loaded } from './destinations.ts'
import { wireJson } from './requestJson.ts'

/** An action with the event that it comes from. */
export interface LocatedAction {
  readonly event: Event
  readonly action: Action
}

interface LineOptions extends Pick<Loaded, 'credentials'> {
  readonly emit: string
}

/**
 * Writes a request as one line: for `curl`, or as JSON that needs nothing else to be sent and settled. `items` counts
 * in the line's own `actions`.
 */
export function requestLine(
  request: Request,
  located: readonly LocatedAction[],
  { emit, credentials }: LineOptions,
): string {
  if (emit === 'curl') return `${curl(request, credentials)}\n`
  const { destination, actions, items, parts } = request
  const place = new Map(actions.map((index, i) => [index, i]))
  const carried = actions.map(index => {
    const { event, action } = located[index]!
    return { line: event.line, messageId: action.messageId, subscription: action.subscription, action: action.action }
  })
  const ids = { actions: carried, items: items.map(index => place.get(index)!), parts }
  return `${JSON.stringify({ v: 2, destination, ...wireJson(request), ...ids })}\n`
}

export function locate(event: Event, actions: readonly Action[]): LocatedAction[] {
  return actions.map(action => ({ event, action }))
}
