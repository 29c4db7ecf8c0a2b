import type { Span } from '../text/index.ts'
import type { Path } from '../value/index.ts'

/** AST of a trigger. Every node has its span. */
export type Trigger =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Trigger[]; readonly span: Span }
  | { readonly kind: 'not'; readonly part: Trigger; readonly span: Span }
  | Clause

/**
 * A leaf of the tree: a test of one value of the event.
 *
 * `comparison` is `operand operator value`, `in` is `operand in [values]`, `has` is `value in operand` (the
 * operand is a list), `contains` and `match` are `contains(operand, text)` and `match(operand, text)`.
 */
export type Clause = { readonly operand: Operand; readonly span: Span } & (
  | { readonly kind: 'comparison'; readonly operator: Operator; readonly value: Scalar }
  | { readonly kind: 'in'; readonly values: readonly Scalar[] }
  | { readonly kind: 'has'; readonly value: Scalar }
  | { readonly kind: TestName; readonly text: string }
)

/** A path of the event, or a function of a path. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: FunctionName; readonly operand: Operand }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Scalar = null | boolean | number | string

export const testNames = ['contains', 'match'] as const
export type TestName = (typeof testNames)[number]

export const functionNames = ['length', 'lowercase', 'uppercase', 'typeof'] as const
export type FunctionName = (typeof functionNames)[number]

/** Lists the clauses of a trigger from left to right. */
export function listLeaves(trigger: Trigger): Clause[] {
  switch (trigger.kind) {
    case 'and':
    case 'or':
      return trigger.parts.flatMap(listLeaves)
    case 'not':
      return listLeaves(trigger.part)
    default:
      return [trigger]
  }
}
