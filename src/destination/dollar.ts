import type { Code, DiagnosticBag } from '../diagnostics/index.ts'
import type { Read } from '../mapping/index.ts'
import type { Edit } from '../text/index.ts'
import type { JsonObject } from '../value/index.ts'
import { spansOfWord, textAt } from './place.ts'

/** Reports a `$` that is read as a key, in a template or alone in a path, and returns true if there is one. */
export function reportDollar(definition: JsonObject, { path, at }: Read, problems: DiagnosticBag, code: Code): boolean {
  const isTemplate = at.endsWith('/@template')
  const isRead = isTemplate ? path.includes('$') : path.at(-1) === '$' && textAt(definition, at) === '$'
  if (!isRead) return false
  const text = textAt(definition, at) ?? ''
  const spans = spansOfWord(definition, at, '$').map(({ start, end }) => ({
    start,
    end: text[end] === '.' ? end + 1 : end,
  }))
  const [span] = spans
  if (isTemplate && path.at(-1) !== '$') {
    const edits = spans.filter(({ start, end }) => end - start > 1).map((span): Edit => ({ at, span, text: '' }))
    const message = 'a template names fields without `$.`'
    const extra = {
      span,
      label: 'read as a key',
      help: 'leave out `$.`',
      fix: { applicability: 'safe', edits },
    } as const
    problems.add(code, at, message, extra)
    return true
  }
  const help = isTemplate ? 'name a field: `{{traits.email}}`' : 'write `$.` for the whole input'
  const meant = isTemplate ? undefined : '$.'
  problems.add(code, at, '`$` alone is read as a key', { span, label: 'read as a key', help, meant })
  return true
}
