import { type JsCode, join, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { type Arithmetic, arithmetic, type Comparison, compare, isIn, range, text } from '../runtime/operators.ts'
import { unwrapSingleton } from '../runtime/sequence.ts'
import { equal } from '../runtime/values.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitTruthy } from './emitTruthy.ts'

type Binary = NodeOf<'binary'>

/** An operator between two expressions. */
export function emitBinary(node: Binary, context: EmitContext): JsCode {
  switch (node.value) {
    case '&':
      return emitConcatenation(node, context)
    case 'and':
    case 'or':
      return emitLogic(node, context)
  }
  const left = context.emit(node.lhs)
  const right = context.emit(node.rhs)
  switch (node.value) {
    case '=':
    case '!=':
      return context.const(equality(node, left, right, context), staticTypes.boolean)
    case 'in':
      return context.const(context.call({ isIn }, left, right), staticTypes.boolean)
    case '..':
      context.mark(node.position, node.value)
      return context.const(context.call({ unwrapSingleton }, context.callWithRun({ range }, left, right)))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return context.const(comparison(node, left, right, context), staticTypes.boolean | staticTypes.absent)
    default:
      return context.const(calculation(node, left, right, context), staticTypes.number | staticTypes.absent)
  }
}

/** JavaScript's own operators, as these are code and not words of an author. */
const operators: Record<Arithmetic | Comparison, JsCode> = {
  '+': js`+`,
  '-': js`-`,
  '*': js`*`,
  '/': js`/`,
  '%': js`%`,
  '<': js`<`,
  '<=': js`<=`,
  '>': js`>`,
  '>=': js`>=`,
}

/** Two finite numbers, which is what there nearly always is, need no more than JavaScript's operator. */
function calculation(node: Binary, left: JsCode, right: JsCode, context: EmitContext): JsCode {
  const operator = node.value as Arithmetic
  const finite = (side: Node, value: JsCode) =>
    side.type === 'number' ? [] : [js`${context.link({ isFinite: Number.isFinite })}(${value})`]
  const checks = [...finite(node.lhs, left), ...finite(node.rhs, right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, context, context.call({ arithmetic }, left, operator, right))}`
}

function comparison(node: Binary, left: JsCode, right: JsCode, context: EmitContext): JsCode {
  const operator = node.value as Comparison
  const number = (value: JsCode) =>
    context.typesOf(value) === staticTypes.number ? [] : [js`typeof ${value} === "number"`]
  const checks = [...number(left), ...number(right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, context, context.call({ compare }, left, operator, right))}`
}

/** Something that may fail, as an expression that first notes where it stands. */
function failing(node: Binary, context: EmitContext, value: JsCode): JsCode {
  return js`(${context.program.run}.at = ${context.program.site(node.position, node.value)}, ${value})`
}

/** An absent side is neither equal nor unequal. */
function equality(node: Binary, left: JsCode, right: JsCode, context: EmitContext): JsCode {
  const isIdentity = [left, right].some(side =>
    staticTypes.isWithin(context.typesOf(side), staticTypes.scalar | staticTypes.absent),
  )
  const present = [left, right].map(side =>
    (context.typesOf(side) & staticTypes.absent) === 0 ? [] : [js`${side} !== undefined`],
  )
  if (node.value === '!=') {
    const differ = isIdentity ? js`${left} !== ${right}` : js`!${context.call({ equal }, left, right)}`
    return join([...present.flat(), differ], ' && ')
  }
  const same = isIdentity ? js`${left} === ${right}` : context.call({ equal }, left, right)
  // What equals a side that is there is there.
  const isOneSure = present.some(checks => checks.length === 0)
  return join([...(isOneSure ? [] : present[0]!), same], ' && ')
}

/** The right side runs only when the left one does not decide. */
function emitLogic(node: Binary, context: EmitContext): JsCode {
  const left = emitTruthy(context.emit(node.lhs), context)
  const right = (branch: EmitContext) => emitTruthy(branch.emit(node.rhs), branch)
  const value =
    node.value === 'and' ? context.choose(left, right, () => js`false`) : context.choose(left, () => js`true`, right)
  return context.program.typeFacts.note(value, staticTypes.boolean)
}

/** `a & b & c` at once. */
function emitConcatenation(node: Binary, context: EmitContext): JsCode {
  const parts = operands(node).map(part => context.emit(part))
  context.mark(node.position, node.value)
  const strings = parts.map(part =>
    context.typesOf(part) === staticTypes.string ? part : context.call({ text }, part),
  )
  return context.const(js`${context.program.run}.built(${join(strings, ' + ')})`, staticTypes.string)
}

function operands(node: Node): Node[] {
  const joins = node.type === 'binary' && node.value === '&' && !node.predicate && !node.group
  return joins ? [...operands(node.lhs), ...operands(node.rhs)] : [node]
}
