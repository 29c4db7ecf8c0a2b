import { isSetting } from '../analysis/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { FilePlace, JsonDocument, LocateOptions } from '../document/index.ts'
import { type LocatedDiagnostic, locateIn, locatePart } from './locatedDiagnostic.ts'
import type { MappingsSource } from './mappingsFile.ts'

/** Adds the file and the range that a diagnostic points to. */
export function locateDiagnostic(diagnostic: Diagnostic, source: MappingsSource): LocatedDiagnostic {
  const { at, related = [] } = diagnostic
  // A definition declares settings under the same pointer that an account gives their values under.
  const document = at.startsWith('/settings') && !isSetting(diagnostic) ? source.definition : findDocument(source, at)
  return {
    ...locateIn(document, diagnostic),
    related: related.map(other => ({ message: other.message, place: findPlace(source, other.at, other) })),
  }
}

export function findPlace(source: MappingsSource, at: string, part?: LocateOptions): FilePlace {
  return locatePart(findDocument(source, at), at, part)
}

/** The file that a diagnostic's pointer is into: the mappings file if it has this part, otherwise the definition. */
function findDocument({ definition, mappings }: MappingsSource, at: string): JsonDocument {
  const part = at.split('/')[1]
  const isSaid = part === 'settings' || (part === 'subscriptions' && mappings?.subscriptions !== undefined)
  return mappings && isSaid ? mappings.source : definition
}
