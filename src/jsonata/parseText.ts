import { chargeCompilation, compileCost } from '../value/index.ts'
import type { Node } from './ast.ts'
import { parse, type SyntaxProblem } from './package.ts'
import { JsonataError } from './runtime/error.ts'
import { siteOf } from './site.ts'
import { isTooDeep, weighText } from './weigh.ts'

/** Codes of expressions that are refused for their size. They are none of the language. */
export const tooDeep = 'S0501'
export const tooLarge = 'S0502'

/**
 * Parses an expression.
 *
 * @throws JsonataError with the span of the mistake
 */
export function parseText(text: string): Node {
  chargeCompilation(compileCost.expression + text.length * compileCost.parsedCharacter)
  const tokens = weighText(text)
  if (tokens === 'large') throw new JsonataError(tooLarge, { message: 'the expression is too large' })
  if (tokens === 'deep') throw deepError()
  chargeCompilation(tokens * compileCost.parsedToken)
  const node = parseAll(text)
  if (isTooDeep(node)) throw deepError()
  return node
}

function parseAll(text: string): Node {
  try {
    return parse(text)
  } catch (thrown) {
    throw syntaxError(text, thrown)
  }
}

function syntaxError(text: string, thrown: unknown): JsonataError {
  if (thrown instanceof RangeError) return deepError()
  // The parser passes on JavaScript's own errors for bad regular expressions.
  if (thrown instanceof Error) return new JsonataError('S0301', { message: thrown.message })
  const { code = 'S0201', message = code, position, token } = thrown as SyntaxProblem
  const word = token === undefined ? undefined : String(token)
  const error = new JsonataError(code, { message, ...(word === undefined ? {} : { token: word }) })
  return position === undefined ? error : error.at(siteOf(text, position, word))
}

export function deepError(): JsonataError {
  return new JsonataError(tooDeep, { message: 'the expression is nested too deep' })
}
