import jsonata from 'jsonata'
import type { Node } from './ast.ts'

/** Errors of the package, which are plain objects. `position` is the end of the token. */
export interface SyntaxProblem {
  readonly code?: string
  readonly message?: string
  readonly position?: number
  readonly token?: unknown
}

/**
 * Parses an expression.
 *
 * @throws SyntaxProblem
 */
export function parse(text: string): Node {
  return jsonata(text).ast() as unknown as Node
}
