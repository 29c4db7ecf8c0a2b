import { isObject, own } from '../../value/index.ts'

/** What an action is about: values with their kinds. Absent: it is in order with all others. */
export type Subject = readonly string[] | undefined

/**
 * Places of requests, such that none overtakes an earlier action of its subject. Batches have the places 1, 2, … in
 * the order in which they opened; a request in no batch is between two of them, at 3.5 after the third.
 */
export class Order {
  readonly #places = new Map<string, number>()
  /** The place of the last action without a subject, which no later action may precede. */
  #floor = 0
  #last = 0

  /** Returns the first place that is not before an earlier action of the subject. */
  firstFor(subject: Subject): number {
    if (subject === undefined) return this.#last
    let first = this.#floor
    for (const value of subject) {
      const place = this.#places.get(value)
      if (place !== undefined && place > first) first = place
    }
    return first
  }

  take(subject: Subject, place: number): void {
    if (place > this.#last) this.#last = place
    if (subject === undefined) {
      this.#floor = place
      this.#places.clear()
    } else for (const value of subject) this.#places.set(value, place)
  }
}

/** Finds the first entry of a sorted list whose place is not before the given one (binary search). */
export function firstFrom<T extends { readonly place: number }>(entries: readonly T[], place: number): T | undefined {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle]!.place < place) low = middle + 1
    else high = middle
  }
  return entries[low]
}

/**
 * Collects what an action is about: the ids of its call and what the definition declares, which is a value, a list of
 * values, or an object of these by kind. Ids of calls and values without a kind are of kind `person`.
 */
export function collectSubject(ids: unknown, declared: unknown): Subject {
  const values: string[] = []
  addValues(ids, '', values)
  if (!isObject(declared)) addValues(declared, '', values)
  else {
    for (const kind of Object.keys(declared)) {
      addValues(own(declared, kind), kind === 'person' ? '' : `${kind}\n`, values)
    }
  }
  return values.length === 0 ? undefined : values
}

function addValues(given: unknown, prefix: string, values: string[]): void {
  if (typeof given === 'string') {
    if (given !== '') values.push(prefix + given)
  } else if (typeof given === 'number') values.push(`${prefix}${given}`)
  else if (Array.isArray(given)) for (const value of given) addValues(value, prefix, values)
}
