import { maxDepth } from '../../value/index.ts'

/** Most values and characters of a value that a trace shows, counted as JSON prints them. */
const mostShown = 5_000_000

/** Most of all values together: many clauses may test one large value. */
const mostTogether = 50_000_000

/** Stands in a trace for a larger value. */
export const tooLarge = '(too large to be shown)'

/**
 * Creates a function that returns a value that is shown, or `tooLarge`. An expression can share a part of a value so often that the value
 * takes no memory, and its JSON all of it.
 */
export function limitShown(): (value: unknown) => unknown {
  const sizes = new Map<object, number>()
  let left = mostTogether
  const measure = (value: unknown, depth: number): number => {
    if (typeof value === 'string') return value.length + 1
    if (typeof value !== 'object' || value === null) return 1
    const known = sizes.get(value)
    if (known !== undefined) return known
    if (depth > maxDepth) return Number.POSITIVE_INFINITY
    let size = 1
    for (const key of Object.keys(value)) {
      size += key.length + measure(value[key as never], depth + 1)
      if (size > mostShown) return Number.POSITIVE_INFINITY
    }
    sizes.set(value, size)
    return size
  }
  return value => {
    try {
      const size = measure(value, 0)
      if (size > Math.min(mostShown, left)) return tooLarge
      left -= size
      return value
    } catch {
      // A getter of the event may throw, which does not end the run.
      return value
    }
  }
}
