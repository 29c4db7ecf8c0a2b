import { isObject, type Json } from './json.ts'
import type { Path } from './path.ts'
import { type Pointer, pointerKeys } from './pointer.ts'

/**
 * Copies a value with one change at a JSON Pointer or a path. Missing objects on the way are created; `undefined` removes
 * the value that is there.
 */
export function withValue(value: Json | undefined, at: Pointer | Path, change: Json | undefined): Json | undefined {
  const [key, ...rest] = typeof at === 'string' ? pointerKeys(at) : at
  if (key === undefined || (value === undefined && change === undefined)) return change
  if (Array.isArray(value)) {
    const index = key === '-' ? value.length : Number(key)
    if (!Number.isInteger(index)) return value
    const item = withValue(value[index], rest, change)
    return value.toSpliced(index, 1, ...(item === undefined ? [] : [item]))
  }
  const members = new Map(Object.entries(isObject(value) ? value : {}))
  const member = withValue(members.get(key), rest, change)
  if (member === undefined) members.delete(key)
  else members.set(key, member)
  return Object.fromEntries(members)
}
