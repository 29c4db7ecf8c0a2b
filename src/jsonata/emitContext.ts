import { type Block, type JsCode, join, js, type Unit } from '../code/index.ts'
import type { Span } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'
import type { Node } from './ast.ts'
import { unwrapSingleton } from './runtime/sequence.ts'
import type { LocalScope } from './scope.ts'
import * as staticTypes from './staticTypes.ts'

/** A part of the text of an expression, and the text's place in its definition. */
export interface Place {
  readonly at: Pointer
  readonly span: Span
}

/** What a whole program shares while its code is written. */
export interface Program {
  /** The whole expression. */
  readonly node: Node
  readonly unit: Unit
  /** The `Run` of the program. */
  readonly run: JsCode
  readonly typeFacts: staticTypes.TypeFacts
  /** Writes a node. Constructs go through it for the nodes inside them. */
  readonly emit: (node: Node, context: EmitContext) => JsCode
  /** Says where a token ends that may fail at run time, and what it is. */
  readonly site: (position: number, token: string | undefined) => JsCode
  /** Where a node is written, in a program that has trace points. */
  readonly placeOf: (node: Node) => Place | undefined
  /** Reports a mistake that is known before anything runs. */
  readonly mistake: (code: string, position: number, token: string, facts?: { readonly index?: number }) => void
}

/**
 * What the context of an expression may be: the `root` input, which is one context even when it is an array;
 * a `list` of contexts; or one `item`, over which a path goes when it is an array.
 */
export type ContextKind = 'root' | 'list' | 'item'

/** Where in a program code is being written. */
type Position = Pick<
  EmitContext,
  'program' | 'block' | 'scope' | 'input' | 'kind' | 'depth' | 'runsInOrder' | 'callerResumesTailCalls'
>

export class EmitContext {
  readonly program: Program
  readonly block: Block
  readonly scope: LocalScope
  readonly input: JsCode
  readonly kind: ContextKind
  /** How deep the node being written stands in the tree of its function. */
  readonly depth: number
  /** Whether what is written runs exactly once, in order, for each run of its frame. */
  readonly runsInOrder: boolean
  /** Whether callers of the function being written make the calls that it leaves to them. */
  readonly callerResumesTailCalls: boolean

  constructor(state: Position) {
    this.program = state.program
    this.block = state.block
    this.scope = state.scope
    this.input = state.input
    this.kind = state.kind
    this.depth = state.depth
    this.runsInOrder = state.runsInOrder
    this.callerResumesTailCalls = state.callerResumesTailCalls
  }

  with(change: Partial<Omit<Position, 'program'>>): EmitContext {
    return new EmitContext({ ...this, ...change })
  }

  get unit(): Unit {
    return this.program.unit
  }

  /** Writes a node in this scope and gives its value: a name or a literal, evaluated already. */
  emit(node: Node): JsCode {
    return this.program.emit(node, this)
  }

  /** `const v1 = value;`, the name, and what is known of it. */
  const(value: JsCode, types: staticTypes.TypeSet = staticTypes.anything): JsCode {
    return this.program.typeFacts.note(this.block.const(value), types)
  }

  typesOf(code: JsCode): staticTypes.TypeSet {
    return this.program.typeFacts.of(code)
  }

  /** A value as an expression gives it: a sequence of one item is that item, and an empty one is absent. */
  settle(code: JsCode): JsCode {
    const types = this.typesOf(code)
    if ((types & staticTypes.sequence) === 0) return code
    const settled = this.call({ unwrapSingleton }, code)
    const isArray = staticTypes.isWithin(types, staticTypes.list | staticTypes.sequence)
    return this.block.once(`one ${code}`, () =>
      this.const(isArray ? settled : js`typeof ${code} === "object" ? ${settled} : ${code}`),
    )
  }

  /** Names something of the run time in the program: `scope.link({ lookup })` is `lookup` there. */
  link(named: Readonly<Record<string, unknown>>): JsCode {
    const [name, value] = Object.entries(named)[0]!
    return this.unit.link(name, value)
  }

  /** A call of something of the run time: `scope.call({ lookup }, value, 'key')`. */
  call(named: Readonly<Record<string, unknown>>, ...args: readonly unknown[]): JsCode {
    return js`${this.link(named)}(${join(
      args.map(arg => js`${arg}`),
      ', ',
    )})`
  }

  /** The same for functions that take the `Run` first. */
  callWithRun(named: Readonly<Record<string, unknown>>, ...args: readonly unknown[]): JsCode {
    return this.call(named, this.program.run, ...args)
  }

  /** Notes where evaluation has come to, before something that can fail. */
  mark(position: number, token?: string): void {
    this.block.add(js`${this.program.run}.at = ${this.program.site(position, token)};`)
  }

  /** Reports, in a program with trace points, the value of a node or the arm that a run takes there. */
  report(what: 'value' | 'branch', node: Node, value: unknown): void {
    const trace = what === 'value' ? this.block.trace : this.unit.trace
    const place = trace && this.program.placeOf(node)
    if (place) this.block.add(js`${trace}.${what === 'value' ? js`value` : js`branch`}(${place}, ${value});`)
  }

  /** `parameters => { … }`, whose body may run any number of times, later or never. */
  function(
    parameters: readonly JsCode[],
    change: Partial<EmitContext>,
    write: (context: EmitContext) => JsCode,
  ): JsCode {
    const block = this.block.inner()
    const result = write(this.with({ runsInOrder: false, ...change, block }))
    const list = parameters.length === 1 ? parameters[0] : js`(${join(parameters, ', ')})`
    return js`${list} => {\n${block.code}\nreturn ${result};\n}`
  }

  /** `condition ? … : …`, of which one branch runs. */
  choose(
    condition: JsCode,
    then: (context: EmitContext) => JsCode,
    otherwise: (context: EmitContext) => JsCode,
  ): JsCode {
    let types = 0
    const branch = (write: (context: EmitContext) => JsCode) => (block: Block) => {
      const value = write(this.with({ block, runsInOrder: false }))
      types |= this.typesOf(value)
      return value
    }
    return this.program.typeFacts.note(this.block.choose(condition, branch(then), branch(otherwise)), types)
  }
}
