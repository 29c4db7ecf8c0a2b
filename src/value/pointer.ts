/** A JSON Pointer (RFC 6901): `""` is the whole document, `/a/0/b~1c` the key `b/c` of item 0 of `a`. */
export type Pointer = string

/** Extends a pointer by keys: `pointer('/a', 'b/c', 0)` is `/a/b~1c/0`. */
export function pointer(base: Pointer, ...keys: readonly (string | number)[]): Pointer {
  let text = base
  for (const key of keys) text += `/${typeof key === 'string' ? escapeKey(key) : key}`
  return text
}

function escapeKey(key: string): string {
  return key.includes('/') || key.includes('~') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

/** Splits a pointer into its keys, unescaped. A string that is not a pointer has no keys. */
export function pointerKeys(text: Pointer): string[] {
  return text
    .split('/')
    .slice(1)
    .map(key => (key.includes('~') ? key.replaceAll('~1', '/').replaceAll('~0', '~') : key))
}
