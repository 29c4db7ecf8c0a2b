import { defineKey } from '../../code/index.ts'
import { charge, cost } from '../../value/index.ts'
import { stepContexts } from './fields.ts'
import { filterItems, itemAt, keep } from './filter.ts'
import { gatherContexts, groupBy, groupContexts } from './group.ts'
import { order, orderBy, type Term } from './order.ts'
import type { Run } from './run.ts'
import { asSequence, asTuples, isTuples } from './sequence.ts'

/**
 * An item in a path that binds variables (`@$x`, `#$i`) or looks back (`%`). The item is under `@`, bindings are under
 * `$` and their name, so that no key is a member of `Object.prototype`.
 */
export type Tuple = Record<string, unknown>
type Part = (item: unknown, tuple: Tuple) => unknown

/** Keys under which a step binds values for later steps. */
export interface Binds {
  readonly focus?: string
  readonly index?: string
  readonly ancestor?: string
}

/** A tuple that is copied, and put in a list. */
const copied = cost.object + cost.member

const unboundTuple: Tuple = Object.freeze({})

/** Creates tuples from the items of a stream. */
export function startTuples(stream: unknown): Tuple[] {
  const list = stepContexts(stream)
  charge(list.length * copied)
  return list.map(item => ({ '@': item }))
}

/** Runs a step of a path for every tuple. */
export function tupleStep(run: Run, tuples: readonly Tuple[], step: Part, { focus, index, ancestor }: Binds): Tuple[] {
  const results: Tuple[] = []
  run.spend(tuples.length)
  for (const tuple of tuples) {
    const result = step(tuple['@'], tuple)
    if (result === undefined) continue
    const list = Array.isArray(result) ? result : [result]
    const carries = isTuples(result)
    run.spend(list.length, copied)
    for (let position = 0; position < list.length; position++) {
      if (carries) {
        results.push({ ...tuple, ...list[position] })
        continue
      }
      const next = { ...tuple }
      next[focus ?? '@'] = list[position]
      if (index !== undefined) next[index] = position
      if (ancestor !== undefined) next[ancestor] = tuple['@']
      results.push(next)
    }
  }
  run.checkLength(results.length)
  return asTuples(results)
}

/** Filters tuples by `[predicate]`, or a plain value, as a sorted list of tuples is. */
export function filterTuples(run: Run, value: unknown, predicate: Part): unknown {
  if (!isTuples(value)) return filterItems(run, value, 0, item => predicate(item, unboundTuple))
  run.spend(value.length, cost.item + cost.kept)
  const kept: Tuple[] = []
  for (let index = 0; index < value.length; index++) {
    const tuple = value[index]!
    keep(kept, value, index, predicate(tuple['@'], tuple))
  }
  return asTuples(kept)
}

/** Implements `[2]` of tuples or of a plain value. */
export function tupleAt(value: unknown, position: number): unknown {
  if (!isTuples(value)) return itemAt(value, position)
  const found = value.at(position)
  return asTuples(found === undefined ? [] : [found])
}

/** Implements `#$i` after a filter: the position among the remaining tuples. */
export function numberTuples(tuples: Tuple[], name: string): Tuple[] {
  charge(tuples.length * cost.member)
  for (const [index, tuple] of tuples.entries()) tuple[name] = index
  return tuples
}

interface TupleTerm {
  readonly descending: boolean
  readonly by: Part
}

/** Implements `^(…)` of tuples. */
export function orderTuples(run: Run, tuples: Tuple[], terms: readonly TupleTerm[]): Tuple[] {
  if (tuples.length <= 1) return tuples
  const carries = isTuples(tuples)
  const by = ({ descending, by }: TupleTerm): Term<Tuple> => ({
    descending,
    by: tuple => (carries ? by(tuple['@'], tuple) : by(tuple, unboundTuple)),
  })
  return order(run, tuples, terms.map(by))
}

/** Implements `^(…)#$i` before any other binding. */
export function startSortedTuples(run: Run, stream: unknown, terms: readonly TupleTerm[], index: string): Tuple[] {
  const plain = terms.map(({ descending, by }) => ({ descending, by: (item: unknown) => by(item, unboundTuple) }))
  const sorted = orderBy(run, stream, plain)
  charge(sorted.length * copied)
  return asTuples(sorted.map((item, position) => ({ '@': item, [index]: position })))
}

/** Items of tuples, once no binding is needed. */
export function tupleItems(tuples: readonly Tuple[]): unknown[] {
  charge(tuples.length * cost.kept)
  return asSequence(tuples.map(tuple => tuple['@']))
}

interface TuplePair {
  readonly key: Part
  readonly value: Part
}

/** Implements `{ key: value }` of tuples. Bindings of the tuples of one key are joined by name. */
export function groupTuples(run: Run, source: unknown, pairs: readonly TuplePair[]): Record<string, unknown> {
  if (!isTuples(source)) {
    const unbound = (part: Part) => (context: unknown) => part(context, unboundTuple)
    const plain = pairs.map(({ key, value }) => ({ key: unbound(key), value: unbound(value) }))
    return groupContexts(run, source, plain)
  }
  run.spend(source.length * pairs.length)
  const groups = groupBy(
    source,
    pairs.map(({ key }) => ({ key: (tuple: Tuple) => key(tuple['@'], tuple) })),
  )
  const result: Record<string, unknown> = {}
  for (const [key, { pair, contexts: those }] of groups) {
    const made = valueOfTuples(those, pairs[pair]!.value)
    if (made !== undefined) defineKey(result, key, made)
  }
  return result
}

/**
 * As in the package, a tuple alone in its group loses its item to the first pair that uses it. Later pairs see the
 * bindings, and no context.
 */
function valueOfTuples(tuples: readonly Tuple[], value: Part): unknown {
  const tuple = tuples.length === 1 ? tuples[0]! : mergeTuples(tuples)
  const context = tuple['@']
  delete tuple['@']
  return value(context, tuple)
}

function mergeTuples(tuples: readonly Tuple[]): Tuple {
  charge(tuples.length * copied)
  const merged: Tuple = Object.assign({}, ...tuples)
  for (const name of Object.keys(merged)) {
    charge(tuples.length * cost.kept)
    const values = tuples.map(tuple => tuple[name]).filter(value => value !== undefined)
    merged[name] = gatherContexts(values)
  }
  return merged
}
