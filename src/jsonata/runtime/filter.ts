import { charge, cost } from '../../value/index.ts'
import type { Run } from './run.ts'
import { sequenceOf } from './sequence.ts'
import { isNumber, truthy } from './values.ts'

type Predicate = (item: unknown) => unknown

/** Implements `[2]`, the item at a position. Negative positions count from the end. */
export function itemAt(value: unknown, position: number): unknown {
  if (!Array.isArray(value)) return position === 0 || position === -1 ? found(value) : sequenceOf()
  return found(value[position < 0 ? value.length + position : position])
}

function found(item: unknown): unknown[] {
  if (item === undefined) return sequenceOf()
  return Array.isArray(item) ? item : sequenceOf(item)
}

/** Implements `[predicate]`, a call of which costs `units`. Numbers select positions; any other result keeps the item if it is true. */
export function filterItems(run: Run, value: unknown, units: number, predicate: Predicate): unknown {
  const list = Array.isArray(value) ? value : [value]
  run.spend(list.length, units + cost.kept)
  const kept = sequenceOf()
  for (let index = 0; index < list.length; index++) keep(kept, list, index, predicate(list[index]))
  run.checkLength(kept.length)
  return kept
}

/** Adds the item at `index` once for each time that the result of its predicate selects it. */
export function keep(kept: unknown[], list: readonly unknown[], index: number, result: unknown): void {
  if (typeof result === 'boolean') {
    if (result) kept.push(list[index])
  } else if (isNumber(result)) {
    if (isPosition(result, index, list.length)) kept.push(list[index])
  } else if (Array.isArray(result) && areNumbers(result)) {
    for (const position of result) if (isPosition(position, index, list.length)) kept.push(list[index])
  } else if (truthy(result)) kept.push(list[index])
}

function areNumbers(list: readonly unknown[]): list is number[] {
  charge(list.length * (cost.item + cost.kept))
  return list.every(isNumber)
}

function isPosition(number: number, index: number, length: number): boolean {
  const position = Math.floor(number)
  return (position < 0 ? length + position : position) === index
}
