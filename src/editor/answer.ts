import type { Rules } from '../destination/index.ts'
import type { TextFile } from '../document/index.ts'
import type { Json } from '../value/index.ts'

/** Answers for the edited file. Each takes its current text, which need not be saved and may be unfinished. */
export interface Editor {
  /** Lists the items that may be typed at an offset. */
  complete(document: TextFile, offset: number): Completion
  /** Describes the thing at an offset. */
  hover(document: TextFile, offset: number): Hover | null
  /** The findings of `callmap check` in this file. */
  diagnose(document: TextFile): readonly EditorDiagnostic[]
  /** Finds the declaration of the thing at an offset. */
  definition(document: TextFile, offset: number): FileRange | null
}

export interface EditorOptions {
  /** Events of the source. Their paths, values and names are offered. Asked at each call, so that they may change. */
  readonly samples?: (file: string) => readonly Json[]
  /** Levels of codes, for codes that a file has no level for. */
  readonly rules?: (file: string) => Rules
}

/** Items for the range from `from` to `to`, which has what is typed already. Filter them by it. */
export interface Completion {
  readonly from: number
  readonly to: number
  readonly items: readonly CompletionItem[]
}

export interface CompletionItem {
  /** Text to show, and to compare with what is typed. */
  readonly label: string
  readonly kind: CompletionKind
  /** A few words beside the label: a type, a signature. */
  readonly detail?: string
  /** Markdown. */
  readonly documentation?: string
  /** Replacement of the range, escaped for its place in the file. */
  readonly insert: string
  /** Offset in `insert` for the caret; default: its end. */
  readonly caret?: number
}

export type CompletionKind =
  | ('action' | 'constant' | 'destination' | 'directive' | 'event' | 'field' | 'file' | 'function' | 'key')
  | ('keyword' | 'path' | 'reference' | 'setting' | 'subscription' | 'template' | 'value' | 'variable')

export interface Hover {
  readonly from: number
  readonly to: number
  readonly markdown: string
}

export interface EditorDiagnostic {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning'
  /** Code such as `CM401`, with a page in the documentation. */
  readonly code?: string
  readonly message: string
  /** The next step. */
  readonly help?: string
  /** A fact that explains the problem. */
  readonly note?: string
  /** Other places that are involved. */
  readonly related: readonly (FileRange & { readonly message: string })[]
  readonly fixes: readonly EditorFix[]
}

export interface EditorFix {
  readonly title: string
  /** False if the fix is a guess. */
  readonly isSafe: boolean
  readonly edits: readonly TextChange[]
}

/** Replaces a range of the text. */
export interface TextChange {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** A range of a file of the workspace. */
export interface FileRange {
  readonly file: string
  readonly from: number
  readonly to: number
}
