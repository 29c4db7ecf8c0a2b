/** Remembers the results of the most recent arguments. */
export function recent<Key, Value>(most: number, make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return key => {
    const value = known.has(key) ? (known.get(key) as Value) : make(key)
    known.delete(key)
    known.set(key, value)
    if (known.size > most) known.delete(known.keys().next().value as Key)
    return value
  }
}
