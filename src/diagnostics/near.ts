import { choices, type Language, suggest, synonym } from '../text/index.ts'
import type { Extra } from './diagnostic.ts'

/** Suggests a replacement for an unknown word: a similar candidate, or the list of candidates if it is short. */
export function near(word: string, candidates: Iterable<string>): Extra {
  const list = [...candidates]
  const meant = suggest(word, list)
  return { help: meant === undefined ? choices(list) : `did you mean \`${meant}\`?`, meant }
}

/** Suggests a replacement for an unknown word of a language; words of other languages are translated. */
export function nearIn(language: Language, word: string, candidates: Iterable<string>): Extra {
  const form = synonym(word, language)
  if (form === undefined) return near(word, candidates)
  const forms = typeof form === 'string' || Array.isArray(form) ? [form].flat() : [JSON.stringify(form)]
  const help = `did you mean ${forms.map(text => `\`${text}\``).join(' or ')}?`
  return { help, ...(typeof form === 'string' && { meant: form }) }
}
