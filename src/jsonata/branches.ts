import type { Span } from '../text/index.ts'
import type { Path } from '../value/index.ts'
import { children, type Node } from './ast.ts'
import { extentOf } from './extent.ts'

/** A conditional of an expression. A trace reports an arm by its index. */
export interface Conditional {
  readonly span: Span
  /** `then` and `else`, in this order. A missing `else` has the span of the whole conditional. */
  readonly arms: readonly [Span, Span]
}

/** Part of an expression whose value a traced program reports. */
export interface TracedPart {
  readonly span: Span
  /** Path of the input, if the part only reads that path. */
  readonly path?: Path
  /** Name of the function that the part calls. */
  readonly call?: string
}

/** Lists every `a ? b : c`, `a ?: b` and `a ?? b` of an expression, outer ones first. */
export function conditionalsOf(node: Node, text: string): Conditional[] {
  return nodesOf(node).flatMap(({ node }) => {
    const span = node.type === 'condition' ? extentOf(node, text) : undefined
    if (node.type !== 'condition' || span === undefined) return []
    const otherwise = node.else && extentOf(node.else, text)
    return [{ span, arms: [extentOf(node.then, text) ?? span, otherwise ?? span] }]
  })
}

/** Lists the paths and calls of an expression in source order. */
export function tracedPartsOf(node: Node, text: string): TracedPart[] {
  const parts = new Map<string, TracedPart>()
  for (const { node: part, atRoot } of nodesOf(node)) {
    const span = isTraced(part) ? extentOf(part, text) : undefined
    if (span === undefined) continue
    const path = atRoot ? plainPath(part) : undefined
    const call = part.type === 'function' && part.procedure.type === 'variable' ? part.procedure.value : undefined
    parts.set(`${span.start} ${span.end}`, { span, ...(path && { path }), ...(call !== undefined && { call }) })
  }
  return [...parts.values()].toSorted((a, b) => a.span.start - b.span.start)
}

/** True for a path or a call. Tuple streams are excluded, because they have no value to show. */
export function isTraced(node: Node): boolean {
  return node.type === 'function' || (node.type === 'path' && !node.tuple && !isLiteral(node))
}

function isLiteral(node: Node): boolean {
  return node.type === 'path' && node.steps.length === 1 && node.steps[0]!.type !== 'name'
}

/** Keys of a path that consists of plain names. */
function plainPath(node: Node): Path | undefined {
  if (node.type !== 'path' || node.group) return undefined
  const keys = node.steps.map(step => (step.type === 'name' && !step.stages ? step.value : undefined))
  return keys.every(key => key !== undefined) ? keys : undefined
}

interface PlacedNode {
  readonly node: Node
  /** True if the node's context is the input. */
  readonly atRoot: boolean
}

function nodesOf(node: Node, atRoot = true): PlacedNode[] {
  const [first, ...others] = children(node)
  if (first === undefined) return [{ node, atRoot }]
  const changes = node.type === 'path' || node.type === 'sort' || node.type === 'transform'
  const filtered = node.predicate || node.stages || node.group
  const inner =
    changes || filtered
      ? others.flatMap(other => nodesOf(other, false))
      : others.flatMap(other => nodesOf(other, atRoot))
  return [{ node, atRoot }, ...nodesOf(first, atRoot && (!changes || node.type === 'path')), ...inner]
}
