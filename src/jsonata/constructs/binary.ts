import { isFiniteNumber, type JsCode, join, js } from '../../code/index.ts'
import { built } from '../../value/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import {
  type Arithmetic,
  type Comparison,
  calculate,
  compareValues,
  isIn,
  numberRange,
  operandText,
} from '../runtime/operators.ts'
import { unwrapSingleton } from '../runtime/sequence.ts'
import { deepEqual } from '../runtime/values.ts'
import * as staticTypes from '../staticTypes.ts'
import { emitTruthy } from './emitTruthy.ts'

type Binary = NodeOf<'binary'>

/** Emits an operator between two expressions. */
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
      return context.const(context.call({ unwrapSingleton }, context.callWithRun({ numberRange }, left, right)))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return context.const(comparison(node, left, right, context), staticTypes.boolean | staticTypes.absent)
    default:
      return context.const(calculation(node, left, right, context), staticTypes.number | staticTypes.absent)
  }
}

/** `js` quotes strings, so operators are inserted as code. */
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

/** Emits JavaScript's own operator for two finite numbers, the usual case, and a call for anything else. */
function calculation(node: Binary, left: JsCode, right: JsCode, context: EmitContext): JsCode {
  const operator = node.value as Arithmetic
  const finite = (side: Node, value: JsCode) =>
    side.type === 'number' ? [] : [js`${context.import({ isFiniteNumber })}(${value})`]
  const checks = [...finite(node.lhs, left), ...finite(node.rhs, right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, context, context.call({ calculate }, left, operator, right))}`
}

function comparison(node: Binary, left: JsCode, right: JsCode, context: EmitContext): JsCode {
  const operator = node.value as Comparison
  const number = (value: JsCode) =>
    context.typesOf(value) === staticTypes.number ? [] : [js`typeof ${value} === "number"`]
  const checks = [...number(left), ...number(right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, context, context.call({ compareValues }, left, operator, right))}`
}

/** Wraps a value that may fail in an expression that first records its position. */
function failing(node: Binary, context: EmitContext, value: JsCode): JsCode {
  const { run, site } = context.program
  return site ? js`(${run}.at = ${site(node.position, node.value)}, ${value})` : value
}

/** Types of values that are compared at once. */
const short = (staticTypes.scalar & ~staticTypes.string) | staticTypes.absent

/** Emits `=` or `!=`. A comparison with an absent side is false either way. */
function equality(node: Binary, left: JsCode, right: JsCode, context: EmitContext): JsCode {
  // A comparison with a literal takes no longer than the literal is.
  const isLiteral = node.lhs.type === 'string' || node.rhs.type === 'string'
  const isIdentity = isLiteral || [left, right].some(side => staticTypes.isWithin(context.typesOf(side), short))
  const present = [left, right].map(side =>
    (context.typesOf(side) & staticTypes.absent) === 0 ? [] : [js`${side} !== undefined`],
  )
  if (node.value === '!=') {
    const differ = isIdentity ? js`${left} !== ${right}` : js`!${context.call({ deepEqual }, left, right)}`
    return join([...present.flat(), differ], ' && ')
  }
  const same = isIdentity ? js`${left} === ${right}` : context.call({ deepEqual }, left, right)
  // A value that equals a present one is present.
  const isOneSure = present.some(checks => checks.length === 0)
  return join([...(isOneSure ? [] : present[0]!), same], ' && ')
}

/** Emits `and` or `or`. The right side runs only if the left one does not decide. */
function emitLogic(node: Binary, context: EmitContext): JsCode {
  const left = emitTruthy(context.emit(node.lhs), context)
  const right = (branch: EmitContext) => emitTruthy(branch.emit(node.rhs), branch)
  const value =
    node.value === 'and' ? context.choose(left, right, () => js`false`) : context.choose(left, () => js`true`, right)
  return context.program.typeFacts.note(value, staticTypes.boolean)
}

/** Emits a chain `a & b & c` as one concatenation. */
function emitConcatenation(node: Binary, context: EmitContext): JsCode {
  const parts = operands(node).map(part => context.emit(part))
  context.mark(node.position, node.value)
  const strings = parts.map(part =>
    context.typesOf(part) === staticTypes.string ? part : context.call({ operandText }, part),
  )
  return context.const(context.call({ built }, join(strings, ' + ')), staticTypes.string)
}

function operands(node: Node): Node[] {
  const joins = node.type === 'binary' && node.value === '&' && !node.predicate && !node.group
  return joins ? [...operands(node.lhs), ...operands(node.rhs)] : [node]
}
