import type { SourceEvent } from '../event/index.ts'
import { isObject, type Json, type Path } from '../value/index.ts'
import type { Flow } from './lineage.ts'

/** What events carry at a path, and nothing reads. */
export interface UnusedEventPath {
  /** The path of a value that is no object and no list; `?` is any item of a list. */
  readonly path: Path
  /** How many of the events carry it. */
  readonly events: number
}

/**
 * The paths that events carry and no mapping or trigger reads, those of most events first. Where a path is read that
 * only a run tells, all that it could be counts as read; `null` carries nothing.
 *
 * @example
 * unread(events, lineage(definition)) // [{ path: ['properties', 'coupon'], events: 12 }]
 */
export function unusedEventPaths(
  events: Iterable<SourceEvent>,
  flows: readonly Pick<Flow, 'from'>[],
): UnusedEventPath[] {
  const counts = new Map<string, number>()
  for (const event of events) {
    const keys = new Set(leavesOf(event as unknown as Json).map(path => JSON.stringify(path)))
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const carried = [...counts].map(([key, events]): UnusedEventPath => ({ path: JSON.parse(key), events }))
  return carried.filter(({ path }) => !flows.some(({ from }) => covers(from, path))).sort((a, b) => b.events - a.events)
}

/** Whether who reads a path gets what is at another one. */
function covers(read: Path, path: Path): boolean {
  return read.length <= path.length && read.every((key, i) => key === '?' || path[i] === '?' || key === path[i])
}

/** Goes without recursion: an event may be nested deeper than the stack. */
function leavesOf(event: Json): Path[] {
  const leaves: Path[] = []
  const open: { path: Path; value: Json }[] = [{ path: [], value: event }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next
    if (Array.isArray(value)) for (const item of value) open.push({ path: [...path, '?'], value: item })
    else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) open.push({ path: [...path, key], value: member as Json })
    } else if (value !== null) leaves.push(path)
  }
  return leaves
}
