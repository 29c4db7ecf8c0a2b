import { type JsCode, join, js } from '../../code/index.ts'
import { children, type Group, type Node, type NodeOf, type Stage } from '../ast.ts'
import { type Frame, type Resolution, Variables } from '../frame.ts'
import { many, manyOfPath, one } from '../runtime/sequence.ts'
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
import type { Scope } from '../scope.ts'

type Path = NodeOf<'path'>

/** The steps from the first on that binds something: they go over tuples. `before` is where the others led. */
export function emitTupleSteps(path: Path, steps: readonly Node[], before: JsCode, scope: Scope): JsCode {
  const names = boundNames(path)
  let tuples: JsCode | undefined
  for (const step of steps) {
    tuples =
      step.type === 'sort'
        ? emitTupleSort(step, tuples, before, names, scope)
        : emitStep(step, tuples ?? start(before, scope), names, scope)
    tuples = emitStages(step.stages ?? [], tuples, names, scope)
  }
  return finish(path, tuples!, names, scope)
}

const start = (stream: JsCode, scope: Scope) => scope.block.const(scope.call({ startTuples }, stream))

function emitStep(step: Node, tuples: JsCode, names: Names, scope: Scope): JsCode {
  const binds: Binds = {
    ...(step.focus === undefined ? {} : { focus: keyOf(step.focus) }),
    ...(step.index === undefined ? {} : { index: keyOf(step.index) }),
    ...(step.ancestor === undefined ? {} : { ancestor: step.ancestor.label }),
  }
  return scope.block.const(scope.callWithRun({ tupleStep }, tuples, tupleFunction(step, names, scope), binds))
}

/** The filters and the group after a block that ends in a path whose tuples it passes on, `(a.b)[%.c]`. */
export function emitTupleSuffix(node: Node, value: JsCode, scope: Scope): JsCode {
  const names = boundNames(node)
  const filtered = emitStages(node.predicate ?? [], value, names, scope)
  return node.group ? emitTupleGroup(node.group, filtered, names, scope) : filtered
}

function emitStages(stages: readonly Stage[], tuples: JsCode, names: Names, scope: Scope): JsCode {
  let left = tuples
  for (const stage of stages) {
    if (stage.type === 'index') left = scope.block.const(scope.call({ numberTuples }, left, keyOf(stage.value)))
    else if (stage.expr.type === 'number')
      left = scope.block.const(scope.call({ tupleAt }, left, Math.floor(stage.expr.value)))
    else left = scope.block.const(scope.callWithRun({ filterTuples }, left, tupleFunction(stage.expr, names, scope)))
  }
  return left
}

function emitTupleSort(
  step: NodeOf<'sort'>,
  tuples: JsCode | undefined,
  before: JsCode,
  names: Names,
  scope: Scope,
): JsCode {
  const terms = step.terms.map(
    ({ descending, expression }) => js`{ descending: ${descending}, by: ${tupleFunction(expression, names, scope)} }`,
  )
  const list = js`[${join(terms, ', ')}]`
  scope.mark(step.position, '^')
  const sorted = tuples
    ? scope.callWithRun({ orderTuples }, tuples, list)
    : scope.callWithRun({ startSortedTuples }, before, list, keyOf(String(step.index)))
  return scope.block.const(sorted)
}

/** The items at the end; or the tuples, when a path around this one looks back into it. */
function finish(path: Path, tuples: JsCode, names: Names, scope: Scope): JsCode {
  if (path.group) return emitTupleGroup(path.group, tuples, names, scope)
  const items = path.tuple ? tuples : scope.call({ tupleItems }, tuples)
  if (path.keepSingletonArray) return scope.block.const(scope.call({ manyOfPath }, items))
  return scope.block.const(path.keepArray ? scope.call({ many }, items) : scope.call({ one }, items))
}

function emitTupleGroup(group: Group, tuples: JsCode, names: Names, scope: Scope): JsCode {
  const pairs = group.lhs.map(
    ([key, value]) => js`{ key: ${tupleFunction(key, names, scope)}, value: ${tupleFunction(value, names, scope)} }`,
  )
  const list = js`[${join(pairs, ', ')}]`
  scope.mark(group.position)
  return scope.block.const(scope.callWithRun({ groupTuples }, tuples, list))
}

/** `(item, tuple) => …`: a node that sees what the tuple binds. */
function tupleFunction(node: Node, names: Names, scope: Scope): JsCode {
  const [item, tuple] = [scope.unit.variable(), scope.unit.variable()]
  const frame = new Variables(new TupleNames(scope.frame, tuple, names), false)
  return scope.function([item, tuple], { input: item, kind: 'item', frame, straight: true }, inner => {
    frame.declare(inner.block, [node])
    return inner.emit(node)
  })
}

/** The key of a variable in a tuple. The labels of ancestors start with `!`, as no variable does. */
const keyOf = (name: string): string => (name.startsWith('!') ? name : `$${name}`)

type Names = ReadonlySet<string>

/** The names that a tuple may bind, in front of those of the frame around. */
class TupleNames implements Frame {
  readonly #outer: Frame
  readonly #tuple: JsCode
  readonly #names: Names

  constructor(outer: Frame, tuple: JsCode, names: Names) {
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

/** All names that a node binds, or the steps of paths inside of it. */
function boundNames(whole: Node): Names {
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
