import { Block, js, Unit } from '../code/index.ts'
import { chargeCompilation, compileCost } from '../value/index.ts'
import type { Group, Node, NodeOf, Stage } from './ast.ts'
import { builtinOf, type CallNode } from './constructs/call.ts'
import { isCoalescing, isDefault } from './constructs/condition.ts'
import { staticKeys } from './constructs/group.ts'
import { boundNames, type Names, TupleNames } from './constructs/tuplePath.ts'
import { passesTuples } from './emit.ts'
import type { ContextKind } from './emitContext.ts'
import type { Builtin } from './library.ts'
import { findPatternMistakes, type Mistake } from './mistake.ts'
import type { Signature } from './runtime/signature.ts'
import { LocalScope, type Scope } from './scope.ts'
import { siteOf } from './site.ts'

interface Vocabulary {
  readonly functions: ReadonlyMap<string, Builtin>
  /** Names that are visible besides the functions. */
  readonly names?: ReadonlySet<string>
  /** Kind of the input. Default: `root`. */
  readonly kind?: ContextKind
}

/** The part of an emit context that decides which names are visible. */
interface Visible {
  readonly scope: LocalScope
  readonly runsInOrder: boolean
  readonly kind: ContextKind
}

/**
 * Finds calls of unknown functions (T1006, T1008), wrong numbers of arguments (T0410) and regular expressions that are
 * refused (S0301), in the order in which the constructs are emitted.
 */
export function findMistakes(
  text: string,
  node: Node,
  { functions, names = new Set(), kind = 'root' }: Vocabulary,
): Mistake[] {
  const search = new Search(text)
  const global = globalScope(functions, names)
  const scope = search.open(new LocalScope(global, true), node)
  search.visit(node, { scope, runsInOrder: true, kind })
  return search.mistakes
}

const code = js`undefined`

function globalScope(functions: ReadonlyMap<string, Builtin>, names: ReadonlySet<string>): Scope {
  return {
    names: () => names,
    lookup(name) {
      if (name === '$' || names.has(name)) return { code, stable: true }
      const builtin = functions.get(name)
      return builtin && { code, stable: true, builtin }
    },
  }
}

/** Code that may run later, many times, or never, for single items. */
const later = (context: Visible): Visible => ({ ...context, runsInOrder: false, kind: 'item' })
/** Code that may not run. */
const branch = (context: Visible): Visible => ({ ...context, runsInOrder: false })

class Search {
  readonly mistakes: Mistake[] = []
  readonly #text: string
  /** Takes the declarations of the scopes, which only emitted code needs. */
  readonly #block = new Block(new Unit())

  constructor(text: string) {
    this.#text = text
  }

  open(scope: LocalScope, ...nodes: readonly Node[]): LocalScope {
    scope.declare(this.#block, nodes)
    return scope
  }

  visit(node: Node, context: Visible): void {
    chargeCompilation(compileCost.node)
    this.#visitConstruct(node, context)
    const { predicate = [], group } = node
    if (passesTuples(node)) this.#visitTupleSuffix(predicate, group, boundNames(node), context)
    else {
      this.#visitFilters(predicate, context)
      if (node.type !== 'path') this.#visitGroup(group, context)
    }
  }

  #visitConstruct(node: Node, context: Visible): void {
    switch (node.type) {
      case 'path':
        this.#visitPath(node, context)
        break
      case 'binary':
        this.visit(node.lhs, context)
        this.visit(node.rhs, node.value === 'and' || node.value === 'or' ? branch(context) : context)
        break
      case 'unary':
        if (node.value === '{') this.#visitGroup(node, context)
        else this.#visitAll(node.value === '-' ? [node.expression] : node.expressions, context)
        break
      case 'condition':
        this.#visitCondition(node, context)
        break
      case 'block': {
        const scope = this.open(new LocalScope(context.scope, context.runsInOrder), ...node.expressions)
        this.#visitAll(node.expressions, { ...context, scope, runsInOrder: true })
        break
      }
      case 'bind':
        this.visit(node.rhs, context)
        context.scope.bind(node.lhs.value, context.runsInOrder)
        break
      case 'function':
        this.#visitCall(node, context)
        break
      case 'partial':
        this.#visitAll(node.arguments, context)
        this.#visitProcedure(node, context)
        break
      case 'apply':
        this.visit(node.lhs, context)
        if (node.rhs.type === 'function') this.#visitCall(node.rhs, context, 1)
        else this.visit(node.rhs, context)
        break
      case 'lambda':
        if (node.thunk) this.#visitCall(node.body as NodeOf<'function'>, context)
        else this.#visitLambda(node, context)
        break
      case 'regex':
        this.mistakes.push(...findPatternMistakes(this.#text, node))
        break
      case 'transform':
        this.#visitAll([node.pattern, node.update, ...(node.delete ? [node.delete] : [])], later(context))
    }
  }

  #visitAll(nodes: readonly Node[], context: Visible): void {
    for (const node of nodes) this.visit(node, context)
  }

  /** `applied` counts the arguments before those in the parentheses: 1 in `x ~> $f(a)`. */
  #visitCall(node: NodeOf<'function'>, context: Visible, applied = 0): void {
    const builtin = builtinOf(node.procedure, context)
    if (builtin) {
      const [least, most] = argumentCount(builtin.signature)
      const count = node.arguments.length + applied
      if (count < least || count > most) this.#add('T0410', node, builtin.name, { index: Math.min(count, most) + 1 })
    } else this.#visitProcedure(node, context)
    this.#visitAll(node.arguments, context)
  }

  #visitProcedure(node: CallNode, context: Visible): void {
    const { procedure } = node
    const isName = procedure.type === 'variable' && procedure.value !== ''
    if (isName && !context.scope.lookup(procedure.value, context.runsInOrder))
      this.#add(node.type === 'partial' ? 'T1008' : 'T1006', node, procedure.value)
    this.visit(procedure, context)
  }

  #add(code: string, { position }: CallNode, token: string, facts: { readonly index?: number } = {}): void {
    this.mistakes.push({ code, ...siteOf(this.#text, position, token), token, ...facts })
  }

  #visitLambda(node: NodeOf<'lambda'>, context: Visible): void {
    const scope = new LocalScope(context.scope, false)
    for (const { value } of node.arguments) scope.parameter(value, code)
    this.visit(node.body, { ...context, scope: this.open(scope, node.body), runsInOrder: true })
  }

  #visitCondition(node: NodeOf<'condition'>, context: Visible): void {
    const isOnce = isDefault(node) || isCoalescing(node, context)
    this.visit(isOnce ? node.then : node.condition, context)
    if (!isOnce) this.visit(node.then, branch(context))
    if (node.else) this.visit(node.else, branch(context))
  }

  #visitFilters(stages: readonly Stage[] = [], context: Visible): void {
    for (const stage of stages) if (stage.type === 'filter') this.visit(stage.expr, later(context))
  }

  #visitGroup(group: Pick<Group, 'lhs'> | undefined, context: Visible): void {
    if (group) this.#visitAll(group.lhs.flat(), staticKeys(group) ? { ...context, kind: 'item' } : later(context))
  }

  #visitPath(node: NodeOf<'path'>, context: Visible): void {
    const { steps } = node
    const [first] = steps as [Node]
    if (first.consarray) this.visit(first, { ...context, kind: 'list' })
    const mayBeEmpty = first.consarray && !first.tuple && steps.length > 1
    const inner = mayBeEmpty ? branch(context) : context
    if (mayBeEmpty) this.#visitGroup(node.group, inner)
    const start = first.consarray ? 1 : 0
    const binding = steps.findIndex(step => step.tuple)
    const end = binding === -1 ? steps.length : Math.max(binding, start)
    for (let index = start; index < end; index++) this.#visitStep(steps[index]!, index === 0, inner)
    const ending = binding > 0 ? branch(inner) : inner
    // A path that finds nothing is grouped before it binds anything.
    if (end === steps.length || binding > 0) this.#visitGroup(node.group, ending)
    if (end < steps.length) this.#visitTupleSteps(node, steps.slice(end), ending)
  }

  #visitStep(step: Node, isFirst: boolean, context: Visible): void {
    if (step.type === 'sort') {
      for (const { expression } of step.terms) this.visit(expression, later(context))
      this.#visitFilters(step.stages, context)
    } else {
      const isVariable = isFirst && step.type === 'variable'
      const isSingle = isFirst && context.kind === 'root'
      const inner: Visible = isVariable ? context : isSingle ? { ...context, kind: 'item' } : later(context)
      this.visit(step, inner)
      this.#visitFilters(step.stages, inner)
    }
  }

  #visitTupleSteps(path: NodeOf<'path'>, steps: readonly Node[], context: Visible): void {
    const names = boundNames(path)
    for (const step of steps) {
      const nodes = step.type === 'sort' ? step.terms.map(term => term.expression) : [step]
      for (const node of nodes) this.#visitOfTuple(node, names, context)
      this.#visitTupleSuffix(step.stages, undefined, names, context)
    }
    this.#visitTupleSuffix([], path.group, names, context)
  }

  #visitTupleSuffix(stages: readonly Stage[] = [], group: Group | undefined, names: Names, context: Visible): void {
    const filters = stages.flatMap(stage => (stage.type === 'filter' ? [stage.expr] : []))
    for (const node of [...filters, ...(group?.lhs.flat() ?? [])]) this.#visitOfTuple(node, names, context)
  }

  #visitOfTuple(node: Node, names: Names, context: Visible): void {
    const scope = this.open(new LocalScope(new TupleNames(context.scope, code, names), false), node)
    this.visit(node, { scope, runsInOrder: true, kind: 'item' })
  }
}

/** The lowest and the highest number of arguments. */
function argumentCount({ parameters }: Signature): readonly [number, number] {
  const least = parameters.filter(parameter => !parameter.optional && !parameter.context).length
  return [least, parameters.some(parameter => parameter.repeated) ? Number.POSITIVE_INFINITY : parameters.length]
}
