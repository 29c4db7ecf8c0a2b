import { isObject, type JsonObject, own, printPath } from '../value/index.ts'

/** Place of a person's choices in an event, as consent managers of Segment's libraries write them. */
const place = ['context', 'consent', 'categoryPreferences']

/** Finds the first of some categories that the person refuses. A category without a choice is not refused. */
export function findRefused(event: JsonObject, categories: readonly string[]): string | undefined {
  let choices: unknown = event
  for (const key of place) choices = isObject(choices) ? own(choices, key) : undefined
  return isObject(choices) ? categories.find(category => own(choices as JsonObject, category) === false) : undefined
}

/** Explains an event whose person refuses a category. */
export function explainRefused(event: JsonObject, categories: readonly string[]): string | undefined {
  const category = findRefused(event, categories)
  return category === undefined ? undefined : `no consent: the event has ${printPath([...place, category])} = false`
}
