import { addKeys, type JsCode, join, js, mergeObjects } from '../../code/index.ts'
import { chargeMembers } from '../../value/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { isRecord } from '../runtime/values.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitList } from './unary.ts'

type List = NodeOf<'unary'>

/** The array constructor in `$merge([a, b, c])`, if the argument is one. */
export function writtenList(args: readonly Node[]): List | undefined {
  const [list] = args
  const isWritten = list?.type === 'unary' && list.value === '[' && !list.predicate && !list.group && !list.keepArray
  return isWritten && args.length === 1 && list.expressions.length > 0 ? list : undefined
}

/**
 * Emits `$merge([a, b, c])` without building the list. If an item is not an object, `inGeneral` emits the call. A fresh
 * object at the start of the list is extended in place.
 */
export function emitMerge(
  list: List,
  context: EmitContext,
  inGeneral: (objects: JsCode, context: EmitContext) => JsCode,
): JsCode {
  const objects = list.expressions.map(object => context.emit(object))
  const tests = objects.flatMap(object => {
    const types = context.typesOf(object)
    if (staticTypes.isWithin(types, staticTypes.record | staticTypes.absent)) return []
    const isObject = context.call({ isRecord }, object)
    return [types & staticTypes.absent ? js`(${object} === undefined || ${isObject})` : isObject]
  })
  const isOptional = (object: JsCode) => (context.typesOf(object) & staticTypes.absent) !== 0
  const counts = objects.map(object => (isOptional(object) ? js`(${object} === undefined ? 0 : 1)` : js`1`))
  const merge = (branch: EmitContext) => {
    branch.mark(list.position)
    branch.block.add(js`${context.program.run}.checkLength(${join(counts, ' + ')});`)
    // Object literals have paid for their members.
    for (const [index, object] of objects.entries()) {
      if (!isMadeHere(list.expressions[index]!)) branch.block.add(js`${branch.call({ chargeMembers }, object)};`)
    }
    const [first, ...rest] = objects as [JsCode, ...JsCode[]]
    if (isMadeHere(list.expressions[0]!) && branch.block.trace === undefined) {
      for (const object of rest) branch.block.add(js`${branch.call({ addKeys }, first, object)};`)
      return first
    }
    for (const object of objects) if (!isOptional(object)) branch.block.assumeObject(object)
    return branch.const(mergeObjects(branch.block, objects), staticTypes.record)
  }
  if (tests.length === 0) return merge(context)
  const call = (branch: EmitContext) => inGeneral(emitList(list, objects, branch), branch)
  return context.choose(join(tests, ' && '), merge, call)
}

/**
 * True for an object literal. Nothing else refers to its value, except trace points, which show it as it was created.
 */
function isMadeHere(node: Node): boolean {
  return node.type === 'unary' && node.value === '{' && !node.predicate && !node.group
}
