import { defineKey } from '../code/index.ts'
import type { Json, Pointer } from '../value/index.ts'
import { type DefinitionSize, maxDepth } from './definitionSize.ts'

/** Copies a value that has no short forms. `note` gets each object and list with its copy, and returns the copy. */
export function copyTree(
  value: Json,
  { at, depth }: { readonly at: Pointer; readonly depth: number },
  size: DefinitionSize,
  note: <T extends object>(original: object, copy: T) => T,
): unknown {
  size.count(value, at)
  if (typeof value !== 'object' || value === null || size.isFull) return value
  if (depth > maxDepth) return size.reportDepth(at)
  const copy = (part: Json) => copyTree(part, { at, depth: depth + 1 }, size, note)
  if (Array.isArray(value)) return note(value, (value as readonly Json[]).map(copy))
  const copied = {}
  for (const [key, member] of Object.entries(value)) defineKey(copied, key, copy(member!))
  return note(value, copied)
}
