import type { Diagnostic } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'

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
function window(text: string, { start, end }: Span, label = ''): string[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', start)
  const line = text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd)
  const column = start - lineStart
  const from = Math.max(0, Math.min(column - (width >> 1), line.length - width))
  const shown = line.slice(from, from + width)
  const carets = Math.max(1, Math.min(end - start, shown.length - (column - from)))
  return [`  | ${shown}`, `  | ${' '.repeat(column - from)}${'^'.repeat(carets)} ${label}`.trimEnd()]
}
