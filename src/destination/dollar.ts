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
  const find = () => {
    const text = textAt(definition, at) ?? ''
    return spansOfWord(definition, at, '$').map(({ start, end }) => ({ start, end: text[end] === '.' ? end + 1 : end }))
  }
  if (isTemplate && path.at(-1) !== '$') {
    problems.add(code, at, 'a template names fields without `$.`', () => {
      const spans = find()
      const edits = spans.filter(({ start, end }) => end - start > 1).map((span): Edit => ({ at, span, text: '' }))
      return { span: spans[0], label: 'read as a key', help: 'leave out `$.`', fix: { applicability: 'safe', edits } }
    })
    return true
  }
  const help = isTemplate ? 'name a field: `{{traits.email}}`' : 'write `$.` for the whole input'
  const meant = isTemplate ? undefined : '$.'
  problems.add(code, at, '`$` alone is read as a key', () => {
    return { span: find()[0], label: 'read as a key', help, meant }
  })
  return true
}
