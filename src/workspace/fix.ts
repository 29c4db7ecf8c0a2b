import type { TextEdit } from '../document/index.ts'
import { applyEdits } from '../document/index.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { readText, writeText } from './readJson.ts'

export interface FixOptions {
  /** The files that may be changed. */
  readonly files: readonly string[]
  readonly unsafe: boolean
}

/** Writes the fixes of problems into their files, and says how many problems that should repair. */
export function applyFixes(problems: readonly LocatedDiagnostic[], options: FixOptions): number {
  const byFile = new Map<string, TextEdit[]>()
  const fixable = problems.filter(problem => isFixable(problem, options))
  for (const { place, fix } of fixable) {
    const edits = byFile.get(place!.file) ?? []
    byFile.set(place!.file, [...edits, ...fix!.edits])
  }
  for (const [file, edits] of byFile) writeText(file, applyEdits(readText(file), edits))
  return fixable.length
}

export function isFixable({ place, fix }: LocatedDiagnostic, { files, unsafe }: FixOptions): boolean {
  if (place === undefined || fix === undefined || fix.edits.length === 0 || !files.includes(place.file)) return false
  return unsafe || fix.applicability === 'safe'
}
