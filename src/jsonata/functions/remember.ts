/** Longer strings are not remembered, to bound the memory. */
const longest = 100
const most = 100

/** Keeps the results of a parser. Programs use few pictures many times, and parsing one takes longer than using it. */
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
