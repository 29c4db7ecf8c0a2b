import { Block, type JsCode, join, js, type Unit } from '../code/index.ts'
import type { Pointer } from '../value/index.ts'
import type { Node, NodeOf } from './ast.ts'
import { writeLambda } from './constructs/lambda.ts'
import { emit } from './emit.ts'
import { type ContextKind, EmitContext } from './emitContext.ts'
import { extentOf } from './extent.ts'
import { GlobalScope } from './globalScope.ts'
import type { Builtin } from './library.ts'
import * as errorKinds from './runtime/errorKinds.ts'
import { type Limits, Run } from './runtime/run.ts'
import { type Given, LocalScope } from './scope.ts'
import { siteOf } from './site.ts'
import { anything, functions as functionType, record, TypeFacts, type TypeSet } from './staticTypes.ts'

export interface ProgramOptions {
  readonly unit: Unit
  readonly run: JsCode
  /** Names whose values are passed to each evaluation. */
  readonly bindings?: Iterable<string>
  /** Names that refer to code of the unit. */
  readonly given?: ReadonlyMap<string, Given>
  readonly functions: ReadonlyMap<string, Builtin>
  /** Keys of the input, an object, whose values are objects too. Without them, the input may be anything. */
  readonly objects?: readonly string[] | undefined
  /** Kind of the input. Default: `root`. */
  readonly kind?: ContextKind
  /** Pointer of the text in its definition, for trace points. */
  readonly at?: Pointer
  /** True if errors tell where in the text they happened. */
  readonly hasSites?: boolean
  /** True if trace points report values besides the arms taken. */
  readonly showsValues?: boolean
}

/** Declares the `Run` that all expressions of a unit with these limits share. It may call functions of a `host`. */
export function declareRun(limits: Limits, unit: Unit, { host = false } = {}): JsCode {
  const kinds = host ? js`, ${unit.import({ errorKinds })}` : js``
  return unit.constant(js`new ${unit.import({ Run })}(${{ ...limits }}${kinds})`)
}

/** Declares the function of an expression in the unit, `f1(input, bindings)`, and returns its name. */
export function declareProgram(text: string, node: Node, options: ProgramOptions): JsCode {
  return options.unit.function(() => emitProgram(text, node, options))
}

function emitProgram(text: string, node: Node, options: ProgramOptions): JsCode {
  const { unit, bindings = [], showsValues, objects } = options
  const [input, bound] = [unit.variable(), unit.variable()]
  const given = new Map(options.given)
  for (const name of bindings) given.set(name, { code: js`${bound}[${name}]` })
  const trace = showsValues ? unit.trace : undefined
  const context = outermost(text, node, input, new Block(unit, { trace }), { ...options, given })
  if (objects) context.program.typeFacts.note(input, record, objects)
  context.scope.declare(context.block, [node])
  const result = context.emit(node)
  return js`(${input}, ${bound}) => {\n${context.block.body}\nreturn ${result};\n}`
}

/**
 * Declares a lambda as a top-level function, `f1(a, b)`, and returns its name and result type. It runs tail calls
 * itself, so it must not be recursive.
 */
export function declareFunction(text: string, node: NodeOf<'lambda'>, options: ProgramOptions): Required<Given> {
  const { unit } = options
  let result: TypeSet = anything
  const code = unit.function(() => {
    const context = outermost(text, node, js`undefined`, new Block(unit), options)
    const lambda = writeLambda(node, context.with({ callerResumesTailCalls: false }))
    result = context.typesOf(lambda.result)
    return js`(${join(lambda.parameters, ', ')}) => {\n${lambda.block.body}\nreturn ${lambda.result};\n}`
  })
  return { code, result }
}

/** Creates the context of a whole program. */
function outermost(text: string, node: Node, input: JsCode, block: Block, options: ProgramOptions): EmitContext {
  const { unit, run, given = new Map(), functions, kind = 'root', at, hasSites } = options
  const typeFacts = new TypeFacts()
  for (const { code, result } of given.values()) if (result !== undefined) typeFacts.note(code, functionType)
  const scope = new LocalScope(new GlobalScope(unit, run, input, given, functions), true)
  const program = {
    node,
    unit,
    run,
    typeFacts,
    emit,
    site: hasSites
      ? (position: number, token: string | undefined) => unit.data(siteOf(text, position, token))
      : undefined,
    placeOf: (node: Node) => {
      const span = extentOf(node, text)
      return at === undefined || span === undefined ? undefined : { at, span: { ...span } }
    },
  }
  return new EmitContext({
    program,
    block,
    scope,
    input,
    kind,
    depth: 0,
    runsInOrder: true,
    callerResumesTailCalls: true,
  })
}
