/** What an action is about, as texts; nothing: it keeps its place among all others. */
export type Subject = readonly string[] | undefined

/**
 * Where requests stand, so that none overtakes an earlier action of the same subject. Batches stand at 1, 2, … in the
 * order in which they were opened; what is in no batch stands between two of them: at 3.5 after the third.
 */
export class Order {
  readonly #places = new Map<string, number>()
  /** Where the last action without a subject stands: nothing that came later stands before it. */
  #floor = 0
  /** The last place that is taken. */
  #top = 0

  /** The first place that is not before an earlier action of the subject. */
  firstFor(subject: Subject): number {
    if (subject === undefined) return this.#top
    let place = this.#floor
    for (const value of subject) {
      const taken = this.#places.get(value)
      if (taken !== undefined && taken > place) place = taken
    }
    return place
  }

  /** Records where an action stands. */
  take(subject: Subject, place: number): void {
    if (place > this.#top) this.#top = place
    if (subject !== undefined) for (const value of subject) this.#places.set(value, place)
    else {
      this.#floor = place
      this.#places.clear()
    }
  }
}

/** The first of some things in order whose place is not before the given one. */
export function firstFrom<T extends { readonly place: number }>(things: readonly T[], place: number): T | undefined {
  let [low, high] = [0, things.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (things[middle]!.place < place) low = middle + 1
    else high = middle
  }
  return things[low]
}

/** The texts of what a `subject` gave: of a value, of a list of values, or of an object of these by kind. */
export function subjectOf(value: unknown): Subject {
  const texts: string[] = []
  const add = (kind: string, value: unknown): void => {
    if (typeof value === 'string') {
      if (value !== '') texts.push(kind === '' ? value : kind + value)
    } else if (Array.isArray(value)) for (const item of value) add(kind, item)
    else if (typeof value === 'number' || typeof value === 'boolean') texts.push(`${kind}${value}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) add('', value)
  else {
    for (const kind of Object.keys(value))
      add(kind === 'person' ? '' : `${kind}\n`, (value as Record<string, unknown>)[kind])
  }
  return texts.length === 0 ? undefined : texts
}
