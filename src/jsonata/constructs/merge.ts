import { addKeys, type JsCode, join, js, mergeObjects } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import * as kind from '../kinds.ts'
import { isRecord } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'
import { emitList } from './unary.ts'

type List = NodeOf<'unary'>

/** The list of `$merge([a, b, c])`, where it is written there. */
export function writtenList(args: readonly Node[]): List | undefined {
  const [list] = args
  const isWritten = list?.type === 'unary' && list.value === '[' && !list.predicate && !list.group && !list.keepArray
  return isWritten && args.length === 1 && list.expressions.length > 0 ? list : undefined
}

/**
 * `$merge([a, b, c])` without the list, unless one of them is something else than an object: then `inGeneral` writes
 * the call. What is made for the list, and for nobody else, is added to.
 */
export function emitMerge(list: List, scope: Scope, inGeneral: (objects: JsCode, scope: Scope) => JsCode): JsCode {
  const objects = list.expressions.map(object => scope.emit(object))
  const tests = objects.flatMap(object => {
    const kinds = scope.kindsOf(object)
    if (kind.isWithin(kinds, kind.record | kind.absent)) return []
    const isObject = scope.call({ isRecord }, object)
    return [kinds & kind.absent ? js`(${object} === undefined || ${isObject})` : isObject]
  })
  const counts = objects.map(object =>
    scope.kindsOf(object) & kind.absent ? js`(${object} === undefined ? 0 : 1)` : js`1`,
  )
  const merge = (branch: Scope) => {
    branch.mark(list.position)
    branch.block.add(js`${scope.program.run}.checkLength(${join(counts, ' + ')});`)
    const [first, ...rest] = objects as [JsCode, ...JsCode[]]
    if (isMadeHere(list.expressions[0]!) && branch.block.trace === undefined) {
      for (const object of rest) branch.block.add(js`${branch.call({ addKeys }, first, object)};`)
      return first
    }
    return branch.const(mergeObjects(objects), kind.record)
  }
  if (tests.length === 0) return merge(scope)
  const call = (branch: Scope) => inGeneral(emitList(list, objects, branch), branch)
  return scope.choose(join(tests, ' && '), merge, call)
}

/** An object that is written there. A trace point shows it as it was made, so that it stays so where there are some. */
function isMadeHere(node: Node): boolean {
  return node.type === 'unary' && node.value === '{' && !node.predicate && !node.group
}
