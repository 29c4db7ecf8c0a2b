import { type Pointer, pointer } from '../value/index.ts'
import type { Node } from './jsonc.ts'

/** A key that its object has already. */
export interface RepeatedKey {
  readonly key: Node
  readonly at: Pointer
}

/** Lists repeated keys. `JSON.parse` keeps the last value of a key, and drops the others. */
export function listRepeatedKeys(root: Node | undefined): RepeatedKey[] {
  const repeated: RepeatedKey[] = []
  const todo = root === undefined ? [] : [{ node: root, at: '' }]
  for (const { node, at } of todo) {
    const known = new Set<string>()
    for (const [i, child] of (node.children ?? []).entries()) {
      if (child.type !== 'property') {
        todo.push({ node: child, at: pointer(at, i) })
        continue
      }
      const [key, value] = child.children ?? []
      if (key === undefined) continue
      const place = pointer(at, key.value)
      if (known.has(key.value)) repeated.push({ key, at: place })
      known.add(key.value)
      if (value !== undefined) todo.push({ node: value, at: place })
    }
  }
  return repeated
}
