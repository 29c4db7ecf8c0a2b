import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import {
  constructedItems,
  contexts,
  fieldOfEach,
  fieldOfItem,
  flatten,
  isEmpty,
  last,
  lastFieldOfEach,
  stream,
} from '../runtime/fields.ts'
import { keepArray, keepArrayOfPath, sequenceOf } from '../runtime/sequence.ts'
import { each, lastOfEach } from '../runtime/steps.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitFilters } from './filter.ts'
import { emitGroup } from './group.ts'
import { readField } from './name.ts'
import { emitSort } from './sort.ts'
import { emitTupleSteps } from './tuplePath.ts'

type Path = NodeOf<'path'>

/**
 * How far a path has come: `code` stands for one `item`, even when it is an array; or is a `stream`, in which
 * an array stands for its items; or is the `result` of a step, in which an array does so unless it was constructed.
 */
interface Progress {
  readonly code: JsCode
  readonly of: 'item' | 'stream' | 'result'
}

/** `a.b[c].(d)^(e){ f: g }`: each step goes over the results of the one before. */
export function emitPath(node: Path, context: EmitContext): JsCode {
  const input: Progress = { code: context.input, of: context.kind === 'root' ? 'item' : 'stream' }
  const [first] = node.steps
  if (first!.consarray) return emitConstructed(node, context)
  return emitSteps(node, 0, input, context)
}

/** The steps from `from` on, and what follows the last of them. */
function emitSteps(node: Path, from: number, start: Progress, context: EmitContext): JsCode {
  const isRaw = Boolean(node.keepSingletonArray || node.keepArray || node.group)
  let progress = start
  const bindsBefore = node.steps.slice(0, from).some(step => step.tuple)
  let carries = bindsBefore
  for (const [index, step] of node.steps.entries()) {
    if (index < from) continue
    const isLast = index === node.steps.length - 1
    const isVariable = index === 0 && step.type === 'variable'
    carries ||= step.tuple === true
    if (!isPlainName(step) || carries) progress = settleStream(progress, context)
    if (carries) {
      const stream = progress.of === 'item' || isVariable ? js`[${progress.code}]` : progress.code
      const go = (branch: EmitContext) => emitTupleSteps(node, node.steps.slice(index), stream, branch)
      // Where the steps before have led to nothing, the path has ended before anything is bound.
      const isOver = js`${stream} === undefined || ${context.call({ isEmpty }, stream)}`
      return index === 0 || bindsBefore
        ? go(context)
        : context.choose(isOver, branch => finish(node, js`undefined`, branch), go)
    }
    if (isVariable) progress = emitSingle(step, isLast, isRaw, context)
    else if (step.type === 'sort') progress = { code: emitSort(step, progress.code, context), of: 'stream' }
    else if (isPlainName(step)) progress = emitField(step, progress, isLast, isRaw, context)
    else if (progress.of === 'item') progress = emitSingle(step, isLast, isRaw, context.with({ kind: 'item' }))
    else progress = emitEach(step, index === 0, progress, isLast, context)
  }
  return finish(node, progress.code, context)
}

/** The result of a step as a stream. */
function settleStream({ code, of }: Progress, context: EmitContext): Progress {
  return of === 'result' ? { code: context.const(context.call({ stream }, code)), of: 'stream' } : { code, of }
}

/** `[a, b].c`: the array is made once, of the whole context. When it is empty, it is what the path gives. */
function emitConstructed(node: Path, context: EmitContext): JsCode {
  const input = context.block.const(
    context.call(context.kind === 'root' ? { sequenceOf } : { contexts }, context.input),
  )
  const [first] = node.steps
  const value = context.with({ input, kind: 'list' }).emit(first!)
  if (node.steps.length === 1) return finish(node, value, context)
  if (first!.tuple) {
    // A variable that is bound to an array constructor stays unbound in the package, and the context is what it was.
    return emitSteps(node, 1, { code: first!.focus === undefined ? value : input, of: 'stream' }, context)
  }
  return context.choose(
    context.call({ isEmpty }, value),
    branch => finish(node, value, branch),
    branch => {
      const code = branch.block.const(context.call({ constructedItems }, value))
      return emitSteps(node, 1, { code, of: 'stream' }, branch)
    },
  )
}

/** The value of the path from its last step: settled already, unless something more is asked for. */
function finish(node: Path, code: JsCode, context: EmitContext): JsCode {
  if (node.group) {
    const kept = node.keepSingletonArray ? context.call({ keepArrayOfPath }, code) : code
    return emitGroup(node.group, kept, 'list', context)
  }
  if (node.keepSingletonArray) return context.block.const(context.call({ keepArrayOfPath }, code))
  if (node.keepArray) return context.block.const(context.call({ keepArray }, code))
  return isPlainName(node.steps.at(-1)!) ? code : context.settle(code)
}

/** A field without a filter. A first step that is written as a string has its filter as a predicate. */
function isPlainName(step: Node): step is NodeOf<'name'> {
  return step.type === 'name' && !step.stages && !step.predicate
}

/** A step that is made once, as there is one item. */
function emitSingle(step: Node, isLast: boolean, isRaw: boolean, context: EmitContext): Progress {
  const value = emitStep(step, context)
  if (isLast && isRaw) {
    return {
      code: context.block.const(js`${value} === undefined ? undefined : ${context.call({ flatten }, js`[${value}]`)}`),
      of: 'stream',
    }
  }
  if (isLast) return { code: settleLast(value, context), of: 'stream' }
  return { code: value, of: context.typesOf(value) & staticTypes.sequence ? 'result' : 'stream' }
}

/** What a last step gives when it was made of one item only. */
function settleLast(value: JsCode, context: EmitContext): JsCode {
  if ((context.typesOf(value) & staticTypes.sequence) === 0) return value
  const settled = context.call({ last }, value)
  return context.block.once(`last ${value}`, () =>
    context.const(js`typeof ${value} === "object" ? ${settled} : ${value}`),
  )
}

function emitEach(step: Node, isFirst: boolean, { code }: Progress, isLast: boolean, context: EmitContext): Progress {
  const item = context.unit.variable()
  const source = isFirst ? context.call({ contexts }, code) : code
  const body = context.function([item], { input: item, kind: 'item' }, inner => emitStep(step, inner))
  const value = context.callWithRun(isLast ? { lastOfEach } : { each }, source, body)
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
  const source = of === 'result' ? context.call({ stream }, code) : code
  const otherwise = (ofStream: Readonly<Record<string, unknown>>) =>
    of === 'item' ? context.call({ fieldOfItem }, code, key) : context.callWithRun(ofStream, source, key)
  if (isLast) {
    const field = readField(context, code, key, `${of} end`, otherwise({ lastFieldOfEach }))
    return { code: settleLast(field, context), of: 'stream' }
  }
  const field = readField(context, code, key, `${of} step`, otherwise({ fieldOfEach }))
  return { code: field, of: context.kind === 'root' ? 'stream' : 'result' }
}
