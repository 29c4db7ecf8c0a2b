import type { TextEdit } from '../document/index.ts'

/** A diagnostic with its place in a file, ready to be shown to a person. */
export interface LocatedDiagnostic {
  /** Default `error`. */
  readonly severity?: 'error' | 'warning'
  readonly code?: string
  readonly message: string
  /** A JSON Pointer into the file. */
  readonly at?: string
  readonly place?: Place | undefined
  /** Short text beside the marks. */
  readonly label?: string | undefined
  /** Other places that take part in it. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[]
  readonly note?: string | undefined
  readonly help?: string | undefined
  /** Edits of the text of its place. */
  readonly fix?: { readonly applicability: 'safe' | 'unsafe'; readonly edits: readonly TextEdit[] }
}

export interface Place {
  readonly file: string
  /** The file's text, and the part of it that is meant. */
  readonly text: string
  readonly start: number
  readonly end: number
}
