/**
 * Compares JSON values; the order of keys does not matter. Not recursive, because values may be nested deeper than the
 * stack and may contain themselves.
 */
export function isSame(one: unknown, other: unknown): boolean {
  const pairs: [unknown, unknown][] = [[one, other]]
  const seen = new Map<object, unknown>()
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [a, b] = pair
    // 0 equals -0, and NaN equals itself.
    if (a === b || Object.is(a, b)) continue
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
    if (seen.get(a) === b) continue
    seen.set(a, b)
    const [keys, others] = [Object.keys(a), Object.keys(b)]
    if (Array.isArray(a) !== Array.isArray(b) || keys.length !== others.length) return false
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false
      pairs.push([a[key as never], b[key as never]])
    }
  }
  return true
}
