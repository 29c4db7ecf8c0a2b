/** Longer strings are not remembered, to bound the memory. */
const longest = 100
const most = 100

/** Keeps results by their text: few texts come many times, such as pictures of dates, and parsing one takes longer than using it. */
export function remember<T extends object | string>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const remembered = known.get(text)
    if (remembered !== undefined) return remembered
    const result = compute(text)
    if (text.length > longest) return result
    if (known.size >= most) known.clear()
    known.set(text, result)
    return result
  }
}

/**
 * Computes a result once for each object, and keeps it as long as the object. The object may not change. The
 * result may also depend on what belongs to the object, and is given as `other`.
 */
export function rememberByObject<K extends object, T extends object, Other = void>(
  compute: (object: K, other: Other) => T,
): (object: K, other: Other) => T {
  const known = new WeakMap<K, T>()
  return (object, other) => {
    const remembered = known.get(object)
    if (remembered !== undefined) return remembered
    const result = compute(object, other)
    known.set(object, result)
    return result
  }
}
