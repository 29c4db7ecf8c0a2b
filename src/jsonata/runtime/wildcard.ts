import type { Run } from './run.ts'
import { asSequence } from './sequence.ts'

/** The values of all fields of an object, arrays among them flattened at every depth. */
export function fieldValues(run: Run, value: unknown): unknown[] {
  const found: unknown[] = []
  if (typeof value === 'object' && value !== null) {
    for (const field of Object.values(value)) {
      if (Array.isArray(field)) for (const item of field.flat(Number.POSITIVE_INFINITY)) found.push(item)
      else found.push(field)
    }
  }
  run.checkLength(found.length)
  return asSequence(found)
}

/** A value and all that is inside of it, except arrays, which stand for their items. */
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
