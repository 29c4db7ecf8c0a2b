import { charge, cost, isObject, own } from '../../value/index.ts'

/** Subject of an action: ids, prefixed by kind. An action without one keeps its order with all others. */
export type Subject = readonly string[] | undefined

/**
 * Collects the subject of an action: the ids of its call, and the declared subject, which is a value, a list of values,
 * or an object of these by kind. Ids of calls and values without a kind have the kind `person`.
 */
export function collectSubject(ids: unknown, declared: unknown): Subject {
  const values: string[] = []
  addValues(ids, '', values)
  if (!isObject(declared)) addValues(declared, '', values)
  else {
    for (const kind of Object.keys(declared)) {
      charge(cost.object + kind.length)
      addValues(own(declared, kind), kind === 'person' ? '' : `${kind}\n`, values)
    }
  }
  return values.length === 0 ? undefined : values
}

/** Adds the values of nested lists. An order keeps each of them. */
function addValues(given: unknown, prefix: string, values: string[]): void {
  if (typeof given === 'string') {
    if (given === '') return
    charge(cost.object + prefix.length + given.length)
    values.push(prefix + given)
  } else if (typeof given === 'number') values.push(`${prefix}${given}`)
  else if (Array.isArray(given)) {
    charge((1 + given.length) * cost.object)
    for (const value of given) addValues(value, prefix, values)
  }
}
