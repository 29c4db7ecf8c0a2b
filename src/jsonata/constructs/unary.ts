import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import * as kind from '../kinds.ts'
import { append, flatList, negate } from '../runtime/operators.ts'
import { construct } from '../runtime/sequence.ts'
import type { Scope } from '../scope.ts'
import { emitGroup } from './group.ts'

/** `-a`, `[a, b]` and `{ "a": b }`. */
export function emitUnary(node: NodeOf<'unary'>, scope: Scope): JsCode {
  switch (node.value) {
    case '-': {
      const value = scope.emit(node.expression)
      scope.mark(node.position, node.value)
      return scope.const(scope.call({ negate }, value), kind.number | kind.absent)
    }
    case '[':
      return emitArray(node, scope)
    case '{':
      return emitGroup(node, scope.input, scope.kind === 'root' ? 'one' : 'list', scope)
  }
}

function emitArray(node: NodeOf<'unary'>, scope: Scope): JsCode {
  const values = node.expressions.map(item => scope.emit(item))
  return emitList(node, values, scope)
}

/** The items of arrays are added one by one, except of an array that is written as an item. */
export function emitList(
  { expressions, consarray, position }: NodeOf<'unary'>,
  values: readonly JsCode[],
  scope: Scope,
): JsCode {
  const { block } = scope
  const isWritten = expressions.map(item => item.type === 'unary' && item.value === '[')
  const isItem = values.map(value => (scope.kindsOf(value) & notAnItem) === 0)
  const items = js`[${join(values, ', ')}]`
  const isWhole = isItem.every(Boolean)
  let array: JsCode
  if (isWhole || !isWritten.some(Boolean)) {
    array = scope.const(isWhole ? items : scope.call({ flatList }, items), kind.list)
  } else {
    array = scope.const(js`[]`, kind.list)
    for (const [index, value] of values.entries()) {
      if (isItem[index]) block.add(js`${array}.push(${value});`)
      else if (isWritten[index]) block.add(js`if (${value} !== undefined) ${array}.push(${value});`)
      else block.add(js`${scope.call({ append }, array, value)};`)
    }
  }
  if (!isWhole) {
    scope.mark(position)
    block.add(js`${scope.program.run}.checkLength(${array}.length);`)
  }
  if (!consarray) return array
  block.add(js`${scope.call({ construct }, array)};`)
  return scope.program.knowledge.note(array, kind.sequence)
}

const notAnItem = kind.absent | kind.list | kind.sequence
