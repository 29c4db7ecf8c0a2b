import type { Path } from '../value/index.ts'
import { children, type Node, type NodeOf } from './ast.ts'
import type { Builtin } from './library.ts'

/** Stands in a path for a computed key, or for all keys. */
const computed = '?'

/** Paths of the input that a value may come from. */
type Origins = readonly Path[]
type Names = ReadonlyMap<string, Origins>

const nothing: Origins = []
const extend = (origins: Origins, key: string): Origins => origins.map(path => [...path, key])
/** Functions whose results are items of their first argument. */
const choosing = new Set(['filter', 'single', 'sort', 'distinct', 'reverse', 'shuffle'])
const iterating = new Set(['map', 'filter', 'single', 'sort', 'reduce', 'each', 'sift'])

/**
 * Collects the paths of the input that an expression can read. Calls with unknown arguments are not followed into
 * lambdas.
 */
export function readsOf(node: Node, functions: ReadonlyMap<string, Builtin>): Path[] {
  const found = new Map<string, Path>()
  const reader = new Reader(functions, path => found.set(JSON.stringify(path), path))
  reader.use(node, [[]], new Map([['$', [[]]]]))
  return [...found.values()]
}

class Reader {
  readonly #functions: ReadonlyMap<string, Builtin>
  readonly #read: (path: Path) => void

  constructor(functions: ReadonlyMap<string, Builtin>, read: (path: Path) => void) {
    this.#functions = functions
    this.#read = read
  }

  /** Records the paths that a node reads and returns the origins of its value. */
  visit(node: Node, context: Origins, names: Map<string, Origins>): Origins {
    const origins = this.#visitPlain(node, context, names)
    for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
      if (stage.type === 'filter') this.use(stage.expr, origins, names)
      else names.set(stage.value, nothing)
    }
    if (node.focus) names.set(node.focus, origins)
    if (node.index) names.set(node.index, nothing)
    if (node.ancestor) names.set(node.ancestor.label, context)
    if (!node.group) return origins
    for (const pair of node.group.lhs.flat()) this.use(pair, origins, names)
    return nothing
  }

  /** Visits a node whose value is used, so that its origins count as read. */
  use(node: Node, context: Origins, names: Map<string, Origins>): Origins {
    const origins = this.visit(node, context, names)
    for (const path of origins) this.#read(path)
    return origins
  }

  #visitPlain(node: Node, context: Origins, names: Map<string, Origins>): Origins {
    switch (node.type) {
      case 'name':
        return extend(context, node.value)
      case 'wildcard':
      case 'descendant':
        return extend(context, computed)
      case 'variable':
        return node.value === '' ? context : (names.get(node.value) ?? nothing)
      case 'parent':
        return names.get(node.slot.label) ?? nothing
      case 'path':
        return this.#visitPath(node, context, names)
      case 'bind': {
        const origins = this.visit(node.rhs, context, names)
        names.set(node.lhs.value, origins)
        return origins
      }
      case 'block': {
        const inner = new Map(names)
        return node.expressions.reduce((_, each) => this.visit(each, context, inner), nothing)
      }
      case 'condition': {
        this.use(node.condition, context, names)
        const branches = node.else ? [node.then, node.else] : [node.then]
        return branches.flatMap(branch => this.visit(branch, context, names))
      }
      case 'function':
        return this.#visitCall(node, context, names, [])
      case 'apply': {
        const origins = this.visit(node.lhs, context, names)
        if (node.rhs.type === 'function') return this.#visitCall(node.rhs, context, names, [origins])
        for (const path of origins) this.#read(path)
        this.use(node.rhs, context, names)
        return nothing
      }
      case 'lambda':
        return this.#visitLambda(node, context, names, [])
      default:
        for (const child of children({ ...node, predicate: [], stages: [], group: { lhs: [], position: 0 } })) {
          this.use(child, context, names)
        }
        return nothing
    }
  }

  #visitPath(node: NodeOf<'path'>, context: Origins, names: Map<string, Origins>): Origins {
    const inner = new Map(names)
    let [origins, before] = [context, context]
    for (const step of node.steps) {
      const at = origins
      origins = step.type === 'sort' ? this.#visitTerms(step, at, inner) : this.visit(step, at, inner)
      if (step.focus) origins = before
      else before = origins
    }
    return origins
  }

  #visitTerms(node: NodeOf<'sort'>, context: Origins, names: Map<string, Origins>): Origins {
    for (const { expression } of node.terms) this.use(expression, context, names)
    return context
  }

  #visitCall(node: NodeOf<'function'>, context: Origins, names: Map<string, Origins>, applied: Origins[]): Origins {
    const name = node.procedure.type === 'variable' ? node.procedure.value : ''
    if (name === '') this.use(node.procedure, context, names)
    const origins = [...applied]
    const count = applied.length + node.arguments.length
    for (const arg of node.arguments) {
      const parameters = arg.type === 'lambda' ? parametersOf(name, origins[0] ?? nothing, count) : []
      origins.push(
        arg.type === 'lambda' ? this.#visitLambda(arg, context, names, parameters) : this.visit(arg, context, names),
      )
    }
    if (takesContext(this.#functions.get(name), count)) origins.unshift(context)
    const [first = nothing, ...others] = origins
    const passes = choosing.has(name)
    // `$sift` returns parts of its argument.
    const goesOver = iterating.has(name) && name !== 'sift' && node.arguments.some(arg => arg.type === 'lambda')
    const key = node.arguments.at(-1)
    if (name === 'lookup' && key?.type === 'string') return extend(first, key.value)
    if (name === 'append') return origins.flat()
    for (const path of [...(passes || goesOver ? [] : first), ...others.flat()]) this.#read(path)
    return name === 'lookup' ? extend(first, computed) : passes ? first : nothing
  }

  #visitLambda(node: NodeOf<'lambda'>, context: Origins, names: Names, known: readonly Origins[]): Origins {
    const inner = new Map(names)
    for (const [index, { value }] of node.arguments.entries()) inner.set(value, known[index] ?? nothing)
    this.use(node.body, context, inner)
    return nothing
  }
}

/** Origins of a lambda's parameters, when a function calls it for items of `list`. */
function parametersOf(name: string, list: Origins, count: number): Origins[] {
  if (!iterating.has(name)) return []
  if (name === 'sort') return [list, list]
  // Without a third argument, `$reduce` starts with the first item.
  if (name === 'reduce') return [count > 2 ? nothing : list, list]
  return [list, nothing]
}

/** True if the call lacks its first argument, so that the function takes the context: `$lowercase()`. */
function takesContext(called: Builtin | undefined, given: number): boolean {
  const parameters = called?.signature.parameters ?? []
  return parameters.some(({ context }) => context) && given < parameters.filter(({ optional }) => !optional).length
}
