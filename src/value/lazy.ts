/**
 * Creates a function that computes a value on first use, and then drops what it needed for that. Unlike lodash's `once`, it
 * computes again after an error.
 */
export function lazy<T>(compute: () => T): () => T {
  let pending: (() => T) | undefined = compute
  let value: T
  return () => {
    if (pending) {
      value = pending()
      pending = undefined
    }
    return value
  }
}
