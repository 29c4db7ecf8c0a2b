import type { SourceEvent } from '../event/index.ts'
import { isObject, type Json, type Path } from '../value/index.ts'
import type { Flow } from './lineage.ts'

/** A path that events have and nothing reads. */
export interface UnusedEventPath {
  /** Path of a scalar. `?` stands for the items of a list. */
  readonly path: Path
  /** Number of events that have it. */
  readonly events: number
}

/**
 * Lists the paths that events have and that no mapping or trigger reads, most frequent first. A path that is only known
 * at run time counts as a read of everything it may be. `null` is not a value.
 *
 * @example
 * unusedEventPaths(events, lineage(definition)) // [{ path: ['properties', 'coupon'], events: 12 }]
 */
export function unusedEventPaths(
  events: Iterable<SourceEvent>,
  flows: readonly Pick<Flow, 'from'>[],
): UnusedEventPath[] {
  const counts = new Map<string, number>()
  for (const event of events) {
    const keys = new Set(collectLeaves(event as unknown as Json).map(path => JSON.stringify(path)))
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const carried = [...counts].map(([key, events]): UnusedEventPath => ({ path: JSON.parse(key), events }))
  return carried.filter(({ path }) => !flows.some(({ from }) => covers(from, path))).sort((a, b) => b.events - a.events)
}

/** True if a read of one path includes another path. */
function covers(read: Path, path: Path): boolean {
  return read.length <= path.length && read.every((key, i) => key === '?' || path[i] === '?' || key === path[i])
}

/** Iterative, because an event may be nested deeper than the stack. */
function collectLeaves(event: Json): Path[] {
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
