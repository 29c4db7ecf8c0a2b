import type { Difference, Mismatch } from '../suite/index.ts'
import type { LoadedSuite } from './suites.ts'
import type { TestResult } from './testRun.ts'
import { findWritten, type Written } from './written.ts'

/** What makes the value at a place of a payload: the innermost part of a mapping that is known to. */
export function madeBy(
  { uses }: LoadedSuite,
  { destinations }: TestResult,
  { subscription, part }: Mismatch,
  { at }: Difference,
): Written | undefined {
  if (part !== 'payload') return undefined
  const [, key, ...rest] = at.split('/')
  for (const [i, { subscriptions }] of destinations.entries()) {
    const outline = subscriptions.find(other => other.subscription === subscription)
    const field = outline?.fields.find(field => field.key === key)?.at
    if (field === undefined) continue
    for (let depth = rest.length; depth >= 0; depth--) {
      const written = findWritten(uses[i]!, [field, ...rest.slice(0, depth)].join('/'))
      if (written.value !== undefined) return written
    }
  }
  return undefined
}
