import { type JsCode, join, js } from '../../code/index.ts'
import { children, type Group, type Node, type NodeOf, type Stage } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { keepArray, keepArrayOfPath, unwrapSingleton } from '../runtime/sequence.ts'
import {
  type Binds,
  filterTuples,
  groupTuples,
  numberTuples,
  orderTuples,
  startSortedTuples,
  startTuples,
  tupleAt,
  tupleItems,
  tupleStep,
} from '../runtime/tuples.ts'
import { LocalScope, type Resolution, type Scope } from '../scope.ts'

type Path = NodeOf<'path'>

/** Emits the steps from the first one that binds a variable: they run over tuples. `before` is the stream so far. */
export function emitTupleSteps(path: Path, steps: readonly Node[], before: JsCode, context: EmitContext): JsCode {
  const names = boundNames(path)
  let tuples: JsCode | undefined
  for (const step of steps) {
    tuples =
      step.type === 'sort'
        ? emitTupleSort(step, tuples, before, names, context)
        : emitStep(step, tuples ?? start(before, context), names, context)
    tuples = emitStages(step.stages ?? [], tuples, names, context)
  }
  return finish(path, tuples!, names, context)
}

const start = (stream: JsCode, context: EmitContext) => context.block.const(context.call({ startTuples }, stream))

function emitStep(step: Node, tuples: JsCode, names: Names, context: EmitContext): JsCode {
  const binds: Binds = {
    ...(step.focus === undefined ? {} : { focus: keyOf(step.focus) }),
    ...(step.index === undefined ? {} : { index: keyOf(step.index) }),
    ...(step.ancestor === undefined ? {} : { ancestor: step.ancestor.label }),
  }
  return context.block.const(context.callWithRun({ tupleStep }, tuples, tupleFunction(step, names, context), binds))
}

/** Emits filters and grouping after a block that returns tuples, `(a.b)[%.c]`. */
export function emitTupleSuffix(node: Node, value: JsCode, context: EmitContext): JsCode {
  const names = boundNames(node)
  const filtered = emitStages(node.predicate ?? [], value, names, context)
  return node.group ? emitTupleGroup(node.group, filtered, names, context) : filtered
}

function emitStages(stages: readonly Stage[], tuples: JsCode, names: Names, context: EmitContext): JsCode {
  let left = tuples
  for (const stage of stages) {
    if (stage.type === 'index') left = context.block.const(context.call({ numberTuples }, left, keyOf(stage.value)))
    else if (stage.expr.type === 'number')
      left = context.block.const(context.call({ tupleAt }, left, Math.floor(stage.expr.value)))
    else
      left = context.block.const(context.callWithRun({ filterTuples }, left, tupleFunction(stage.expr, names, context)))
  }
  return left
}

function emitTupleSort(
  step: NodeOf<'sort'>,
  tuples: JsCode | undefined,
  before: JsCode,
  names: Names,
  context: EmitContext,
): JsCode {
  const terms = step.terms.map(
    ({ descending, expression }) => js`{ descending: ${descending}, by: ${tupleFunction(expression, names, context)} }`,
  )
  const list = js`[${join(terms, ', ')}]`
  context.mark(step.position, '^')
  const sorted = tuples
    ? context.callWithRun({ orderTuples }, tuples, list)
    : context.callWithRun({ startSortedTuples }, before, list, keyOf(String(step.index)))
  return context.block.const(sorted)
}

/** Emits the items of the tuples, or the tuples if an outer path looks back with `%`. */
function finish(path: Path, tuples: JsCode, names: Names, context: EmitContext): JsCode {
  if (path.group) return emitTupleGroup(path.group, tuples, names, context)
  const items = path.tuple ? tuples : context.call({ tupleItems }, tuples)
  if (path.keepSingletonArray) return context.block.const(context.call({ keepArrayOfPath }, items))
  return context.block.const(
    path.keepArray ? context.call({ keepArray }, items) : context.call({ unwrapSingleton }, items),
  )
}

function emitTupleGroup(group: Group, tuples: JsCode, names: Names, context: EmitContext): JsCode {
  const pairs = group.lhs.map(
    ([key, value]) =>
      js`{ key: ${tupleFunction(key, names, context)}, value: ${tupleFunction(value, names, context)} }`,
  )
  const list = js`[${join(pairs, ', ')}]`
  context.mark(group.position)
  return context.block.const(context.callWithRun({ groupTuples }, tuples, list))
}

/** Emits `(item, tuple) => …`, in which a node sees the bindings of the tuple. */
function tupleFunction(node: Node, names: Names, context: EmitContext): JsCode {
  const [item, tuple] = [context.unit.variable(), context.unit.variable()]
  const scope = new LocalScope(new TupleNames(context.scope, tuple, names), false)
  return context.function([item, tuple], { input: item, kind: 'item', scope, runsInOrder: true }, inner => {
    scope.declare(inner.block, [node])
    return inner.emit(node)
  })
}

/** Key of a variable in a tuple. Labels of ancestors start with `!`, which no variable does. */
const keyOf = (name: string): string => (name.startsWith('!') ? name : `$${name}`)

export type Names = ReadonlySet<string>

/** Names that a tuple may bind, in front of the outer scope. */
export class TupleNames implements Scope {
  readonly #outer: Scope
  readonly #tuple: JsCode
  readonly #names: Names

  constructor(outer: Scope, tuple: JsCode, names: Names) {
    this.#outer = outer
    this.#tuple = tuple
    this.#names = names
  }

  names(): Iterable<string> {
    return [...this.#outer.names(), ...this.#names]
  }

  lookup(name: string): Resolution | undefined {
    const outer = this.#outer.lookup(name, false)
    if (!this.#names.has(name)) return outer
    const key = keyOf(name)
    const bound = js`${this.#tuple}[${key}]`
    if (outer === undefined) return { code: bound, stable: false }
    return { code: js`(${key} in ${this.#tuple} ? ${bound} : ${outer.code})`, stable: false }
  }
}

/** Collects the names that a node and the paths inside it bind. */
export function boundNames(whole: Node): Names {
  const names = new Set<string>()
  const visit = (node: Node) => {
    if (node.focus !== undefined) names.add(node.focus)
    if (node.index !== undefined) names.add(node.index)
    if (node.ancestor !== undefined) names.add(node.ancestor.label)
    for (const stage of node.stages ?? []) if (stage.type === 'index') names.add(stage.value)
    for (const child of children(node)) visit(child)
  }
  visit(whole)
  return names
}
