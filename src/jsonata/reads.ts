import { chargeCompilation, compileCost, type Path } from '../value/index.ts'
import { children, type Node } from './ast.ts'
import { constructs } from './constructs/index.ts'
import type { Builtin } from './library.ts'
import { computedKey, noOrigins, type Origins, type ReadScope } from './readScope.ts'

/**
 * Collects the paths of the input that an expression can read. Calls with unknown arguments are not followed into
 * lambdas.
 */
export function readsOf(node: Node, functions: ReadonlyMap<string, Builtin>): Path[] {
  const found = new Map<string, Path>()
  const record = (path: Path) => found.set(JSON.stringify(path), path)
  new Reader(functions, record, [[]], new Map([['$', [[]]]])).use(node)
  return [...found.values()]
}

/** Most places of the input that one value may come from, and most keys of a path. More count as any place. */
const mostOrigins = 100

function bounded(origins: Origins): Origins {
  const isBounded = origins.length <= mostOrigins && origins.every(({ length }) => length <= mostOrigins)
  return isBounded ? origins : [[computedKey]]
}

class Reader implements ReadScope {
  readonly functions: ReadonlyMap<string, Builtin>
  readonly context: Origins
  readonly names: Map<string, Origins>
  readonly #record: (path: Path) => void

  constructor(
    functions: ReadonlyMap<string, Builtin>,
    record: (path: Path) => void,
    context: Origins,
    names: Map<string, Origins>,
  ) {
    this.functions = functions
    this.#record = record
    this.context = context
    this.names = names
  }

  with({ context = this.context, names = this.names }: { context?: Origins; names?: Map<string, Origins> }): Reader {
    return new Reader(this.functions, this.#record, context, names)
  }

  read(origins: Origins): void {
    for (const path of origins) this.#record(path)
  }

  use(node: Node): Origins {
    const origins = this.visit(node)
    this.read(origins)
    return origins
  }

  visit(node: Node): Origins {
    chargeCompilation(compileCost.node)
    const origins = bounded(this.#visitConstruct(node))
    const after = this.with({ context: origins })
    for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
      if (stage.type === 'filter') after.use(stage.expr)
      else this.names.set(stage.value, noOrigins)
    }
    if (node.focus) this.names.set(node.focus, origins)
    if (node.index) this.names.set(node.index, noOrigins)
    if (node.ancestor) this.names.set(node.ancestor.label, this.context)
    if (!node.group) return origins
    for (const pair of node.group.lhs.flat()) after.use(pair)
    return noOrigins
  }

  /** A construct that says nothing uses all that is in it. */
  #visitConstruct(node: Node): Origins {
    const construct = constructs[node.type as keyof typeof constructs] as
      | { readonly reads?: (node: Node, scope: ReadScope) => Origins }
      | undefined
    if (construct?.reads) return construct.reads(node, this)
    for (const child of children({ ...node, predicate: [], stages: [], group: { lhs: [], position: 0 } })) {
      this.use(child)
    }
    return noOrigins
  }
}
