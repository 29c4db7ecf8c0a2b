import type { TextEdit } from '../document/index.ts'

/** A diagnostic with its place in a file, ready to render. */
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
  /** Other places that are involved. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[]
  readonly note?: string | undefined
  readonly help?: string | undefined
  /** Edits of the file that `place` names. */
  readonly fix?: { readonly applicability: 'safe' | 'unsafe'; readonly edits: readonly TextEdit[] }
}

export interface Place {
  readonly file: string
  /** The text of the whole file; `start` and `end` are offsets into it. */
  readonly text: string
  readonly start: number
  readonly end: number
}
