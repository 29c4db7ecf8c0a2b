import { isSetting } from '../analysis/index.ts'
import { findWrittenAt } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { locate, textEdits } from '../document/index.ts'
import type { LocatedDiagnostic, Place } from './locatedDiagnostic.ts'
import type { MappingsSource } from './mappingsFile.ts'
import type { JsonFile } from './readJson.ts'

/** Adds the file and the range that a diagnostic points to. */
export function locateDiagnostic(diagnostic: Diagnostic, source: MappingsSource): LocatedDiagnostic {
  const { code, severity, message, label, note, help, at, span, marks, related = [], fix } = diagnostic
  // A definition declares settings under the same pointer that an account gives their values under.
  const file = at.startsWith('/settings') && !isSetting(diagnostic) ? source.definition : findFile(source, at)
  return {
    code,
    severity,
    message,
    label,
    note,
    help,
    at,
    place: placeIn(file, at, { span, marks }),
    related: related.map(other => ({ message: other.message, place: findPlace(source, other.at, other) })),
    ...(fix && { fix: { ...fix, edits: fix.edits.flatMap(edit => textEdits(file.text, edit)) } }),
  }
}

export function findPlace(source: MappingsSource, at: string, part: Parameters<typeof locate>[2] = {}): Place {
  return placeIn(findFile(source, at), at, part)
}

/** The file that a diagnostic's pointer is into: the mappings file if it has this part, otherwise the definition. */
function findFile({ definition, mappings }: MappingsSource, at: string): JsonFile {
  const part = at.split('/')[1]
  const isSaid = part === 'settings' || (part === 'subscriptions' && mappings?.subscriptions !== undefined)
  return mappings && isSaid ? mappings.source : definition
}

/** Follows `$ref`, so that a shared part is shown at its own place. */
function placeIn({ file, text, value }: JsonFile, at: string, part: Parameters<typeof locate>[2]): Place {
  return { file, text, ...locate(text, findWrittenAt(value, at), part) }
}
