import { inspect } from '../engine/index.ts'
import type { Difference, Mismatch } from '../suite/index.ts'
import { pointer, pointerKeys } from '../value/index.ts'
import type { LoadedSuite } from './suites/load.ts'
import type { TestResult } from './suites/run.ts'
import { findWritten, type Written } from './written.ts'

/** Finds the innermost part of a mapping that is known to produce a value of the payload. */
export function madeBy(
  { sources }: LoadedSuite,
  { destinations }: TestResult,
  { subscription, part }: Mismatch,
  { at }: Difference,
): Written | undefined {
  if (part !== 'payload') return undefined
  const keys = pointerKeys(at)
  for (const [i, destination] of destinations.entries()) {
    const outline = inspect(destination).subscriptions.find(other => other.subscription === subscription)
    const mapped = outline?.fields.find(({ path }) => path.every((key, i) => i >= keys.length || key === keys[i]))
    if (mapped?.at === undefined) continue
    // If the value contains several mapped fields, point to their common parent. If it is within one field, its own part
    // of the mapping may be found further down.
    const above = pointerKeys(mapped.at).slice(0, Math.min(0, keys.length - mapped.path.length) || undefined)
    const rest = keys.slice(mapped.path.length)
    for (let depth = rest.length; depth >= 0; depth--) {
      const written = findWritten(sources[i]!, pointer('', ...above, ...rest.slice(0, depth)))
      if (written.value !== undefined) return written
    }
  }
  return undefined
}
