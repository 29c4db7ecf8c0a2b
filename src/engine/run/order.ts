import type { Subject } from './subject.ts'

/**
 * Places of requests in which none overtakes an earlier one of its subject. Batches have the places 1, 2, … in the
 * order of opening. A single request is between two batches: 3.5 is after the third.
 */
export class Order {
  readonly #places = new Map<string, number>()
  /** Place of the last action without a subject, which no later action may precede. */
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

/** Finds the first entry of a sorted list at or after a place (binary search). */
export function firstFrom<T extends { readonly place: number }>(entries: readonly T[], place: number): T | undefined {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle]!.place < place) low = middle + 1
    else high = middle
  }
  return entries[low]
}
