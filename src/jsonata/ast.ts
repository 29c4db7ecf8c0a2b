/** The syntax tree of the `jsonata` package, typed. `position` is the end of a node's first token. */
interface Common {
  readonly position: number
  /** Filters after a node that is not a step of a path. */
  readonly predicate?: readonly Stage[]
  /** Filters and index bindings after a step of a path. */
  readonly stages?: readonly Stage[]
  /** Grouping after a node, `{ key: value }`. */
  readonly group?: Group
  /** True if `[]` follows. */
  readonly keepArray?: boolean
  /** Variable of `@$name`: holds each item, while the context stays the same. */
  readonly focus?: string
  /** Variable of `#$name`: holds the position of each item. */
  readonly index?: string
  /** Label under which a later `%` finds the parent of this step. */
  readonly ancestor?: Slot
  /** True if the path carries bindings besides its items from this step on. */
  readonly tuple?: boolean
  /** True for an array constructor at either end of a path, and for a block that ends in one. */
  readonly consarray?: boolean
}

export interface Slot {
  readonly label: string
}
export interface Group {
  readonly lhs: readonly (readonly [Node, Node])[]
  readonly position: number
}
export type Stage =
  | { readonly type: 'filter'; readonly expr: Node }
  | { readonly type: 'index'; readonly value: string }

export interface Term {
  readonly descending: boolean
  readonly expression: Node
}
export interface Parameter {
  readonly value: string
}
export interface Procedure extends Common {
  readonly value?: unknown
  readonly procedure: Node
  readonly arguments: readonly Node[]
}

export interface Nodes {
  path: Common & { readonly steps: readonly Node[]; readonly keepSingletonArray?: boolean }
  name: Common & { readonly value: string }
  string: Common & { readonly value: string }
  number: Common & { readonly value: number }
  value: Common & { readonly value: boolean | null }
  regex: Common & { readonly value: RegExp }
  variable: Common & { readonly value: string }
  wildcard: Common
  descendant: Common
  parent: Common & { readonly slot: Slot }
  binary: Common & { readonly value: string; readonly lhs: Node; readonly rhs: Node }
  unary: Common & {
    readonly value: '-' | '[' | '{'
    readonly expression: Node
    readonly expressions: readonly Node[]
    readonly lhs: Group['lhs']
  }
  condition: Common & { readonly condition: Node; readonly then: Node; readonly else?: Node }
  block: Common & { readonly expressions: readonly Node[] }
  bind: Common & { readonly lhs: { readonly value: string }; readonly rhs: Node }
  function: Procedure
  partial: Procedure
  lambda: Common & {
    readonly arguments: readonly Parameter[]
    readonly signature?: { readonly definition: string }
    readonly body: Node
    /** True for a call in tail position, which the parser wraps in a lambda without parameters. */
    readonly thunk?: boolean
  }
  apply: Common & { readonly lhs: Node; readonly rhs: Node }
  sort: Common & { readonly terms: readonly Term[] }
  transform: Common & { readonly pattern: Node; readonly update: Node; readonly delete?: Node }
  /** The `?` of a partial application. */
  operator: Common & { readonly value: string }
}

export type Type = keyof Nodes
export type NodeOf<T extends Type> = Nodes[T] & { readonly type: T }
export type Node = { [T in Type]: NodeOf<T> }[Type]

/** Lists the nodes directly inside a node. */
export function children(node: Node): readonly Node[] {
  const after = suffixes(node)
  return after.length === 0 ? parts(node) : [...parts(node), ...after]
}

/** Lists the nodes in the filters and the grouping after a node. */
export function suffixes(node: Node): readonly Node[] {
  if (!node.predicate && !node.stages && !node.group) return []
  const stages = [...(node.predicate ?? []), ...(node.stages ?? [])]
  const filters = stages.flatMap(stage => (stage.type === 'filter' ? [stage.expr] : []))
  return [...filters, ...(node.group?.lhs.flat() ?? [])]
}

function parts(node: Node): readonly Node[] {
  switch (node.type) {
    case 'path':
      return node.steps
    case 'binary':
    case 'apply':
      return [node.lhs, node.rhs]
    case 'unary':
      if (node.value === '-') return [node.expression]
      return node.value === '[' ? node.expressions : node.lhs.flat()
    case 'condition':
      return [node.condition, node.then, ...(node.else ? [node.else] : [])]
    case 'block':
      return node.expressions
    case 'bind':
      return [node.rhs]
    case 'function':
    case 'partial':
      return [node.procedure, ...node.arguments]
    case 'lambda':
      return [node.body]
    case 'sort':
      return node.terms.map(term => term.expression)
    case 'transform':
      return [node.pattern, node.update, ...(node.delete ? [node.delete] : [])]
    default:
      return []
  }
}
