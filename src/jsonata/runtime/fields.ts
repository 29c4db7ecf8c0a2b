import { charge, cost } from '../../value/index.ts'
import type { Run } from './run.ts'
import { asSequence, isConstructed, isSequence, sequenceOf, unwrapSingleton } from './sequence.ts'

/** An item that is looked at, and may be put in a list. */
const perItem = cost.item + cost.kept

/** Reads a field: the own property of an object, or the values of an array's items, flattened once, as a sequence. */
export function lookup(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Array.isArray(value) ? lookupInItems(value, key) : ownField(value, key)
}

function lookupInItems(list: readonly unknown[], key: string): unknown {
  charge(cost.object + list.length * perItem)
  const found: unknown[] = []
  for (const item of list) {
    const result = lookup(item, key)
    if (Array.isArray(result)) addItems(found, result)
    else if (result !== undefined) found.push(result)
  }
  return asSequence(found)
}

/** Data has no prototype but `Object.prototype`. Its members are functions, except `__proto__`. */
function ownField(object: object, key: string): unknown {
  const value: unknown = object[key as keyof object]
  const isSuspect = typeof value === 'function' || key === '__proto__'
  return isSuspect && !Object.hasOwn(object, key) ? undefined : value
}

/** Reads a field as a step of a path whose context is one value, which may be an array. */
export const fieldOfItem = (item: unknown, key: string): unknown => unwrapSingleton(lookup(item, key))

const hasFields = (value: unknown) => typeof value === 'object' && value !== null

/**
 * Reads a field of every item. Between two steps of a path, an array stands for its items, any other value for itself.
 */
export function fieldOfEach(run: Run, stream: unknown, key: string): unknown[] | undefined {
  if (!hasFields(stream)) return undefined
  const found: unknown[] = []
  const list = items(stream)
  run.spend(list.length, perItem)
  for (const item of list) {
    const result = fieldOfItem(item, key)
    if (result !== undefined) flattenInto(found, result)
  }
  run.checkLength(found.length)
  return found
}

/** Reads a field of every item as the last step of a path: a single array in a field stays as it is. */
export function lastFieldOfEach(run: Run, stream: unknown, key: string): unknown[] | undefined {
  if (!hasFields(stream)) return undefined
  const found: unknown[] = []
  let count = 0
  let first: unknown
  const list = items(stream)
  run.spend(list.length, perItem)
  for (const item of list) {
    const result = fieldOfItem(item, key)
    if (result === undefined) continue
    if (count++ === 0) first = result
    flattenInto(found, result)
  }
  run.checkLength(found.length)
  return count === 1 && Array.isArray(first) && !isSequence(first) ? first : asSequence(found)
}

/** Result of a last step over a single item. */
export function lastStepResult(result: unknown): unknown {
  return Array.isArray(result) && isSequence(result) ? unwrapSingleton(flattenResults([result])) : result
}

/** Items of a stream. */
export function items(stream: unknown): readonly unknown[] {
  if (stream === undefined) return []
  return Array.isArray(stream) ? stream : [stream]
}

/** Result of a step as a stream for the next one: a constructed array is one item. */
export function toStream(result: unknown): unknown {
  return Array.isArray(result) && isConstructed(result) ? [result] : result
}

/** Contexts for the first step of a path; there is always one. */
export function stepContexts(input: unknown): unknown[] {
  return Array.isArray(input) ? input : sequenceOf(input)
}

/** Items of a path that starts with an array constructor. A string is split into letters. */
export function constructedItems(value: unknown): unknown[] | undefined {
  if (!Array.isArray(value) && typeof value !== 'string') return undefined
  charge(value.length * cost.kept)
  return typeof value === 'string' ? value.split('') : value.slice()
}

export const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** Adds the result of a step to earlier ones. Arrays add their items, unless the step constructed them. */
export function flattenInto(results: unknown[], result: unknown): void {
  if (Array.isArray(result) && !isConstructed(result)) addItems(results, result)
  else results.push(result)
}

/** Adds the items of a list to another one. */
export function addItems(list: unknown[], added: readonly unknown[]): void {
  charge(added.length * cost.kept)
  for (const item of added) list.push(item)
}

/** Flattens the results of a last step into one sequence. */
export function flattenResults(results: readonly unknown[]): unknown[] {
  if (results.length === 1) {
    const [only] = results
    if (Array.isArray(only) && !isSequence(only)) return only
  }
  charge(results.length * cost.kept)
  const flat: unknown[] = []
  for (const result of results) flattenInto(flat, result)
  return asSequence(flat)
}
