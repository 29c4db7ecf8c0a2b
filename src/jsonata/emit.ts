import type { JsCode } from '../code/index.ts'
import { chargeCompilation, compileCost } from '../value/index.ts'
import type { Node, Type } from './ast.ts'
import { isTraced } from './branches.ts'
import { emitFilters } from './constructs/filter.ts'
import { emitGroup } from './constructs/group.ts'
import { constructs } from './constructs/index.ts'
import { emitTupleSuffix } from './constructs/tuplePath.ts'
import type { EmitContext } from './emitContext.ts'
import { keepArray } from './runtime/sequence.ts'

/** Nodes that may return a raw sequence, for `settle`. Other nodes settle their own value. */
const raw: ReadonlySet<Type> = new Set<Type>(['function', 'apply', 'variable', 'parent', 'wildcard', 'descendant'])

/** Emits any node with its predicates and grouping, and returns its value. */
export function emit(node: Node, outer: EmitContext): JsCode {
  chargeCompilation(compileCost.node)
  const value = emitNode(node, outer)
  if (isTraced(node)) outer.report('value', node, value)
  return value
}

function emitNode(node: Node, outer: EmitContext): JsCode {
  const context = outer.with({ depth: outer.depth + 1 })
  const construct = constructs[node.type as keyof typeof constructs] as {
    readonly emit: (node: Node, context: EmitContext) => JsCode
  }
  let value = construct.emit(node, context)
  if (passesTuples(node) && (node.predicate || node.group)) {
    value = emitTupleSuffix(node, value, context)
    if (node.group) return value
  } else {
    if (node.predicate) value = emitFilters(node.predicate, value, context)
    if (node.group && node.type !== 'path') return emitGroup(node.group, value, 'list', context)
  }
  if (!node.predicate && !isRaw(node)) return value
  return node.keepArray ? context.const(context.call({ keepArray }, value)) : context.settle(value)
}

/** True if a node may return tuples: a block that ends in a path into which `%` looks back. */
export function passesTuples(node: Node): boolean {
  if (node.type !== 'block' || node.expressions.length === 0) return false
  return node.tuple === true || passesTuples(node.expressions.at(-1)!)
}

/**
 * True for nodes that pass on a raw value. They settle it once more, because a function may return a sequence of
 * sequences.
 */
function isRaw(node: Node): boolean {
  switch (node.type) {
    case 'block':
      return node.expressions.length > 0 && isRaw(node.expressions.at(-1)!)
    case 'condition':
      return isRaw(node.then) || (node.else !== undefined && isRaw(node.else))
    case 'bind':
      return isRaw(node.rhs)
    default:
      return raw.has(node.type)
  }
}
