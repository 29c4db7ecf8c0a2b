import type { Json } from '../value/index.ts'
import type { CompletionKind, FileRange } from './answer.ts'

/**
 * Something that a file can name at one place: a key, a value, or a word of a string. Completion offers all entries of a
 * place, hover describes the one that is written there, and go to definition follows it.
 */
export interface Entry {
  /** The name as it is written. */
  readonly name: string
  readonly kind: CompletionKind
  /** A few words beside the name. */
  readonly detail?: string | undefined
  /** Markdown. */
  readonly text?: string | undefined
  /** The value to write, if it is not the name. */
  readonly value?: Json
  /** For a key: the form of its value, which is begun with it. */
  readonly form?: ValueForm | undefined
  /** Finds its declaration. */
  readonly target?: () => FileRange | undefined
}

/** A form of JSON values. */
export type ValueForm = 'string' | 'object' | 'list'

/** Joins the parts of a description that exist, as paragraphs. */
export function describe(...parts: readonly (string | undefined | false)[]): string | undefined {
  const given = parts.filter(part => part !== undefined && part !== false && part !== '')
  return given.length === 0 ? undefined : given.join('\n\n')
}

/** Writes a value as code of Markdown, short. */
export function code(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text
  const ticks = '`'.repeat(1 + Math.max(0, ...(short.match(/`+/g) ?? []).map(run => run.length)))
  return ticks.length > 1 ? `${ticks} ${short} ${ticks}` : `\`${short}\``
}
