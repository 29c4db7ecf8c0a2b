import { type JsCode, join, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import { append, negate } from '../runtime/operators.ts'
import { construct } from '../runtime/sequence.ts'
import type { Scope } from '../scope.ts'
import { certainType } from './certainty.ts'
import { emitGroup } from './group.ts'

/** `-a`, `[a, b]` and `{ "a": b }`. */
export function emitUnary(node: NodeOf<'unary'>, scope: Scope): JsCode {
  switch (node.value) {
    case '-': {
      const value = scope.emit(node.expression)
      scope.mark(node.position, node.value)
      return scope.block.const(scope.call({ negate }, value))
    }
    case '[':
      return emitArray(node, scope)
    case '{':
      return emitGroup(node, scope.input, scope.kind === 'root' ? 'one' : 'list', scope)
  }
}

/** The items of arrays are added one by one, except of an array that is written as an item. */
function emitArray({ expressions, consarray, position }: NodeOf<'unary'>, scope: Scope): JsCode {
  const { block } = scope
  const values = expressions.map(item => ({
    value: scope.emit(item),
    isArray: item.type === 'unary' && item.value === '[',
    isItem: certainType(item) !== undefined,
  }))
  const whole = values.every(({ isItem }) => isItem)
  const list = block.const(
    whole
      ? js`[${join(
          values.map(({ value }) => value),
          ', ',
        )}]`
      : js`[]`,
  )
  if (!whole) {
    for (const { value, isArray, isItem } of values) {
      if (isItem) block.add(js`${list}.push(${value});`)
      else if (isArray) block.add(js`if (${value} !== undefined) ${list}.push(${value});`)
      else block.add(js`${scope.call({ append }, list, value)};`)
    }
    scope.mark(position)
    block.add(js`${scope.program.run}.checkLength(${list}.length);`)
  }
  if (consarray) block.add(js`${scope.call({ construct }, list)};`)
  return list
}
