import type { Json } from './json.ts'

/** Deeper than any mapping may be, and no deeper than what reads and writes JSON can go. */
export const maxDepth = 1000

/** True if a value is nested deeper than `maxDepth`. Without recursion, for that reason. */
export function isTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value]
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth++) {
    level = level.flatMap(item => (typeof item === 'object' && item !== null ? (Object.values(item) as Json[]) : []))
  }
  return level.length > 0
}
