import sortBy from 'lodash-es/sortBy.js'
import type { Checked } from './check.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'

/** Removes duplicates, because several files may use the same definition, and sorts by file and line. */
export function uniqueDiagnostics(checked: readonly Checked[]): LocatedDiagnostic[] {
  const all = checked.flatMap(({ diagnostics }) => diagnostics)
  const once = [...new Map(all.map(problem => [diagnosticKey(problem), problem])).values()]
  const files = [...new Set(once.map(({ place }) => place?.file))]
  return sortBy(once, [({ place }) => files.indexOf(place?.file), ({ place }) => place?.start ?? 0])
}

function diagnosticKey({ code, message, place }: LocatedDiagnostic): string {
  return JSON.stringify([place?.file, place?.start, place?.end, code, message])
}
