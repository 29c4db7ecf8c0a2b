import { type JsCode, join, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import { type Arithmetic, arithmetic, type Comparison, compare, isIn, range, text } from '../runtime/operators.ts'
import { one } from '../runtime/sequence.ts'
import { equal } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'
import { certainType, holds } from './certainty.ts'

type Binary = NodeOf<'binary'>

/** An operator between two expressions. */
export function emitBinary(node: Binary, scope: Scope): JsCode {
  switch (node.value) {
    case '&':
      return emitConcatenation(node, scope)
    case 'and':
    case 'or':
      return emitLogic(node, scope)
  }
  const left = scope.emit(node.lhs)
  const right = scope.emit(node.rhs)
  switch (node.value) {
    case '=':
    case '!=':
      return scope.block.const(equality(node, left, right, scope))
    case 'in':
      return scope.block.const(scope.call({ isIn }, left, right))
    case '..':
      scope.mark(node.position, node.value)
      return scope.block.const(scope.call({ one }, scope.callWithRun({ range }, left, right)))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return scope.block.const(comparison(node, left, right, scope))
    default:
      return scope.block.const(calculation(node, left, right, scope))
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
function calculation(node: Binary, left: JsCode, right: JsCode, scope: Scope): JsCode {
  const operator = node.value as Arithmetic
  const finite = (side: Node, value: JsCode) =>
    side.type === 'number' ? [] : [js`${scope.link({ isFinite: Number.isFinite })}(${value})`]
  const checks = [...finite(node.lhs, left), ...finite(node.rhs, right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, scope, scope.call({ arithmetic }, left, operator, right))}`
}

function comparison(node: Binary, left: JsCode, right: JsCode, scope: Scope): JsCode {
  const operator = node.value as Comparison
  const number = (side: Node, value: JsCode) =>
    certainType(side) === 'number' ? [] : [js`typeof ${value} === "number"`]
  const checks = [...number(node.lhs, left), ...number(node.rhs, right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, scope, scope.call({ compare }, left, operator, right))}`
}

/** Something that may fail, as an expression that first notes where it stands. */
function failing(node: Binary, scope: Scope, value: JsCode): JsCode {
  return js`(${scope.program.run}.at = ${scope.program.site(node.position, node.value)}, ${value})`
}

const isScalar = (node: Node) => ['string', 'number', 'value'].includes(node.type) && !node.predicate && !node.group

/** An absent side is neither equal nor unequal. */
function equality(node: Binary, left: JsCode, right: JsCode, scope: Scope): JsCode {
  const scalar = isScalar(node.lhs) || isScalar(node.rhs)
  const same = scalar ? js`${left} === ${right}` : js`(${left} === ${right} || ${scope.call({ equal }, left, right)})`
  const present = [
    ...(certainType(node.lhs) || isScalar(node.lhs) ? [] : [js`${left} !== undefined`]),
    ...(certainType(node.rhs) || isScalar(node.rhs) ? [] : [js`${right} !== undefined`]),
  ]
  if (node.value === '!=') return join([...present, scalar ? js`${left} !== ${right}` : js`!${same}`], ' && ')
  return scalar ? same : join([...present, same], ' && ')
}

/** The right side runs only when the left one does not decide. */
function emitLogic(node: Binary, scope: Scope): JsCode {
  const left = holds(node.lhs, scope.emit(node.lhs), scope)
  const right = (branch: Scope) => holds(node.rhs, branch.emit(node.rhs), branch)
  return node.value === 'and' ? scope.choose(left, right, () => js`false`) : scope.choose(left, () => js`true`, right)
}

/** `a & b & c` at once. */
function emitConcatenation(node: Binary, scope: Scope): JsCode {
  const parts = operands(node).map(part => {
    const value = scope.emit(part)
    return { value, isText: certainType(part) === 'string' }
  })
  scope.mark(node.position, node.value)
  const strings = parts.map(({ value, isText }) => (isText ? value : scope.call({ text }, value)))
  return scope.block.const(js`${scope.program.run}.built(${join(strings, ' + ')})`)
}

function operands(node: Node): Node[] {
  const joins = node.type === 'binary' && node.value === '&' && !node.predicate && !node.group
  return joins ? [...operands(node.lhs), ...operands(node.rhs)] : [node]
}
