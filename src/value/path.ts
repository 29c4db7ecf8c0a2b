/** Where a value is read: the keys from the root, in order. Array indices are strings too, as properties are. */
export type Path = readonly string[]

const plain = /^[A-Za-z_$][\w$-]*$/

/** A path as people write it: `traits.address[0]["post.code"]`. */
export function printPath(path: Path): string {
  let text = ''
  for (const key of path) {
    if (/^\d+$/.test(key)) text += `[${key}]`
    else if (plain.test(key)) text += text === '' ? key : `.${key}`
    else text += `[${JSON.stringify(key)}]`
  }
  return text
}
