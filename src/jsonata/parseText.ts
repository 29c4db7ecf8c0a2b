import type { Node } from './ast.ts'
import { parse, type SyntaxProblem } from './package.ts'
import { JsonataError } from './runtime/error.ts'
import { siteOf } from './site.ts'

/**
 * Parses an expression.
 *
 * @throws JsonataError with the span of the mistake
 */
export function parseText(text: string): Node {
  try {
    return parse(text)
  } catch (thrown) {
    throw syntaxError(text, thrown)
  }
}

function syntaxError(text: string, thrown: unknown): JsonataError {
  // The parser passes on JavaScript's own errors for bad regular expressions and for an exhausted stack.
  if (thrown instanceof Error) return new JsonataError('S0301', { message: thrown.message })
  const { code = 'S0201', message = code, position, token } = thrown as SyntaxProblem
  const word = token === undefined ? undefined : String(token)
  const error = new JsonataError(code, { message, ...(word === undefined ? {} : { token: word }) })
  return position === undefined ? error : error.at(siteOf(text, position, word))
}
