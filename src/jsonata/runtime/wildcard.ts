import { charge, cost, listKeys } from '../../value/index.ts'
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
    for (const key of listKeys(value, cost.kept)) {
      const field: unknown = value[key as keyof object]
      if (Array.isArray(field)) {
        hasArray = true
        flattenAll(field, found)
      } else found.push(field)
    }
  }
  // The package stores the sequence flag as a field, unless the sequence wraps an array input.
  if (Array.isArray(value) && isSequence(value) && !Array.isArray(value[0])) found.push(true)
  run.checkLength(found.length)
  return hasArray ? found : asSequence(found)
}

/** Adds the items of an array, with the items of arrays in it in their place. */
function flattenAll(list: readonly unknown[], found: unknown[]): void {
  charge((1 + list.length) * cost.kept)
  for (const item of list) {
    if (Array.isArray(item)) flattenAll(item, found)
    else found.push(item)
  }
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
    charge((1 + value.length) * cost.kept)
    for (const item of value) collect(item, found)
    return
  }
  found.push(value)
  if (typeof value !== 'object' || value === null) return
  for (const key of listKeys(value, cost.kept)) collect(value[key as keyof object], found)
}
