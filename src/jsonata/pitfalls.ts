import type { Span } from '../text/index.ts'
import type { Path } from '../value/index.ts'
import { children, type Node, type NodeOf, suffixes } from './ast.ts'
import type { Expression } from './expression.ts'
import { extentOf } from './extent.ts'

/** A path as written. `path` is its place in the input, unless that depends on items, filters or callers. */
export interface WrittenPath {
  readonly text: string
  readonly path?: Path
}

/** `$not(path)`, which is absent, not true, if the path is. */
interface NotOfPath {
  readonly kind: 'not'
  readonly operand: WrittenPath
}

/** A hash of `a & b`, paths and literals: without the paths, it is the same for every input. */
interface HashOfPaths {
  readonly kind: 'hash'
  readonly operands: readonly WrittenPath[]
}

/** A call of a parameter that has the name of a function. */
interface HiddenFunction {
  readonly kind: 'hidden'
  readonly name: string
}

/** A part of an expression that may not mean what it looks like. */
export type Pitfall = (NotOfPath | HashOfPaths | HiddenFunction) & {
  readonly span: Span
  /** Paths that a condition around it, or the other side of an `and` or `or`, tests. */
  readonly tested: readonly WrittenPath[]
}

/**
 * Finds the pitfalls of an expression. `functions` are the names that it can call; the context of a function of a
 * definition is unknown.
 */
export function findPitfalls({ text, node }: Expression, functions: ReadonlySet<string>): Pitfall[] {
  const search = new Search(text, functions)
  const context = node.type === 'lambda' ? undefined : []
  search.visit(node, { context, tested: [], hidden: new Set() })
  return search.pitfalls
}

interface Surroundings {
  /** Place of the context in the input, if it is known. */
  readonly context: Path | undefined
  readonly tested: readonly WrittenPath[]
  /** Names of functions that are names of parameters. */
  readonly hidden: ReadonlySet<string>
}

const hashing: ReadonlySet<string> = new Set(['hash', 'hashOnce', 'hmac'])
export const truth: ReadonlySet<string> = new Set(['boolean'])
/** Functions of a string that are absent if it is. */
export const cleaning: ReadonlySet<string> = new Set('string lowercase uppercase trim replace substring'.split(' '))

class Search {
  readonly pitfalls: Pitfall[] = []
  readonly #text: string
  readonly #functions: ReadonlySet<string>

  constructor(text: string, functions: ReadonlySet<string>) {
    this.#text = text
    this.#functions = functions
  }

  visit(node: Node, around: Surroundings): void {
    this.#visitConstruct(node, around)
    for (const suffix of suffixes(node)) this.visit(suffix, { ...around, context: undefined })
  }

  #visitConstruct(node: Node, around: Surroundings): void {
    switch (node.type) {
      case 'path':
        this.#visitSteps(node.steps, around)
        break
      case 'condition': {
        this.visit(node.condition, around)
        const tested = this.#whereTested(node.condition, around)
        this.visit(node.then, tested)
        if (node.else) this.visit(node.else, tested)
        break
      }
      case 'binary': {
        const isLogic = node.value === 'and' || node.value === 'or'
        this.visit(node.lhs, isLogic ? this.#whereTested(node.rhs, around) : around)
        this.visit(node.rhs, isLogic ? this.#whereTested(node.lhs, around) : around)
        break
      }
      case 'lambda': {
        const names = node.arguments.map(({ value }) => value).filter(name => this.#functions.has(name))
        this.visit(node.body, { ...around, hidden: new Set([...around.hidden, ...names]) })
        break
      }
      default: {
        if (node.type === 'function' || node.type === 'partial') this.#lookAtCall(node, around)
        const outside = new Set(suffixes(node))
        for (const child of children(node)) if (!outside.has(child)) this.visit(child, around)
      }
    }
  }

  /** The value of a step is the context of its filters and of the next step. */
  #visitSteps(steps: readonly Node[], around: Surroundings): void {
    let { context } = around
    for (const step of steps) {
      if (step.type !== 'name') this.visit(step, { ...around, context })
      context = follow(step, context)
      if (step.type === 'name') for (const suffix of suffixes(step)) this.visit(suffix, { ...around, context })
    }
  }

  #lookAtCall(node: NodeOf<'function' | 'partial'>, around: Surroundings): void {
    const { procedure } = node
    if (procedure.type !== 'variable') return
    const { value: name, position: end } = procedure
    if (around.hidden.has(name)) {
      const span = { start: end - name.length - 1, end }
      this.pitfalls.push({ kind: 'hidden', name, span, tested: [] })
      return
    }
    const [first] = node.arguments
    const span = extentOf(node, this.#text)
    if (first === undefined || span === undefined) return
    const { tested } = around
    if (name === 'not') {
      const operand = this.#readPath(inside(first, truth), around.context)
      if (operand) this.pitfalls.push({ kind: 'not', operand, span, tested })
    } else if (hashing.has(name)) {
      const operands = this.#readJoined(inside(first, cleaning), around.context)
      if (operands) this.pitfalls.push({ kind: 'hash', operands, span, tested })
    }
  }

  /** The paths of `a & b & …`, if all other operands are literals. */
  #readJoined(node: Node, context: Path | undefined): WrittenPath[] | undefined {
    if (node.type !== 'binary' || node.value !== '&') return undefined
    const operands = [node.lhs, node.rhs].map(side => {
      const operand = inside(side, cleaning)
      if (operand.type === 'string' || operand.type === 'number' || operand.type === 'value') return []
      const path = this.#readPath(operand, context)
      return path ? [path] : this.#readJoined(operand, context)
    })
    return operands.every(paths => paths !== undefined) ? operands.flat() : undefined
  }

  /** Reads a path of names. One that starts at a variable depends on callers. */
  #readPath(node: Node, context: Path | undefined): WrittenPath | undefined {
    if (node.type !== 'path' || node.group) return undefined
    const [first, ...others] = node.steps
    const isOfInput = first?.type === 'name' || (others.length > 0 && first?.type === 'variable' && isContext(first))
    const span = isOfInput && others.every(({ type }) => type === 'name') ? extentOf(node, this.#text) : undefined
    if (span === undefined) return undefined
    const isFiltered = node.steps.some(step => suffixes(step).length > 0)
    const path = isFiltered ? undefined : node.steps.reduce<Path | undefined>((at, step) => follow(step, at), context)
    return { text: this.#text.slice(span.start, span.end), ...(path && { path }) }
  }

  /** Surroundings of a part that depends on `test`: the paths in it are tested, except those of `$not(path)`. */
  #whereTested(test: Node, around: Surroundings): Surroundings {
    const tested = [...around.tested]
    for (const todo = [test]; todo.length > 0; ) {
      const node = todo.pop()!
      const path = this.#readPath(node, around.context)
      if (path) tested.push(path)
      const isNot = node.type === 'function' && node.procedure.type === 'variable' && node.procedure.value === 'not'
      todo.push(...children(node).filter(child => !isNot || child.type !== 'path'))
    }
    return { ...around, tested }
  }
}

const isContext = ({ value }: NodeOf<'variable'>): boolean => value === '' || value === '$'

/** Place of the value of a step. */
function follow(step: Node, context: Path | undefined): Path | undefined {
  if (step.type === 'name') return context && [...context, step.value]
  if (step.type !== 'variable' || !isContext(step)) return undefined
  return step.value === '$' ? [] : context
}

function withoutBrackets(node: Node): Node {
  const [only, ...others] = node.type === 'block' ? node.expressions : []
  return only && others.length === 0 ? withoutBrackets(only) : node
}

/** The argument inside brackets and calls of some functions. */
function inside(node: Node, names: ReadonlySet<string>): Node {
  const inner = withoutBrackets(node)
  const isCall = inner.type === 'function' && inner.procedure.type === 'variable' && names.has(inner.procedure.value)
  return isCall && inner.arguments[0] ? inside(inner.arguments[0], names) : inner
}
