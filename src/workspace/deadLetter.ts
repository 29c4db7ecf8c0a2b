import { isObject } from '../value/index.ts'

/** True for an event that a worker could not deliver, with its action and outcome. The `event` of a call is a string. */
export function isDeadLetter(value: unknown): value is { readonly event: unknown } {
  return isObject(value) && isObject(value.event) && isObject(value.outcome)
}
