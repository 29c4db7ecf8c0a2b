import { applyEdits, type TextEdit, type TextFile } from '../document/index.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import type { FileSystem } from './workspace.ts'

export interface FixOptions {
  /** The files that may be changed. */
  readonly files: readonly string[]
  readonly unsafe: boolean
}

/** Fixed files, and the number of diagnostics whose fixes were applied. */
export interface Fixes {
  readonly files: readonly TextFile[]
  readonly count: number
}

/** Applies the fixes of diagnostics, file by file. Writes nothing. */
export function applyFixes(files: FileSystem, diagnostics: readonly LocatedDiagnostic[], options: FixOptions): Fixes {
  const byFile = new Map<string, TextEdit[]>()
  const fixable = diagnostics.filter(diagnostic => isFixable(diagnostic, options))
  for (const { place, fix } of fixable) {
    const edits = byFile.get(place!.file) ?? []
    byFile.set(place!.file, [...edits, ...fix!.edits])
  }
  const fixed = [...byFile].map(([file, edits]) => ({ file, text: applyEdits(files.read(file), edits) }))
  return { files: fixed, count: fixable.length }
}

export function isFixable({ place, fix }: LocatedDiagnostic, { files, unsafe }: FixOptions): boolean {
  if (place === undefined || fix === undefined || fix.edits.length === 0 || !files.includes(place.file)) return false
  return unsafe || fix.applicability === 'safe'
}
