import { findWrittenAt } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { FilePlace, JsonDocument, LocateOptions, TextEdit } from '../document/index.ts'

/** A diagnostic with its place in a file, ready to render. */
export interface LocatedDiagnostic {
  /** Default `error`. */
  readonly severity?: 'error' | 'warning'
  readonly code?: string
  readonly message: string
  /** A JSON Pointer into the file. */
  readonly at?: string
  readonly place?: FilePlace | undefined
  /** Short text beside the marks. */
  readonly label?: string | undefined
  /** Other places that are involved. */
  readonly related?: readonly { readonly message: string; readonly place: FilePlace }[]
  readonly note?: string | undefined
  readonly help?: string | undefined
  /** Instead of `help`, where the next step depends on how a program takes its input. */
  readonly remedy?: Remedy
  /** Edits of the file that `place` names. */
  readonly fix?: { readonly applicability: 'safe' | 'unsafe'; readonly edits: readonly TextEdit[] }
}

/** Input that solves a problem. */
export type Remedy =
  | { readonly give: 'mappings' }
  | { readonly give: 'secrets' }
  | { readonly give: 'tests'; readonly mappings: string; readonly tests: string }

/** Adds the place in a document, and converts the fix to edits of its file. */
export function locateIn(document: JsonDocument, diagnostic: Diagnostic): LocatedDiagnostic {
  const { code, severity, message, label, note, help, at, span, marks, fix } = diagnostic
  const edits = fix?.edits.flatMap(edit => document.edit(edit)) ?? []
  return {
    code,
    severity,
    message,
    label,
    note,
    help,
    at,
    place: locatePart(document, at, { span, marks }),
    ...(fix && edits.length > 0 && { fix: { ...fix, edits } }),
  }
}

/** Finds a part of a document. Follows `$ref`, so that a shared part is shown at its own place. */
export function locatePart(document: JsonDocument, at: string, part?: LocateOptions): FilePlace {
  return document.locate(findWrittenAt(document.value, at), part)
}
