import { findKind, isObject, type Json, own, type Path, type Pointer, pointer, printPath } from '../../value/index.ts'

/** Result of following a path through an event. */
export interface Lookup {
  /** Place of the value in the event, or of the list whose items the path reads. */
  readonly pointer: Pointer
  /** Absent if the path breaks off, or reads the items of a list. */
  readonly value?: Json
  /** Explains where the path breaks off. */
  readonly reason?: string
  /** Number of items, if the path reads a list. `value` is then that of the first item that has one. */
  readonly count?: number
  /** Number of items without a value, if others have one. */
  readonly absent?: number
}

const mostKeys = 8

/** Follows a path through an event as far as it leads. `?` stands for the items of a list. */
export function lookUp(event: unknown, path: Path): Lookup {
  let value: unknown = event
  for (const [i, key] of path.entries()) {
    const before = path.slice(0, i)
    const isIndex = /^\d+$/.test(key)
    if (key === '?' && typeof value === 'object' && value !== null) return overItems(value, before, path.slice(i + 1))
    if (key === '?' || (Array.isArray(value) && !isIndex)) return { pointer: pointer('', ...before) }
    const inner = isObject(value) || Array.isArray(value) ? own(value as Record<string, unknown>, key) : undefined
    if (inner === undefined) return { pointer: pointer('', ...path), reason: whyBroken(value, path, i) }
    value = inner
  }
  return { pointer: pointer('', ...path), value: value as Json }
}

/** Reads a path from every item. An object in place of a list counts as its only item. */
function overItems(list: object, before: Path, rest: Path): Lookup {
  const found = (Array.isArray(list) ? list : [list]).map(item => lookUp(item, rest))
  const count = found.reduce((sum, { count = 1 }) => sum + count, 0)
  const present = found.filter(({ value }) => value !== undefined)
  const absent = found.reduce(
    (sum, { value, count = 1, absent = 0 }) => sum + (value === undefined ? count : absent),
    0,
  )
  const place = { pointer: pointer('', ...before) }
  const [first] = present
  if (first === undefined) {
    return { ...place, count, reason: count === 0 ? `${printPath(before)} is empty` : `no item has ${printPath(rest)}` }
  }
  return { ...place, value: first.value!, count, ...(absent > 0 && { absent }) }
}

function whyBroken(container: unknown, path: Path, index: number): string {
  const [before, here] = [path.slice(0, index), path.slice(0, index + 1)]
  if (!isObject(container) && !Array.isArray(container)) {
    return `${printPath(before)} is ${findKind(container) === 'null' ? 'null' : `a ${findKind(container)}`}, not an object`
  }
  const keys = Object.keys(container)
  const isLast = index === path.length - 1
  if (before.length === 0 || !isLast) return `${printPath(here)} is not in the event`
  if (keys.length === 0) return `${printPath(before)} is empty`
  const shown = keys.slice(0, mostKeys).join(', ')
  return `${printPath(before)} has ${shown}${keys.length > mostKeys ? ', …' : ''}; no ${path[index]}`
}
