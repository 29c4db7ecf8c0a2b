import type { Request } from '../request/index.ts'
import { isObject, type Json, type JsonObject, type Pointer } from '../value/index.ts'
import { checkAnswer } from './checkAnswer.ts'
import type { Refused } from './locatedEvent.ts'

/** A request with the answer to it, as a line of `outcomes`. */
export interface ExchangeLine {
  readonly request: Request
  readonly response: JsonObject
}

/** Reads a line, whose request is one of `map --emit requests` or of `destination.requests`. */
export function readExchange(line: Json): ExchangeLine | Refused {
  if (!isObject(line)) return mistake('', 'an object { request, response }')
  const { request, response } = line
  if (!isObject(request)) return mistake('/request', 'an object, as `callmap map` writes requests')
  const wrong = checkAnswer(response)
  if (wrong) return mistake(`/response${wrong.at}`, wrong.expected)
  for (const key of ['destination', 'method', 'url'] as const) {
    if (typeof request[key] !== 'string')
      return mistake(`/request/${key}`, 'a string, as `callmap map` writes requests')
  }
  const { headers, body, items } = request
  if (!isObject(headers)) return mistake('/request/headers', 'an object')
  if (body !== undefined && typeof body !== 'string') return mistake('/request/body', 'a string')
  const actions = readActions(request.actions)
  if (actions === undefined) return mistake('/request/actions', 'a list of actions')
  const isKnown = (item: unknown) => actions.includes(item as number)
  if (!Array.isArray(items) || !items.every(isKnown)) return mistake('/request/items', 'a list of places in `actions`')
  return { request: { ...request, actions } as unknown as Request, response: response as JsonObject }
}

/** Numbers of the actions. `map` writes the actions themselves, which are numbered by their place. */
function readActions(given: unknown): readonly number[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined
  if (given.every(isObject)) return given.map((_, place) => place)
  return given.every(Number.isInteger) ? given : undefined
}

function mistake(at: Pointer, expected: string): Refused {
  return { code: 'CM101', at, message: `expected ${expected}` }
}
