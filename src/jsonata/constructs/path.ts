import { type JsCode, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import * as kind from '../kinds.ts'
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
import { many, manyOfPath, sequenceOf } from '../runtime/sequence.ts'
import { each, lastOfEach } from '../runtime/steps.ts'
import type { Scope } from '../scope.ts'
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
export function emitPath(node: Path, scope: Scope): JsCode {
  const input: Progress = { code: scope.input, of: scope.kind === 'root' ? 'item' : 'stream' }
  const [first] = node.steps
  if (first!.consarray) return emitConstructed(node, scope)
  return emitSteps(node, 0, input, scope)
}

/** The steps from `from` on, and what follows the last of them. */
function emitSteps(node: Path, from: number, start: Progress, scope: Scope): JsCode {
  const isRaw = Boolean(node.keepSingletonArray || node.keepArray || node.group)
  let progress = start
  const bindsBefore = node.steps.slice(0, from).some(step => step.tuple)
  let carries = bindsBefore
  for (const [index, step] of node.steps.entries()) {
    if (index < from) continue
    const isLast = index === node.steps.length - 1
    const isVariable = index === 0 && step.type === 'variable'
    carries ||= step.tuple === true
    if (!isPlainName(step) || carries) progress = settleStream(progress, scope)
    if (carries) {
      const stream = progress.of === 'item' || isVariable ? js`[${progress.code}]` : progress.code
      const go = (branch: Scope) => emitTupleSteps(node, node.steps.slice(index), stream, branch)
      // Where the steps before have led to nothing, the path has ended before anything is bound.
      const isOver = js`${stream} === undefined || ${scope.call({ isEmpty }, stream)}`
      return index === 0 || bindsBefore
        ? go(scope)
        : scope.choose(isOver, branch => finish(node, js`undefined`, branch), go)
    }
    if (isVariable) progress = emitSingle(step, isLast, isRaw, scope)
    else if (step.type === 'sort') progress = { code: emitSort(step, progress.code, scope), of: 'stream' }
    else if (isPlainName(step)) progress = emitField(step, progress, isLast, isRaw, scope)
    else if (progress.of === 'item') progress = emitSingle(step, isLast, isRaw, scope.with({ kind: 'item' }))
    else progress = emitEach(step, index === 0, progress, isLast, scope)
  }
  return finish(node, progress.code, scope)
}

/** The result of a step as a stream. */
function settleStream({ code, of }: Progress, scope: Scope): Progress {
  return of === 'result' ? { code: scope.const(scope.call({ stream }, code)), of: 'stream' } : { code, of }
}

/** `[a, b].c`: the array is made once, of the whole context. When it is empty, it is what the path gives. */
function emitConstructed(node: Path, scope: Scope): JsCode {
  const input = scope.block.const(scope.call(scope.kind === 'root' ? { sequenceOf } : { contexts }, scope.input))
  const [first] = node.steps
  const value = scope.with({ input, kind: 'list' }).emit(first!)
  if (node.steps.length === 1) return finish(node, value, scope)
  if (first!.tuple) {
    // A variable that is bound to an array constructor stays unbound in the package, and the context is what it was.
    return emitSteps(node, 1, { code: first!.focus === undefined ? value : input, of: 'stream' }, scope)
  }
  return scope.choose(
    scope.call({ isEmpty }, value),
    branch => finish(node, value, branch),
    branch => {
      const code = branch.block.const(scope.call({ constructedItems }, value))
      return emitSteps(node, 1, { code, of: 'stream' }, branch)
    },
  )
}

/** The value of the path from its last step: settled already, unless something more is asked for. */
function finish(node: Path, code: JsCode, scope: Scope): JsCode {
  if (node.group) {
    const kept = node.keepSingletonArray ? scope.call({ manyOfPath }, code) : code
    return emitGroup(node.group, kept, 'list', scope)
  }
  if (node.keepSingletonArray) return scope.block.const(scope.call({ manyOfPath }, code))
  if (node.keepArray) return scope.block.const(scope.call({ many }, code))
  return isPlainName(node.steps.at(-1)!) ? code : scope.settle(code)
}

/** A field without a filter. A first step that is written as a string has its filter as a predicate. */
function isPlainName(step: Node): step is NodeOf<'name'> {
  return step.type === 'name' && !step.stages && !step.predicate
}

/** A step that is made once, as there is one item. */
function emitSingle(step: Node, isLast: boolean, isRaw: boolean, scope: Scope): Progress {
  const value = emitStep(step, scope)
  if (isLast && isRaw) {
    return {
      code: scope.block.const(js`${value} === undefined ? undefined : ${scope.call({ flatten }, js`[${value}]`)}`),
      of: 'stream',
    }
  }
  if (isLast) return { code: settleLast(value, scope), of: 'stream' }
  return { code: value, of: scope.kindsOf(value) & kind.sequence ? 'result' : 'stream' }
}

/** What a last step gives when it was made of one item only. */
function settleLast(value: JsCode, scope: Scope): JsCode {
  if ((scope.kindsOf(value) & kind.sequence) === 0) return value
  const settled = scope.call({ last }, value)
  return scope.block.once(`last ${value}`, () => scope.const(js`typeof ${value} === "object" ? ${settled} : ${value}`))
}

function emitEach(step: Node, isFirst: boolean, { code }: Progress, isLast: boolean, scope: Scope): Progress {
  const item = scope.unit.variable()
  const source = isFirst ? scope.call({ contexts }, code) : code
  const body = scope.function([item], { input: item, kind: 'item' }, inner => emitStep(step, inner))
  const value = scope.callWithRun(isLast ? { lastOfEach } : { each }, source, body)
  return { code: scope.block.const(value), of: 'stream' }
}

function emitStep(step: Node, scope: Scope): JsCode {
  const value = scope.emit(step)
  return step.stages ? emitFilters(step.stages, value, scope) : value
}

function emitField(
  step: NodeOf<'name'>,
  { code, of }: Progress,
  isLast: boolean,
  isRaw: boolean,
  scope: Scope,
): Progress {
  const key = step.value
  if (isLast && isRaw) {
    const { code: items } = settleStream({ code, of }, scope)
    const source = of === 'item' ? js`[${code}]` : items
    return { code: scope.const(scope.callWithRun({ lastFieldOfEach }, source, key)), of: 'stream' }
  }
  const source = of === 'result' ? scope.call({ stream }, code) : code
  const otherwise = (ofStream: Readonly<Record<string, unknown>>) =>
    of === 'item' ? scope.call({ fieldOfItem }, code, key) : scope.callWithRun(ofStream, source, key)
  if (isLast) {
    const field = readField(scope, code, key, `${of} end`, otherwise({ lastFieldOfEach }))
    return { code: settleLast(field, scope), of: 'stream' }
  }
  const field = readField(scope, code, key, `${of} step`, otherwise({ fieldOfEach }))
  return { code: field, of: scope.kind === 'root' ? 'stream' : 'result' }
}
