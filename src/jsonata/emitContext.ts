import { type Block, type JsCode, join, js, type Unit } from '../code/index.ts'
import type { Span } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'
import type { Node } from './ast.ts'
import { unwrapSingleton } from './runtime/sequence.ts'
import type { LocalScope } from './scope.ts'
import * as staticTypes from './staticTypes.ts'

/** Span of an expression, with the pointer of its text in the definition. */
export interface Place {
  readonly at: Pointer
  readonly span: Span
}

/** State that all code of one program shares. */
export interface Program {
  /** The whole expression. */
  readonly node: Node
  readonly unit: Unit
  /** The `Run` of the program. */
  readonly run: JsCode
  readonly typeFacts: staticTypes.TypeFacts
  /** Emits a node. Constructs emit the nodes inside them through it. */
  readonly emit: (node: Node, context: EmitContext) => JsCode
  /** Emits the position of a token that may fail at run time; absent if errors do not tell it. */
  readonly site: ((position: number, token: string | undefined) => JsCode) | undefined
  /** Place of a node, if the program has trace points. */
  readonly placeOf: (node: Node) => Place | undefined
}

/**
 * Kinds of contexts: the `root` input, one context even if it is an array; a `list` of contexts; or one `item`, over
 * whose items a path runs if it is an array.
 */
export type ContextKind = 'root' | 'list' | 'item'

/** State of an emit context. */
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
  /** Depth of the node in the tree of its function. */
  readonly depth: number
  /** True if this code runs exactly once, in source order, each time its scope is entered. */
  readonly runsInOrder: boolean
  /** True if callers run the tail calls that this function may return (trampolining). */
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

  /** Emits a node and returns its value: a name or a literal, already evaluated. */
  emit(node: Node): JsCode {
    return this.program.emit(node, this)
  }

  /** Emits `const v1 = value;`, records its type and returns its name. */
  const(value: JsCode, types: staticTypes.TypeSet = staticTypes.anything): JsCode {
    return this.program.typeFacts.note(this.block.const(value), types)
  }

  typesOf(code: JsCode): staticTypes.TypeSet {
    return this.program.typeFacts.of(code)
  }

  /** Emits the value of an expression: a sequence of one item becomes that item, an empty one becomes absent. */
  settle(code: JsCode): JsCode {
    const types = this.typesOf(code)
    if ((types & staticTypes.sequence) === 0) return code
    const settled = this.call({ unwrapSingleton }, code)
    const isArray = staticTypes.isWithin(types, staticTypes.list | staticTypes.sequence)
    return this.block.once(`one ${code}`, () =>
      this.const(isArray ? settled : js`typeof ${code} === "object" ? ${settled} : ${code}`),
    )
  }

  /** Imports a run-time function: `context.import({ truthy })` is its name in the program. */
  import(named: Readonly<Record<string, unknown>>): JsCode {
    return this.unit.import(named)
  }

  /** Emits a call of a run-time function: `context.call({ fieldOfItem }, value, 'key')`. */
  call(named: Readonly<Record<string, unknown>>, ...args: readonly unknown[]): JsCode {
    return js`${this.import(named)}(${join(
      args.map(arg => js`${arg}`),
      ', ',
    )})`
  }

  /** Emits a call of a run-time function that takes the `Run` first. */
  callWithRun(named: Readonly<Record<string, unknown>>, ...args: readonly unknown[]): JsCode {
    return this.call(named, this.program.run, ...args)
  }

  /** Emits the current position, for the error of an operation that may fail. */
  mark(position: number, token?: string): void {
    const { run, site } = this.program
    if (site) this.block.add(js`${run}.at = ${site(position, token)};`)
  }

  /** Emits a trace point, if the program has them: the value of a node, or the arm that a run takes. */
  report(what: 'value' | 'branch', node: Node, value: unknown): void {
    const trace = what === 'value' ? this.block.trace : this.unit.trace
    const place = trace && this.program.placeOf(node)
    if (place) this.block.add(js`${trace}.${what === 'value' ? js`value` : js`branch`}(${place}, ${value});`)
  }

  /** Emits `parameters => { … }`, a function that pays for its calls. The body may run later, many times, or never. */
  function(
    parameters: readonly JsCode[],
    change: Partial<EmitContext>,
    write: (context: EmitContext) => JsCode,
  ): JsCode {
    const block = this.block.inner()
    const result = write(this.with({ runsInOrder: false, ...change, block }))
    const list = parameters.length === 1 ? parameters[0] : js`(${join(parameters, ', ')})`
    return js`${list} => {\n${block.body}\nreturn ${result};\n}`
  }

  /** Emits `item => { … }` for a function of the run time that pays for all calls at once, `units` each. */
  itemFunction(write: (context: EmitContext) => JsCode): { readonly code: JsCode; readonly units: number } {
    const item = this.unit.variable()
    const block = this.block.inner()
    const result = write(this.with({ runsInOrder: false, input: item, kind: 'item', block }))
    return { code: js`${item} => {\n${block.code}\nreturn ${result};\n}`, units: block.units }
  }

  /** Emits `condition ? … : …`, of which one branch runs. */
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
