import type { Run } from './run.ts'
import { asSequence, isSequence } from './sequence.ts'

/**
 * Values of all fields of an object. Arrays are flattened at every depth; with one, the result is a plain array, even
 * of one item.
 */
export function fieldValues(run: Run, value: unknown): unknown[] {
  const found: unknown[] = []
  let hasArray = false
  if (typeof value === 'object' && value !== null) {
    for (const field of Object.values(value)) {
      if (Array.isArray(field)) {
        hasArray = true
        for (const item of field.flat(Number.POSITIVE_INFINITY)) found.push(item)
      } else found.push(field)
    }
  }
  // The package stores the sequence flag as a field, unless the sequence wraps an array input.
  if (Array.isArray(value) && isSequence(value) && !Array.isArray(value[0])) found.push(true)
  run.checkLength(found.length)
  return hasArray ? found : asSequence(found)
}

/** A value and everything inside it, with arrays replaced by their items. */
export function descendants(run: Run, value: unknown): unknown {
  if (value === undefined) return undefined
  const found: unknown[] = []
  collect(value, found)
  run.checkLength(found.length)
  return found.length === 1 ? found[0] : asSequence(found)
}

function collect(value: unknown, found: unknown[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found)
    return
  }
  found.push(value)
  if (typeof value === 'object' && value !== null) for (const field of Object.values(value)) collect(field, found)
}
