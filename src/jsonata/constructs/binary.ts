import { type JsCode, join, js } from '../../code/index.ts'
import type { Node, NodeOf } from '../ast.ts'
import * as kind from '../kinds.ts'
import { type Arithmetic, arithmetic, type Comparison, compare, isIn, range, text } from '../runtime/operators.ts'
import { one } from '../runtime/sequence.ts'
import { equal } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'
import { holds } from './holds.ts'

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
      return scope.const(equality(node, left, right, scope), kind.boolean)
    case 'in':
      return scope.const(scope.call({ isIn }, left, right), kind.boolean)
    case '..':
      scope.mark(node.position, node.value)
      return scope.const(scope.call({ one }, scope.callWithRun({ range }, left, right)))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return scope.const(comparison(node, left, right, scope), kind.boolean | kind.absent)
    default:
      return scope.const(calculation(node, left, right, scope), kind.number | kind.absent)
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
  const number = (value: JsCode) => (scope.kindsOf(value) === kind.number ? [] : [js`typeof ${value} === "number"`])
  const checks = [...number(left), ...number(right)]
  const fast = js`${left} ${operators[operator]} ${right}`
  if (checks.length === 0) return fast
  return js`${join(checks, ' && ')} ? ${fast} : ${failing(node, scope, scope.call({ compare }, left, operator, right))}`
}

/** Something that may fail, as an expression that first notes where it stands. */
function failing(node: Binary, scope: Scope, value: JsCode): JsCode {
  return js`(${scope.program.run}.at = ${scope.program.site(node.position, node.value)}, ${value})`
}

/** An absent side is neither equal nor unequal. */
function equality(node: Binary, left: JsCode, right: JsCode, scope: Scope): JsCode {
  const isIdentity = [left, right].some(side => kind.isWithin(scope.kindsOf(side), kind.scalar | kind.absent))
  const present = [left, right].map(side =>
    (scope.kindsOf(side) & kind.absent) === 0 ? [] : [js`${side} !== undefined`],
  )
  if (node.value === '!=') {
    const differ = isIdentity ? js`${left} !== ${right}` : js`!${scope.call({ equal }, left, right)}`
    return join([...present.flat(), differ], ' && ')
  }
  const same = isIdentity ? js`${left} === ${right}` : scope.call({ equal }, left, right)
  // What equals a side that is there is there.
  const isOneSure = present.some(checks => checks.length === 0)
  return join([...(isOneSure ? [] : present[0]!), same], ' && ')
}

/** The right side runs only when the left one does not decide. */
function emitLogic(node: Binary, scope: Scope): JsCode {
  const left = holds(scope.emit(node.lhs), scope)
  const right = (branch: Scope) => holds(branch.emit(node.rhs), branch)
  const value =
    node.value === 'and' ? scope.choose(left, right, () => js`false`) : scope.choose(left, () => js`true`, right)
  return scope.program.knowledge.note(value, kind.boolean)
}

/** `a & b & c` at once. */
function emitConcatenation(node: Binary, scope: Scope): JsCode {
  const parts = operands(node).map(part => scope.emit(part))
  scope.mark(node.position, node.value)
  const strings = parts.map(part => (scope.kindsOf(part) === kind.string ? part : scope.call({ text }, part)))
  return scope.const(js`${scope.program.run}.built(${join(strings, ' + ')})`, kind.string)
}

function operands(node: Node): Node[] {
  const joins = node.type === 'binary' && node.value === '&' && !node.predicate && !node.group
  return joins ? [...operands(node.lhs), ...operands(node.rhs)] : [node]
}
