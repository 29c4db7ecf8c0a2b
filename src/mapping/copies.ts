import type { Mapping } from './mapping.ts'
import { listParts } from './reads.ts'

/**
 * Counts how often a value may have parts of its input in it, at most. They are shared, so that they take no time however
 * large they are.
 */
export function countCopies(mapping: Mapping): number {
  const parts = listParts(mapping)
  const counts = parts.map(part => countCopies(part.mapping))
  if (mapping.kind !== 'directive') return sum(counts)
  const { isText, reads = [], branches } = mapping.applied
  if (isText) return 0
  if (reads.length > 0) return 1 + sum(counts)
  if (parts.some(({ origin }) => origin !== undefined))
    return counts.reduce((all, count) => all * Math.max(1, count), 1)
  return branches ? Math.max(0, ...counts) : sum(counts)
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
