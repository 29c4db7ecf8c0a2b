import { chargeCompilation, compileCost } from '../value/index.ts'
import { functions } from './functions.ts'
import { compileGlob } from './glob.ts'
import type { Clause, Operand, Operator, Scalar } from './trigger.ts'

/** A clause or its negation: `outcome` is the required result. */
export interface Literal {
  readonly clause: Clause
  readonly outcome: boolean
}

/**
 * True if some value of one operand satisfies all literals. Tries the values at which a literal may change, and is true
 * if these cannot be listed.
 */
export function isSatisfiable(literals: readonly Literal[]): boolean {
  const [first] = literals
  const candidates = listAdmitted(literals) ?? (first && listDomain(first.clause.operand)) ?? listBounds(literals)
  if (!candidates) return true
  chargeCompilation((candidates.length + 1) * literals.length * compileCost.comparison)
  return candidates.some(value =>
    literals.every(({ clause, outcome }) => canBe(clause.operand, value) && holds(clause, value) === outcome),
  )
}

export const knownTypes: readonly string[] = ['identify', 'group', 'track', 'page', 'screen', 'alias']
const typeNames: readonly Scalar[] = ['string', 'number', 'bool', 'list', 'object', 'null']

/** Lists all possible values of an operand, if they are known. */
function listDomain(operand: Operand): readonly Scalar[] | undefined {
  if (operand.kind === 'typeof') return typeNames
  return operand.kind === 'path' && operand.path.length === 1 && operand.path[0] === 'type' ? knownTypes : undefined
}

function canBe(operand: Operand, value: Scalar): boolean {
  if ((operand.kind === 'lowercase' || operand.kind === 'uppercase') && typeof value === 'string') {
    return functions[operand.kind](value) === value
  }
  return listDomain(operand)?.includes(value) ?? true
}

function holds(clause: Clause, value: Scalar): boolean {
  switch (clause.kind) {
    case 'comparison':
      return compares(value, clause.operator, clause.value)
    case 'in':
      return clause.values.includes(value)
    case 'has':
      return false
    case 'contains':
      return typeof value === 'string' && value.includes(clause.text)
    case 'match':
      chargeCompilation(clause.text.length * compileCost.parsedCharacter)
      return typeof value === 'string' && compileGlob(clause.text)(value)
  }
}

function compares(left: Scalar, operator: Operator, right: Scalar): boolean {
  if (operator === '=') return left === right
  if (operator === '!=') return left !== right
  if (left === null || right === null || typeof left !== typeof right) return false
  if (left === right) return operator === '<=' || operator === '>='
  return left < right === operator.startsWith('<')
}

/** Lists the values of the first literal that admits only these. */
function listAdmitted(literals: readonly Literal[]): readonly Scalar[] | undefined {
  for (const { clause, outcome } of literals) {
    if (clause.kind === 'in' && outcome) return clause.values
    if (clause.kind === 'comparison' && clause.operator === (outcome ? '=' : '!=')) return [clause.value]
  }
  return undefined
}

/** Lists the bounds, and a number in each gap between and beyond them, if a literal needs a number. */
function listBounds(literals: readonly Literal[]): number[] | undefined {
  const bounds: number[] = []
  let wanted = false
  for (const { clause, outcome } of literals) {
    if (clause.kind !== 'comparison' || typeof clause.value !== 'number') continue
    bounds.push(clause.value)
    wanted ||= outcome && clause.operator !== '=' && clause.operator !== '!='
  }
  if (!wanted) return undefined
  bounds.sort((a, b) => a - b)
  const gaps = bounds.slice(1).map((bound, i) => bound / 2 + bounds[i]! / 2)
  return [-Number.MAX_VALUE, ...bounds, ...gaps, Number.MAX_VALUE]
}
