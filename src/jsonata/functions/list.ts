import { addKeys, defineKey } from '../../code/index.ts'
import { lookup as lookupField } from '../runtime/fields.ts'
import type { Run } from '../runtime/run.ts'
import { asSequence, isSequence, sequenceOf } from '../runtime/sequence.ts'
import { deepEqual, isRecord } from '../runtime/values.ts'

/** Functions of the language for arrays and the fields of objects. */

export function keys(value: unknown): unknown[] {
  if (!Array.isArray(value)) return asSequence(isRecord(value) ? Object.keys(value) : [])
  return asSequence([...new Set(value.flatMap(item => keys(item)))])
}

export function lookup(value: unknown, key: string): unknown {
  return lookupField(value, key)
}

export function append(run: Run, first: unknown, second: unknown): unknown {
  if (first === undefined) return second
  if (second === undefined) return first
  const [left, right] = [listOf(first), listOf(second)]
  run.checkLength(left.length + right.length)
  return [...left, ...right]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

export function spread(value: unknown): unknown {
  if (Array.isArray(value)) {
    const all = value
      .map(spread)
      .filter(item => item !== undefined)
      .flat()
    return value.length === 0 ? asSequence(all) : all
  }
  if (!isRecord(value)) return value
  return asSequence(Object.keys(value).map(key => record(key, value[key])))
}

function record(key: string, value: unknown): Record<string, unknown> {
  const result = {}
  defineKey(result, key, value)
  return result
}

/** Assigns key by key, because `Object.assign` is slow for objects that have keys already. */
export function merge(list: readonly unknown[] | undefined): Record<string, unknown> | undefined {
  if (list === undefined) return undefined
  const result: Record<string, unknown> = {}
  for (const item of list) {
    if (isRecord(item)) addKeys(result, item)
  }
  return result
}

/** Removes repeated values; the first of each stays. */
export function distinct(run: Run, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= 1) return value
  const seen = new Set<unknown>()
  const objects: unknown[] = []
  const results = isSequence(value) ? sequenceOf() : []
  for (const item of value) {
    if (typeof item === 'object' && item !== null) {
      run.spend(objects.length)
      if (objects.some(known => deepEqual(known, item))) continue
      objects.push(item)
    } else {
      if (seen.has(item)) continue
      seen.add(item)
    }
    results.push(item)
  }
  return results
}

/** Lists the first items of all arrays, then the second items, as far as the shortest array goes. */
export function zip(...lists: unknown[]): unknown[][] {
  if (lists.length === 0 || !lists.every(Array.isArray)) return []
  const zipped: unknown[][] = []
  const length = Math.min(...lists.map(list => list.length))
  for (let index = 0; index < length; index++) {
    const row = new Array(lists.length)
    for (let i = 0; i < lists.length; i++) row[i] = lists[i]![index]
    zipped.push(row)
  }
  return zipped
}

export function reverse(list: readonly unknown[] | undefined): readonly unknown[] | undefined {
  if (list === undefined || list.length <= 1) return list
  const { length } = list
  const reversed = new Array(length)
  for (let i = 0; i < length; i++) reversed[length - 1 - i] = list[i]
  return reversed
}
