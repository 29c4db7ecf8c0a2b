import type { Node } from './jsonc.ts'

/** Lists the keys that their object has already. `JSON.parse` keeps the last value of a key, and drops the others. */
export function listRepeatedKeys(root: Node | undefined): Node[] {
  const repeated: Node[] = []
  const todo = root === undefined ? [] : [root]
  for (let node = todo.pop(); node; node = todo.pop()) {
    const { type, children = [] } = node
    todo.push(...children.toReversed())
    if (type !== 'object') continue
    const known = new Set<string>()
    for (const { children: [key] = [] } of children) {
      if (key !== undefined && known.has(key.value)) repeated.push(key)
      known.add(key?.value)
    }
  }
  return repeated
}
