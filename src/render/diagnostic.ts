import type { Diagnostic } from '../diagnostics/index.ts'
import { lineAt, position, type Span } from '../text/index.ts'
import { excerpt } from './excerpt.ts'

/**
 * Renders a diagnostic as lines of text. `text` is the source at the diagnostic's place, in which its span is marked.
 *
 * @example
 * renderDiagnostic(diagnostic, 'type == "track"')
 * // error[CM202]: `==` is not an operator of triggers
 * //  --> /subscriptions/0/trigger
 * //   |
 * //   | type == "track"
 * //   |      ^^ a sign of another language
 * //   |
 * //   = help: write `=`
 */
export function renderDiagnostic(diagnostic: Diagnostic, text?: string): string {
  const { severity, code, message, at, span, label, help } = diagnostic
  const lines = [`${severity}[${code}]: ${message}`, ` --> ${at === '' ? '/' : at}`]
  if (span && text !== undefined) lines.push('  |', ...window(text, span, label), '  |')
  if (help !== undefined) lines.push(`  = help: ${help}`)
  return lines.join('\n')
}

const width = 100

/** Renders the line in which a span starts, cut to a readable width, with carets and a label below. */
function window(text: string, span: Span, label = ''): string[] {
  const { column } = position(text, span.start)
  const from = Math.max(1, Math.min(column - (width >> 1), lineAt(text, span.start).length - width + 1))
  const { shown, indent, marks } = excerpt(text, span, '^', from, width)
  return [`  | ${shown}`, `  | ${indent}${marks} ${label}`.trimEnd()]
}
