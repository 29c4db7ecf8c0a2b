import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import type { Origins, ReadScope } from '../readScope.ts'
import {
  constructedItems,
  fieldOfEach,
  fieldOfItem,
  flattenResults,
  isEmptyList,
  lastFieldOfEach,
  lastStepResult,
  stepContexts,
  toStream,
} from '../runtime/fields.ts'
import { keepArray, keepArrayOfPath, sequenceOf } from '../runtime/sequence.ts'
import { lastStepOfEach, stepOfEach } from '../runtime/steps.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitFilters } from './filter.ts'
import { emitGroup } from './group.ts'
import { readField } from './name.ts'
import { bindsBefore, isPlainName, planSteps } from './pathPlan.ts'
import { emitSort, readSort } from './sort.ts'
import { emitTupleSteps } from './tuplePath.ts'

type Path = NodeOf<'path'>

/**
 * Value that a path has reached. `item`: one item, even if it is an array. `stream`: an array stands for its items.
 * `result`: likewise, unless the step constructed the array.
 */
interface Progress {
  readonly code: JsCode
  readonly of: 'item' | 'stream' | 'result'
}

/** Emits `a.b[c].(d)^(e){ f: g }`: each step runs over the results of the step before. */
export function emitPath(node: Path, context: EmitContext): JsCode {
  const input: Progress = { code: context.input, of: context.kind === 'root' ? 'item' : 'stream' }
  const [first] = node.steps
  if (first!.consarray) return emitConstructed(node, context)
  return emitSteps(node, 0, input, context)
}

/** Emits the steps from `from` on, then grouping and `[]`. */
function emitSteps(node: Path, from: number, start: Progress, context: EmitContext): JsCode {
  const isRaw = Boolean(node.keepSingletonArray || node.keepArray || node.group)
  let progress = start
  for (const { kind, node: step, isLast, isFirst } of planSteps(node, from)) {
    if (kind !== 'field') progress = settleStream(progress, context)
    switch (kind) {
      case 'tuples':
        return emitTuples(node, node.steps.indexOf(step), progress, context)
      case 'variable':
        progress = emitSingle(step, isLast, isRaw, context)
        break
      case 'sort':
        progress = { code: emitSort(step as NodeOf<'sort'>, progress.code, context), of: 'stream' }
        break
      case 'field':
        progress = emitField(step as NodeOf<'name'>, progress, isLast, isRaw, context)
        break
      case 'other':
        progress =
          progress.of === 'item'
            ? emitSingle(step, isLast, isRaw, context.with({ kind: 'item' }))
            : emitEach(step, isFirst, progress, isLast, context)
    }
  }
  return finish(node, progress.code, context)
}

/** Emits the rest of a path over tuples. A path that has found nothing ends before it binds anything. */
function emitTuples(node: Path, index: number, { code, of }: Progress, context: EmitContext): JsCode {
  const [first] = node.steps
  const isVariable = index === 0 && first!.type === 'variable'
  const stream = of === 'item' || isVariable ? js`[${code}]` : code
  const go = (branch: EmitContext) => emitTupleSteps(node, node.steps.slice(index), stream, branch)
  if (index === 0 || bindsBefore(node, index)) return go(context)
  const isOver = js`${stream} === undefined || ${context.call({ isEmptyList }, stream)}`
  return context.choose(isOver, branch => finish(node, js`undefined`, branch), go)
}

/** Turns the result of a step into a stream. */
function settleStream({ code, of }: Progress, context: EmitContext): Progress {
  return of === 'result' ? { code: context.const(context.call({ toStream }, code)), of: 'stream' } : { code, of }
}

/** Emits `[a, b].c`: the array is built once, from the whole context. An empty array is the result of the path. */
function emitConstructed(node: Path, context: EmitContext): JsCode {
  const input = context.block.const(
    context.call(context.kind === 'root' ? { sequenceOf } : { stepContexts }, context.input),
  )
  const [first] = node.steps
  const value = context.with({ input, kind: 'list' }).emit(first!)
  if (node.steps.length === 1) return finish(node, value, context)
  if (first!.tuple) {
    // The package leaves a variable unbound that `@` binds to an array constructor, and keeps the context.
    return emitSteps(node, 1, { code: first!.focus === undefined ? value : input, of: 'stream' }, context)
  }
  return context.choose(
    context.call({ isEmptyList }, value),
    branch => finish(node, value, branch),
    branch => {
      const code = branch.block.const(context.call({ constructedItems }, value))
      return emitSteps(node, 1, { code, of: 'stream' }, branch)
    },
  )
}

/** Emits the value of a path from its last step, which has settled it, with grouping and `[]`. */
function finish(node: Path, code: JsCode, context: EmitContext): JsCode {
  if (node.group) {
    const kept = node.keepSingletonArray ? context.call({ keepArrayOfPath }, code) : code
    return emitGroup(node.group, kept, 'list', context)
  }
  if (node.keepSingletonArray) return context.block.const(context.call({ keepArrayOfPath }, code))
  if (node.keepArray) return context.block.const(context.call({ keepArray }, code))
  return isPlainName(node.steps.at(-1)!) ? code : context.settle(code)
}

/** Emits a step over a single item, which runs once. */
function emitSingle(step: Node, isLast: boolean, isRaw: boolean, context: EmitContext): Progress {
  const value = emitStep(step, context)
  if (isLast && isRaw) {
    return {
      code: context.block.const(
        js`${value} === undefined ? undefined : ${context.call({ flattenResults }, js`[${value}]`)}`,
      ),
      of: 'stream',
    }
  }
  if (isLast) return { code: settleLast(value, context), of: 'stream' }
  return { code: value, of: context.typesOf(value) & staticTypes.sequence ? 'result' : 'stream' }
}

/** Emits the result of a last step over a single item. */
function settleLast(value: JsCode, context: EmitContext): JsCode {
  if ((context.typesOf(value) & staticTypes.sequence) === 0) return value
  const settled = context.call({ lastStepResult }, value)
  return context.block.once(`last ${value}`, () =>
    context.const(js`typeof ${value} === "object" ? ${settled} : ${value}`),
  )
}

function emitEach(step: Node, isFirst: boolean, { code }: Progress, isLast: boolean, context: EmitContext): Progress {
  const source = isFirst ? context.call({ stepContexts }, code) : code
  const body = context.itemFunction(inner => emitStep(step, inner))
  const value = context.callWithRun(isLast ? { lastStepOfEach } : { stepOfEach }, source, body.units, body.code)
  return { code: context.block.const(value), of: 'stream' }
}

function emitStep(step: Node, context: EmitContext): JsCode {
  const value = context.emit(step)
  return step.stages ? emitFilters(step.stages, value, context) : value
}

function emitField(
  step: NodeOf<'name'>,
  { code, of }: Progress,
  isLast: boolean,
  isRaw: boolean,
  context: EmitContext,
): Progress {
  const key = step.value
  if (isLast && isRaw) {
    const { code: items } = settleStream({ code, of }, context)
    const source = of === 'item' ? js`[${code}]` : items
    return { code: context.const(context.callWithRun({ lastFieldOfEach }, source, key)), of: 'stream' }
  }
  const source = of === 'result' ? context.call({ toStream }, code) : code
  const otherwise = (ofStream: Readonly<Record<string, unknown>>) =>
    of === 'item' ? context.call({ fieldOfItem }, code, key) : context.callWithRun(ofStream, source, key)
  if (isLast) {
    const field = readField(context, code, key, `${of} end`, otherwise({ lastFieldOfEach }))
    return { code: settleLast(field, context), of: 'stream' }
  }
  const field = readField(context, code, key, `${of} step`, otherwise({ fieldOfEach }))
  return { code: field, of: context.kind === 'root' ? 'stream' : 'result' }
}

/** Each step reads at the places of the step before. */
export function readPath({ steps }: Path, scope: ReadScope): Origins {
  const names = new Map(scope.names)
  let [origins, before] = [scope.context, scope.context]
  for (const step of steps) {
    const inner = scope.with({ context: origins, names })
    origins = step.type === 'sort' ? readSort(step, inner) : inner.visit(step)
    if (step.focus) origins = before
    else before = origins
  }
  return origins
}
