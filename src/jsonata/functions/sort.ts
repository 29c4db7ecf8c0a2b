import { charge, chargeComparison, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3070 } from '../runtime/errorKinds.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import type { Run } from '../runtime/run.ts'

type Follows = (a: unknown, b: unknown) => boolean

/** Implements `$sort(list, function($a, $b) { … })`: `$a` comes after `$b` if the function returns true. */
export function sort(run: Run, list: readonly unknown[] | undefined, f?: FunctionValue): unknown {
  if (list === undefined || list.length <= 1) return list
  if (f !== undefined) return mergeSort(run, list, (a, b) => Boolean(run.resolve(f.call(null, a, b), null)))
  charge(list.length * cost.item)
  const type = typeof list[0]
  if ((type !== 'number' && type !== 'string') || list.some(item => typeof item !== type)) {
    throw new JsonataError(D3070, { index: 1 })
  }
  return mergeSort(run, list, (a, b) => {
    if (type === 'string') chargeComparison(a as string, b as string)
    return (a as number) > (b as number)
  })
}

/**
 * Stable merge sort. Its order of comparisons is part of the language, because it decides which error a failing
 * comparison reports.
 */
export function mergeSort(run: Run, list: readonly unknown[], follows: Follows): unknown[] {
  if (list.length <= 1) return [...list]
  run.spend(list.length, cost.call)
  const middle = Math.floor(list.length / 2)
  const left = mergeSort(run, list.slice(0, middle), follows)
  const right = mergeSort(run, list.slice(middle), follows)
  const merged: unknown[] = []
  let l = 0
  let r = 0
  while (l < left.length && r < right.length) {
    merged.push(follows(left[l], right[r]) ? right[r++] : left[l++])
  }
  while (l < left.length) merged.push(left[l++])
  while (r < right.length) merged.push(right[r++])
  return merged
}
