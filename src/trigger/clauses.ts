import type { Span } from '../text/index.ts'
import type { Path } from '../value/index.ts'
import { printTrigger } from './print.ts'
import { type Clause, listLeaves, type Operand, type Scalar, type Trigger } from './trigger.ts'

/** What a clause asks, for those who explain why a trigger was true or false. */
export interface ClauseInfo {
  readonly span: Span
  /** The clause alone, as `printTrigger` writes it. */
  readonly text: string
  /** The path of the event that it reads. */
  readonly path: Path
  /** `=`, `>=`, `in`, `has`, `contains`, `match`, … */
  readonly operator: string
  readonly expected: Scalar | readonly Scalar[]
}

/** The clauses of a trigger from left to right: the index of each is its number in a trace. */
export function listClauses(trigger: Trigger): ClauseInfo[] {
  return listLeaves(trigger).map(clause => ({
    span: clause.span,
    text: printTrigger(clause),
    path: pathOf(clause.operand),
    operator: clause.kind === 'comparison' ? clause.operator : clause.kind,
    expected: expectedBy(clause),
  }))
}

function pathOf(operand: Operand): Path {
  return operand.kind === 'path' ? operand.path : pathOf(operand.operand)
}

function expectedBy(clause: Clause): Scalar | readonly Scalar[] {
  if (clause.kind === 'in') return clause.values
  return 'value' in clause ? clause.value : clause.text
}
