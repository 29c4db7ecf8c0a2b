import type { Tokens } from '../engine/index.ts'
import type { Request } from '../request/index.ts'

/** Requests of some actions that were made together. */
export interface Plan {
  /** Actions of the plan, as indices of the delivery. Requests refer to them by their place here. */
  readonly indices: readonly number[]
  readonly requests: readonly Request[]
  /** Parts that the plan sends, by the place of their action. */
  readonly parts: PartsOfActions
  readonly tokens: Tokens
  readonly again: Again
}

/** State in which actions are sent again. */
export interface Again {
  /** Failed attempts in a row. */
  readonly attempt: number
  readonly maxItems?: number
  /** Parts that other requests of an earlier plan send, by index of the action. */
  readonly elsewhere: PartsOfActions
}

type PartsOfActions = ReadonlyMap<number, ReadonlySet<number>>

/** Lists the actions of a request, as indices of the delivery. */
export function listActions({ actions }: Request, { indices }: Plan): number[] {
  return actions.map(place => indices[place]!)
}

/** Collects the parts of each action that requests carry. */
export function collectParts(requests: readonly Request[]): PartsOfActions {
  const collected = new Map<number, Set<number>>()
  for (const { items, parts } of requests) {
    for (const [place, action] of items.entries()) {
      const known = collected.get(action) ?? new Set()
      collected.set(action, known.add(parts[place]!))
    }
  }
  return collected
}

/** Collects the parts of a request's actions that are not for this request to send. */
export function collectElsewhere(request: Request, { indices, parts, again }: Plan): PartsOfActions {
  const own = collectParts([request])
  return new Map(
    request.actions.map(place => {
      const index = indices[place]!
      const others = new Set([...(again.elsewhere.get(index) ?? []), ...(parts.get(place) ?? [])])
      for (const part of own.get(place) ?? []) others.delete(part)
      return [index, others]
    }),
  )
}
