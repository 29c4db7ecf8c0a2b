/** Creates a function that computes a value on first use. Unlike lodash's `once`, it computes again after an error. */
export function lazy<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined
  return () => {
    computed ??= { value: compute() }
    return computed.value
  }
}
