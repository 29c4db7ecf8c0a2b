import type { Expression } from '../jsonata/index.ts'
import type { Branch, Mapping } from './mapping.ts'
import { childrenOf } from './reads.ts'

/** Every place of a mapping at which a run takes one of several arms, from outside to inside. */
export function findBranches(mapping: Mapping): Branch[] {
  const own = mapping.kind === 'directive' ? (mapping.applied.branches ?? []) : []
  return [...own, ...childrenOf(mapping).flatMap(findBranches)]
}

/** The conditionals of an expression. */
export function findExpressionBranches({ at, conditionals }: Expression): Branch[] {
  return conditionals.map(({ span, arms }) => ({ at, span, arms: arms.map(arm => ({ at, span: arm })) }))
}
