import { addKeys, defineKey } from '../../code/index.ts'
import { charge, chargeMembers, cost, listKeys } from '../../value/index.ts'
import { lookup as lookupField } from '../runtime/fields.ts'
import { appendElement } from '../runtime/operators.ts'
import type { Run } from '../runtime/run.ts'
import { asSequence, isSequence, sequenceOf } from '../runtime/sequence.ts'
import { deepEqual, isRecord } from '../runtime/values.ts'

/** Functions of the language for arrays and the fields of objects. */

export function keys(value: unknown): unknown[] {
  if (!Array.isArray(value)) return asSequence(isRecord(value) ? listKeys(value) : [])
  charge((1 + value.length) * cost.object)
  const all = value.flatMap(item => keys(item))
  charge(all.length * cost.object)
  return asSequence([...new Set(all)])
}

export function lookup(value: unknown, key: string): unknown {
  if (key !== undefined) charge(key.length)
  return lookupField(value, key)
}

export function append(run: Run, first: unknown, second: unknown): unknown {
  if (first === undefined) return second
  if (second === undefined) return first
  const [left, right] = [listOf(first), listOf(second)]
  run.checkLength(left.length + right.length)
  run.spend(left.length + right.length)
  // Spreading a second list takes a hundred times as long.
  return left.concat(right)
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

export function spread(value: unknown): unknown {
  if (Array.isArray(value)) {
    charge(value.length * (cost.item + cost.kept))
    const all: unknown[] = []
    for (const item of value) appendElement(all, spread(item))
    return value.length === 0 ? asSequence(all) : all
  }
  if (!isRecord(value)) return value
  return asSequence(listKeys(value, cost.object + cost.member).map(key => record(key, value[key])))
}

function record(key: string, value: unknown): Record<string, unknown> {
  const result = {}
  defineKey(result, key, value)
  return result
}

/** Assigns key by key, because `Object.assign` is slow for objects that have keys already. */
export function merge(list: readonly unknown[] | undefined): Record<string, unknown> | undefined {
  if (list === undefined) return undefined
  charge(list.length * cost.item)
  const result: Record<string, unknown> = {}
  for (const item of list) {
    if (!isRecord(item)) continue
    chargeMembers(item)
    addKeys(result, item)
  }
  return result
}

/** Removes repeated values; the first of each stays. */
export function distinct(run: Run, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= 1) return value
  run.spend(value.length, cost.object)
  const seen = new Set<unknown>()
  const objects: unknown[] = []
  const results = isSequence(value) ? sequenceOf() : []
  for (const item of value) {
    if (typeof item === 'object' && item !== null) {
      run.spend(objects.length)
      if (objects.some(known => deepEqual(known, item))) continue
      objects.push(item)
    } else {
      if (typeof item === 'string') charge(item.length)
      if (seen.has(item)) continue
      seen.add(item)
    }
    results.push(item)
  }
  return results
}

/** Lists the first items of all arrays, then the second items, as far as the shortest array goes. */
export function zip(...lists: readonly unknown[]): unknown[][] {
  if (lists.length === 0 || !lists.every(Array.isArray)) return []
  const shortest = Math.min(...lists.map(list => list.length))
  charge(shortest * (cost.member + lists.length * cost.kept))
  const zipped: unknown[][] = []
  for (let index = 0; index < shortest; index++) {
    const row = new Array(lists.length)
    for (let i = 0; i < lists.length; i++) row[i] = lists[i]![index]
    zipped.push(row)
  }
  return zipped
}

export function reverse(list: readonly unknown[] | undefined): readonly unknown[] | undefined {
  if (list === undefined || list.length <= 1) return list
  charge(list.length * cost.item)
  const { length } = list
  const reversed = new Array(length)
  for (let i = 0; i < length; i++) reversed[length - 1 - i] = list[i]
  return reversed
}
