import { chargeCompilation, compileCost } from '../value/index.ts'
import { children, type Node, type NodeOf } from './ast.ts'
import { reachableFrom } from './calleesFirst.ts'
import type { Expression } from './expression.ts'
import { destinationLibrary } from './functions/index.ts'
import { anyType } from './runtime/signature.ts'

/**
 * True if an expression may turn JSON into a value that is not JSON: a function, NaN or an infinity. Most cannot, and
 * their results need no check.
 */
export function mayLeaveJson({ node }: Expression, functions: ReadonlyMap<string, Expression>): boolean {
  const known = answers.get(functions) ?? new Map<string, boolean>()
  answers.set(functions, known)
  const find = (node: Node, flows: boolean) => {
    return new Search(node, functions, name => known.get(name) === true).find(node, flows)
  }
  const reached = reachableFrom(node, name => (known.has(name) ? undefined : functions.get(name)?.node))
  // Callees come first, as far as functions do not call each other in circles.
  let open = [...reached].toReversed()
  for (let count = open.length + 1; open.length < count; ) {
    count = open.length
    open = open.filter(([name, node]) => {
      chargeCompilation(compileCost.node)
      const leaves = find(node, false)
      if (leaves) known.set(name, true)
      return !leaves
    })
  }
  for (const [name] of open) known.set(name, false)
  return find(node, true)
}

/** Answers for the functions of a definition, which many expressions call. */
const answers = new WeakMap<object, Map<string, boolean>>()

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%'])
/** Functions that may return NaN or an infinity for finite arguments. */
const unbounded: ReadonlySet<string> = new Set(['sum', 'average', 'round', 'parseInteger', 'toMillis'])
const functionTypes: ReadonlySet<string> = new Set(['lambda', 'regex', 'partial', 'transform'])

class Search {
  readonly #functions: ReadonlyMap<string, Expression>
  readonly #ofFunction: (name: string) => boolean
  /** Variables that are bound to functions, or to other variables. */
  readonly #bound: ReadonlySet<string>
  #parameters: ReadonlySet<string> = new Set()

  constructor(node: Node, functions: ReadonlyMap<string, Expression>, ofFunction: (name: string) => boolean) {
    this.#functions = functions
    this.#ofFunction = ofFunction
    this.#bound = new Set(bindsIn(node).flatMap(({ lhs, rhs }) => (isFunction(rhs) ? [lhs.value] : [])))
  }

  /** `flows`: the value may become part of the result as it is. Otherwise it is called, compared or converted. */
  find(node: Node, flows: boolean): boolean {
    const suffixes = [...(node.predicate ?? []), ...(node.stages ?? [])]
    if (suffixes.some(stage => stage.type === 'filter' && this.find(stage.expr, false))) return true
    if (node.group?.lhs.some(([key, value]) => this.find(key, false) || this.find(value, flows))) return true
    return this.#findIn(node, flows)
  }

  #findIn(node: Node, flows: boolean): boolean {
    switch (node.type) {
      case 'variable':
        return flows && this.#mayBeFunction(node)
      case 'regex':
        return flows
      case 'lambda':
        return (flows && !node.thunk) || this.#within(node)
      case 'bind':
        return this.find(node.rhs, flows || !isFunction(node.rhs))
      case 'block':
        return node.expressions.some((one, index) => this.find(one, flows && index === node.expressions.length - 1))
      case 'condition':
        return (
          this.find(node.condition, false) ||
          this.find(node.then, flows) ||
          (node.else !== undefined && this.find(node.else, flows))
        )
      case 'binary':
        return (flows && arithmetic.has(node.value)) || children(node).some(part => this.find(part, false))
      case 'sort':
        return node.terms.some(({ expression }) => this.find(expression, false))
      case 'function':
        return this.#findInCall(node, flows, 0)
      case 'apply':
        if (this.find(node.lhs, flows)) return true
        return node.rhs.type === 'function' ? this.#findInCall(node.rhs, flows, 1) : this.#called(node.rhs, flows)
      case 'partial':
      case 'transform':
        return flows || children(node).some(part => this.find(part, true))
      case 'unary':
        return children(node).some(part => this.find(part, flows && node.value !== '-'))
      default:
        return node.type === 'path' && node.steps.some(step => this.find(step, flows))
    }
  }

  /** Inside a function, its parameters shadow functions of the same name. */
  #within({ arguments: parameters, body }: NodeOf<'lambda'>): boolean {
    const before = this.#parameters
    this.#parameters = new Set([...before, ...parameters.map(({ value }) => value)])
    const found = this.find(body, true)
    this.#parameters = before
    return found
  }

  /** `applied`: number of arguments from the left of `~>`. */
  #findInCall({ procedure, arguments: args }: NodeOf<'function'>, flows: boolean, applied: number): boolean {
    const name = procedure.type === 'variable' ? procedure.value : ''
    const builtin = destinationLibrary.get(name)
    const takesFunction = (index: number) => {
      const types = builtin?.signature.parameters[index + applied]?.types
      return types !== undefined && types !== anyType && types.includes('f')
    }
    return this.#called(procedure, flows) || args.some((arg, index) => this.find(arg, flows && !takesFunction(index)))
  }

  #called(procedure: Node, flows: boolean): boolean {
    const name = procedure.type === 'variable' ? procedure.value : ''
    return (flows && (unbounded.has(name) || this.#ofFunction(name))) || this.find(procedure, false)
  }

  #mayBeFunction({ value }: NodeOf<'variable'>): boolean {
    if (this.#bound.has(value)) return true
    return !this.#parameters.has(value) && (destinationLibrary.has(value) || this.#functions.has(value))
  }
}

const isFunction = ({ type }: Node) => functionTypes.has(type) || type === 'variable'

function bindsIn(node: Node): NodeOf<'bind'>[] {
  return [...(node.type === 'bind' ? [node] : []), ...children(node).flatMap(bindsIn)]
}
