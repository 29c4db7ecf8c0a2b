/** Longer strings are not remembered, to bound the memory. */
const longest = 100
const most = 100

/** Remembers what a pure function has made of its latest strings. Pictures are few, and take longer to parse than to use. */
export function remember<T extends object>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const remembered = known.get(text)
    if (remembered !== undefined) return remembered
    const result = parse(text)
    if (text.length > longest) return result
    if (known.size >= most) known.clear()
    known.set(text, result)
    return result
  }
}
