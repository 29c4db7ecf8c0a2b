import { suggest, suggestion } from '../text/index.ts'
import type { Extra } from './diagnostic.ts'

/** The way out where a word is none of the known ones: the one that was probably meant, or the few that there are. */
export function near(word: string, candidates: Iterable<string>): Extra {
  const list = [...candidates]
  return { help: suggestion(word, list), meant: suggest(word.slice(0, 200), list) }
}
