import { type Json, type Pointer, pointer } from '../value/index.ts'

/** Yields every part of a value with its place, in source order. */
export function* walk(value: Json | undefined): Generator<[at: Pointer, part: Json]> {
  const todo: [Pointer, Json | undefined][] = [['', value]]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [at, part] = next
    if (part === undefined) continue
    yield [at, part]
    if (typeof part !== 'object' || part === null) continue
    for (const [key, member] of Object.entries(part).reverse()) todo.push([pointer(at, key), member])
  }
}

/** True for the place of a string for people. */
export function isProse(at: Pointer): boolean {
  return prose.has(at.slice(at.lastIndexOf('/') + 1))
}

const prose: ReadonlySet<string> = new Set(['description', 'label', 'title', 'message'])
