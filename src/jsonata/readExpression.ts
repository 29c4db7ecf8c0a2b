import type { DiagnosticBag, Extra } from '../diagnostics/index.ts'
import type { Pointer } from '../value/index.ts'
import type { Node } from './ast.ts'
import { suggestOperators } from './foreignOperators.ts'
import { parseText, tooDeep, tooLarge } from './parseText.ts'
import { JsonataError } from './runtime/error.ts'
import { unclosedBrackets } from './unclosed.ts'

/** Parses an expression of a definition. Adds mistakes to `problems`, with a suggestion. */
export function readExpression(text: string, problems: DiagnosticBag, at: Pointer): Node | undefined {
  try {
    return parseText(text)
  } catch (error) {
    if (!(error instanceof JsonataError)) throw error
    const { start, end, code } = error
    if (code === tooDeep || code === tooLarge) {
      problems.add(code === tooDeep ? 'CM104' : 'CM109', at, error.message, { help: 'split it into `functions`' })
      return undefined
    }
    const span = start === undefined || end === undefined ? undefined : { start, end }
    const message = `JSONata syntax error: ${error.message.replace(/^[A-Z](?=[a-z])/, letter => letter.toLowerCase())}`
    const note = `JSONata code ${code}${start === undefined ? '' : `, offset ${start} of the expression`}`
    const way = code === 'S0203' ? suggestBrackets(text, at) : suggestOperators(text, at, isExpression)
    problems.add('CM601', at, message, { span, note, ...way })
    return undefined
  }
}

/** Suggests closing brackets for an expression that ends too early. */
function suggestBrackets(text: string, at: Pointer): Extra {
  const open = unclosedBrackets(text)
  const missing = open.map(({ closing }) => closing).join('')
  const span = { start: text.length, end: text.length }
  const related = open.map(({ index, bracket }) => {
    return { at, span: { start: index, end: index + 1 }, message: `this \`${bracket}\` is never closed` }
  })
  const ending = { span, label: 'the expression ends here', related }
  if (missing === '' || !isExpression(text + missing)) return ending
  const edits = [{ at, span, text: missing }]
  return { ...ending, help: `add the missing \`${missing}\``, fix: { applicability: 'unsafe', edits } }
}

function isExpression(text: string): boolean {
  try {
    parseText(text)
    return true
  } catch {
    return false
  }
}
