import { kinds } from '../destination/index.ts'
import { suggest } from '../text/index.ts'
import type { CatalogueAction, CatalogueEntry } from './catalogue.ts'

export interface CatalogueMatch {
  readonly entry: CatalogueEntry
  /** Actions that have a word of the search. */
  readonly actions: readonly CatalogueAction[]
}

/**
 * Finds the destinations in whose name, aliases, kind, description or actions each of the words begins a word. Words that
 * the destination itself lacks must all be in one action.
 */
export function searchCatalogue(entries: readonly CatalogueEntry[], search: string): CatalogueMatch[] {
  const wanted = splitWords(search)
  return entries.flatMap(entry => {
    const rest = wanted.filter(word => !begins(word, ownWords(entry)))
    const actions = entry.actions.filter(action => {
      const words = actionWords(action, entry)
      return rest.every(word => begins(word, words)) && wanted.some(word => begins(word, words))
    })
    return rest.length > 0 && actions.length === 0 ? [] : [{ entry, actions }]
  })
}

/** Suggests a search with known words for one that finds nothing. */
export function suggestSearch(entries: readonly CatalogueEntry[], search: string): string | undefined {
  const known = new Set(
    entries.flatMap(entry => [...ownWords(entry), ...entry.actions.flatMap(action => actionWords(action, entry))]),
  )
  const words = splitWords(search).map(word => (begins(word, known) ? word : (suggest(word, known) ?? word)))
  const near = words.join(' ')
  return searchCatalogue(entries, near).length > 0 ? near : undefined
}

/** Letters and digits in a row, in lower case. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function ownWords({ slug, name, aliases, kind, description }: CatalogueEntry): string[] {
  return [slug, name, ...aliases, kind, kinds[kind], description].flatMap(splitWords)
}

/** Words of an action, and of the events that it is for by default. */
function actionWords({ action, title, description }: CatalogueAction, { calls }: CatalogueEntry): string[] {
  const own = Object.values(calls)
    .flat()
    .filter(call => call.action === action)
  return [action, title, description, ...own.flatMap(({ events = [] }) => events)].flatMap(splitWords)
}

function begins(start: string, words: Iterable<string>): boolean {
  return [...words].some(word => word.startsWith(start))
}
