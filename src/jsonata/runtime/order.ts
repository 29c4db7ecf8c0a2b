import { chargeComparison, cost } from '../../value/index.ts'
import { mergeSort } from '../functions/sort.ts'
import { JsonataError } from './error.ts'
import { T2007, T2008 } from './errorKinds.ts'
import { items } from './fields.ts'
import type { Run } from './run.ts'
import { asSequence } from './sequence.ts'

export interface Term<T> {
  readonly descending: boolean
  readonly by: (item: T) => unknown
}

/** Sorts a stream by terms, the first term before the others. */
export function orderBy(run: Run, stream: unknown, terms: readonly Term<unknown>[]): unknown[] {
  const list = items(stream)
  return list.length <= 1 ? asSequence([...list]) : order(run, list, terms)
}

/** Sorts a list. Each term is computed once per item, at its first comparison. */
export function order<T>(run: Run, list: readonly T[], terms: readonly Term<T>[]): T[] {
  run.spend(list.length, cost.object + cost.kept)
  const keyed = list.map(item => ({ item, keys: [] as unknown[] }))
  type Keyed = (typeof keyed)[number]
  const key = (one: Keyed, index: number) => {
    if (index >= one.keys.length) one.keys.push(terms[index]!.by(one.item))
    return one.keys[index]
  }
  const follows = (a: Keyed, b: Keyed) => {
    for (let index = 0; index < terms.length; index++) {
      const left = key(a, index)
      const right = key(b, index)
      if (left === undefined || right === undefined) {
        if (left === right) continue
        return left === undefined
      }
      const sign = compareKeys(left, right)
      if (sign !== 0) return terms[index]!.descending ? sign < 0 : sign > 0
    }
    return false
  }
  return (mergeSort(run, keyed, follows as (a: unknown, b: unknown) => boolean) as Keyed[]).map(one => one.item)
}

const isKey = (value: unknown) => typeof value === 'string' || typeof value === 'number'

function compareKeys(left: unknown, right: unknown): number {
  if (!isKey(left) || !isKey(right)) throw new JsonataError(T2008, { value: isKey(left) ? right : left })
  if (typeof left !== typeof right) throw new JsonataError(T2007, { value: left, value2: right })
  if (typeof left === 'string') chargeComparison(left, right as string)
  if (left === right) return 0
  return (left as number) < (right as number) ? -1 : 1
}
