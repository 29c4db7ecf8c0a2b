import { defineKey } from '../../code/index.ts'
import { charge, cost } from '../../value/index.ts'
import { JsonataError } from './error.ts'
import { D1009, D1013, T1003 } from './errorKinds.ts'
import { appendElement } from './operators.ts'
import type { Run } from './run.ts'

/** A pair of `{ … }`: `key` is computed for each context, `value` for all contexts of one key. */
export interface Pair {
  readonly key: (context: unknown) => unknown
  readonly value: (contexts: unknown) => unknown
}

/** Joins the contexts of one key: a single one stays as it is, several become an array. */
export function gatherContexts(contexts: unknown): unknown {
  if (!Array.isArray(contexts)) return contexts
  if (contexts.length <= 1) return contexts[0]
  charge(contexts.length * cost.kept)
  const all: unknown[] = []
  for (const context of contexts) appendElement(all, context)
  return all
}

/** Groups contexts by the keys of the pairs, in order of first appearance. */
export function groupBy<T>(
  contexts: readonly T[],
  pairs: readonly { readonly key: (context: T) => unknown }[],
): Map<string, { readonly pair: number; readonly contexts: T[] }> {
  charge(contexts.length * pairs.length * cost.member)
  const groups = new Map<string, { readonly pair: number; readonly contexts: T[] }>()
  for (const context of contexts) {
    for (let index = 0; index < pairs.length; index++) {
      const key = pairs[index]!.key(context)
      if (key === undefined) continue
      if (typeof key !== 'string') throw new JsonataError(T1003, { value: key })
      if (key === '_jsonata_lambda' || key === '_jsonata_function') throw new JsonataError(D1013, { value: key })
      charge(key.length)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { pair: index, contexts: [context] })
      else if (group.pair !== index) throw new JsonataError(D1009, { value: key })
      else group.contexts.push(context)
    }
  }
  return groups
}

/** Implements `{ key: value }` with computed keys. */
export function groupContexts(run: Run, source: unknown, pairs: readonly Pair[]): Record<string, unknown> {
  const contexts = Array.isArray(source) && source.length > 0 ? source : [Array.isArray(source) ? undefined : source]
  run.spend(contexts.length * pairs.length)
  const result: Record<string, unknown> = {}
  for (const [key, { pair, contexts: those }] of groupBy(contexts, pairs)) {
    const value = pairs[pair]!.value(gatherContexts(those))
    if (value !== undefined) defineKey(result, key, value)
  }
  return result
}
