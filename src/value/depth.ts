import type { Json } from './json.ts'

/** Levels of nesting: more than a mapping may have, and few enough for `JSON.parse` and `JSON.stringify`. */
export const maxDepth = 1000

/** True if a value is nested deeper than `maxDepth`. Not recursive, because the stack could overflow. */
export function isTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value]
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth++) {
    level = level.flatMap(item => (typeof item === 'object' && item !== null ? (Object.values(item) as Json[]) : []))
  }
  return level.length > 0
}
