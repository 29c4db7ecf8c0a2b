import type { Span } from '../../text/index.ts'
import type { Entry } from '../entry.ts'

/** A language of strings. */
export interface TextLanguage {
  /** Finds the word at an offset of a string, which may be unfinished; `undefined` where nothing can be named. */
  look(text: string, offset: number): Look | undefined
}

/** A word of a string. */
export interface Look extends Span {
  /** Entries that may be in its place. */
  readonly entries: () => readonly Entry[]
  /** The written entry, if these lack it. */
  readonly written?: () => Entry | undefined
  /** Text to add after an entry. */
  readonly after?: string
}
