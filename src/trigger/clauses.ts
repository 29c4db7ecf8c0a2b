import type { Span } from '../text/index.ts'
import type { Path } from '../value/index.ts'
import { printTrigger } from './print.ts'
import { type Clause, listLeaves, type Operand, type Scalar, type Trigger } from './trigger.ts'

/** Description of a clause, to explain why a trigger was true or false. */
export interface ClauseInfo {
  readonly span: Span
  /** The clause, printed by `printTrigger`. */
  readonly text: string
  /** Path of the event that the clause reads. */
  readonly path: Path
  /** `=`, `>=`, `in`, `has`, `contains`, `match`, … */
  readonly operator: string
  readonly expected: Scalar | readonly Scalar[]
}

/** Lists the clauses of a trigger from left to right. The index of a clause is its number in a trace. */
export function listClauses(trigger: Trigger): ClauseInfo[] {
  return listLeaves(trigger).map(clause => ({
    span: clause.span,
    text: printTrigger(clause),
    path: findPath(clause.operand),
    operator: clause.kind === 'comparison' ? clause.operator : clause.kind,
    expected: expectedValue(clause),
  }))
}

function findPath(operand: Operand): Path {
  return operand.kind === 'path' ? operand.path : findPath(operand.operand)
}

function expectedValue(clause: Clause): Scalar | readonly Scalar[] {
  if (clause.kind === 'in') return clause.values
  return 'value' in clause ? clause.value : clause.text
}
