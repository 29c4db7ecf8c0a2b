import type { Expression } from '../jsonata/index.ts'
import type { Branch, Mapping } from './mapping.ts'
import { listChildren } from './reads.ts'

/** Lists the branches of a mapping, from outside to inside. */
export function findBranches(mapping: Mapping): Branch[] {
  const own = mapping.kind === 'directive' ? (mapping.applied.branches ?? []) : []
  return [...own, ...listChildren(mapping).flatMap(findBranches)]
}

/** Lists the conditionals of an expression as branches. */
export function findExpressionBranches({ at, conditionals }: Expression): Branch[] {
  return conditionals().map(({ span, arms }) => ({ at, span, arms: arms.map(arm => ({ at, span: arm })) }))
}
