import { type Block, type JsCode, js } from '../code/index.ts'
import { children, type Node, suffixes } from './ast.ts'
import type { Builtin } from './library.ts'
import type { TypeSet } from './staticTypes.ts'

/** Meaning of a variable name where it is read. */
export interface Resolution {
  readonly code: JsCode
  /** True if the code has the same value at every later read. */
  readonly stable: boolean
  /** The built-in function that the name refers to, if that is certain. */
  readonly builtin?: Builtin
  /** Result type of a function that is called as in JavaScript. */
  readonly result?: TypeSet
}

/** Code that a host binds to a name; see `Resolution`. */
export type Given = Pick<Resolution, 'code' | 'result'>

/** The variables of a part of an expression. Names bound in an inner scope shadow outer ones once they are bound. */
export interface Scope {
  /** `runsInOrder`: the read runs in source order, after all binds emitted so far and before later ones. */
  lookup(name: string, runsInOrder: boolean): Resolution | undefined
  /** Names bound in this scope or around it, without the library's. */
  names(): Iterable<string>
}

interface Variable {
  readonly code: JsCode
  readonly binds: number
  /** `maybe` after a bind that may not have run. */
  state: 'unbound' | 'maybe' | 'bound'
}

/** Initial value of a variable that shadows another one and is not bound yet. */
export const unbound = Symbol('unbound')

/** The variables of a block or a function. Each is a JavaScript variable. */
export class LocalScope implements Scope {
  readonly #outer: Scope
  readonly #inOrder: boolean
  readonly #variables = new Map<string, Variable>()

  /** `inOrder`: the scope runs once, at its place in the outer one. */
  constructor(outer: Scope, inOrder: boolean) {
    this.#outer = outer
    this.#inOrder = inOrder
  }

  /** Declares the names that these nodes bind, at the start of `block`. */
  declare(block: Block, nodes: readonly Node[]): void {
    for (const [name, binds] of countBinds(nodes)) {
      const known = this.#variables.get(name)
      if (known) this.#variables.set(name, { ...known, binds: binds + 1 })
      else {
        const hides = this.#outer.lookup(name, false) !== undefined
        const code = hides ? block.let(block.unit.import({ unbound })) : block.let()
        this.#variables.set(name, { code, binds, state: 'unbound' })
      }
    }
  }

  /** Declares a parameter, which is bound from the start. */
  parameter(name: string, code: JsCode): void {
    this.#variables.set(name, { code, binds: 1, state: 'bound' })
  }

  /** The variable to assign to. `isFinal` if no later bind changes it. */
  bind(name: string, runsInOrder: boolean): { readonly code: JsCode; readonly isFinal: boolean } {
    const variable = this.#variables.get(name)!
    if (runsInOrder) variable.state = 'bound'
    else if (variable.state === 'unbound') variable.state = 'maybe'
    return { code: variable.code, isFinal: runsInOrder && variable.binds === 1 }
  }

  names(): Iterable<string> {
    return [...this.#outer.names(), ...this.#variables.keys()]
  }

  lookup(name: string, runsInOrder: boolean): Resolution | undefined {
    const outer = () => this.#outer.lookup(name, runsInOrder && this.#inOrder)
    const variable = this.#variables.get(name)
    if (variable === undefined || (runsInOrder && variable.state === 'unbound')) return outer()
    const { code } = variable
    if (variable.state === 'bound') return { code, stable: variable.binds <= 1 }
    const hidden = outer()
    if (hidden === undefined) return { code, stable: false }
    return { code: js`(typeof ${code} === "symbol" ? ${hidden.code} : ${code})`, stable: false }
  }
}

function countBinds(nodes: readonly Node[]): Map<string, number> {
  const counts = new Map<string, number>()
  const visit = (node: Node) => {
    if (node.type === 'bind') counts.set(node.lhs.value, (counts.get(node.lhs.value) ?? 0) + 1)
    const hasOwnScope = node.type === 'block' || (node.type === 'lambda' && !node.thunk)
    for (const child of hasOwnScope ? suffixes(node) : children(node)) visit(child)
  }
  for (const node of nodes) visit(node)
  return counts
}
