import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { appendElement, flatList, negateNumber } from '../runtime/operators.ts'
import { markConstructed } from '../runtime/sequence.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitGroup } from './group.ts'

/** Emits `-a`, `[a, b]` and `{ "a": b }`. */
export function emitUnary(node: NodeOf<'unary'>, context: EmitContext): JsCode {
  switch (node.value) {
    case '-': {
      const value = context.emit(node.expression)
      context.mark(node.position, node.value)
      return context.const(context.call({ negateNumber }, value), staticTypes.number | staticTypes.absent)
    }
    case '[':
      return emitArray(node, context)
    case '{':
      return emitGroup(node, context.input, context.kind === 'root' ? 'one' : 'list', context)
  }
}

function emitArray(node: NodeOf<'unary'>, context: EmitContext): JsCode {
  const values = node.expressions.map(item => context.emit(item))
  return emitList(node, values, context)
}

/** Emits an array constructor. Items of arrays are added one by one; an array literal as an item stays nested. */
export function emitList(
  { expressions, consarray, position }: NodeOf<'unary'>,
  values: readonly JsCode[],
  context: EmitContext,
): JsCode {
  const { block } = context
  const isWritten = expressions.map(item => item.type === 'unary' && item.value === '[')
  const isItem = values.map(value => (context.typesOf(value) & notAnItem) === 0)
  const items = js`[${join(values, ', ')}]`
  const isWhole = isItem.every(Boolean)
  let array: JsCode
  if (isWhole || !isWritten.some(Boolean)) {
    array = context.const(isWhole ? items : context.call({ flatList }, items), staticTypes.list)
  } else {
    array = context.const(js`[]`, staticTypes.list)
    for (const [index, value] of values.entries()) {
      if (isItem[index]) block.add(js`${array}.push(${value});`)
      else if (isWritten[index]) block.add(js`if (${value} !== undefined) ${array}.push(${value});`)
      else block.add(js`${context.call({ appendElement }, array, value)};`)
    }
  }
  if (!isWhole) {
    context.mark(position)
    block.add(js`${context.program.run}.checkLength(${array}.length);`)
  }
  if (!consarray) return array
  block.add(js`${context.call({ markConstructed }, array)};`)
  return context.program.typeFacts.note(array, staticTypes.sequence)
}

const notAnItem = staticTypes.absent | staticTypes.list | staticTypes.sequence
