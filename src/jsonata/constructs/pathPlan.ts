import type { Node, NodeOf } from '../ast.ts'

type Path = NodeOf<'path'>

/**
 * A step of a path, by the way in which it runs. `variable`: once, as the start of the path. `field`: a read without
 * filters. `other`: any expression, for each item. `tuples`: this step and all after it, because it binds a variable.
 */
export interface PlannedStep {
  readonly kind: 'variable' | 'sort' | 'field' | 'other' | 'tuples'
  readonly node: Node
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** Plans the steps of a path from `from` on. */
export function planSteps(path: Path, from: number): PlannedStep[] {
  const planned: PlannedStep[] = []
  for (const [index, node] of path.steps.entries()) {
    if (index < from) continue
    const step = { node, isFirst: index === 0, isLast: index === path.steps.length - 1 }
    if (node.tuple || bindsBefore(path, index)) return [...planned, { kind: 'tuples', ...step }]
    planned.push({ kind: kindOf(node, index), ...step })
  }
  return planned
}

function kindOf(node: Node, index: number): PlannedStep['kind'] {
  if (index === 0 && node.type === 'variable') return 'variable'
  if (node.type === 'sort') return 'sort'
  return isPlainName(node) ? 'field' : 'other'
}

/** True if a step before this one binds a variable. */
export function bindsBefore({ steps }: Path, index: number): boolean {
  return steps.slice(0, index).some(({ tuple }) => tuple)
}

/** True for a field without filters. The parser keeps the filter of a quoted first step as a predicate. */
export function isPlainName(step: Node): step is NodeOf<'name'> {
  return step.type === 'name' && !step.stages && !step.predicate
}
