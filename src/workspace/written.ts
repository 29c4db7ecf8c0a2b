import { findWrittenAt } from '../destination/index.ts'
import { locate } from '../document/index.ts'
import { position } from '../text/index.ts'
import type { Json } from '../value/index.ts'
import { pointerKeys, readPath } from '../value/index.ts'
import type { Place } from './locatedDiagnostic.ts'
import type { MappingsSource } from './mappingsFile.ts'

/** The source of a part of a definition or mappings file. */
export interface Written {
  readonly place: Place
  /** `mappings/customerio.json:30:20` */
  readonly where: string
  readonly value: Json | undefined
}

/** Resolves a pointer: into the mappings file if it has the part, otherwise into the definition. */
export function findWritten(
  { definition, mappings }: MappingsSource,
  at: string,
  span?: { start: number; end: number },
): Written {
  const inMappings = mappings?.subscriptions !== undefined && /^\/subscriptions(\/|$)/.test(at)
  const { file, text, value } = mappings && (inMappings || at.startsWith('/settings')) ? mappings.source : definition
  const written = findWrittenAt(value, at)
  const place = { file, text, ...locate(text, written, { span }) }
  const { line, column } = position(text, place.start)
  return { place, where: `${file}:${line}:${column}`, value: readPath(value, pointerKeys(written)) as Json | undefined }
}
