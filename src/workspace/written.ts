import { findWrittenAt } from '../destination/index.ts'
import type { FilePlace, JsonDocument } from '../document/index.ts'
import type { Position, Span } from '../text/index.ts'
import type { Json } from '../value/index.ts'
import { pointerKeys, readPath } from '../value/index.ts'
import type { MappingsSource } from './mappingsFile.ts'

/** The source of a part of a definition or mappings file. */
export interface Written {
  readonly place: FilePlace
  readonly position: Position
  /** `mappings/customerio.json:30:20` */
  readonly where: string
  readonly value: Json | undefined
}

/** The document that a pointer is about: the mappings file if it has the part, otherwise the definition. */
export function chooseDocument({ definition, mappings }: MappingsSource, at: string): JsonDocument {
  const inMappings = mappings?.subscriptions !== undefined && /^\/subscriptions(\/|$)/.test(at)
  return mappings && (inMappings || at.startsWith('/settings')) ? mappings.source : definition
}

/** Resolves a pointer into the document that it is about. */
export function findWritten(source: MappingsSource, at: string, span?: Span): Written {
  const document = chooseDocument(source, at)
  const { file, value } = document
  // Only definitions have references and templates.
  const written = document === source.definition ? findWrittenAt(value, at) : at
  const place = document.locate(written, { span })
  const position = document.position(place.start)
  const where = `${file}:${position.line}:${position.column}`
  return { place, position, where, value: readPath(value, pointerKeys(written)) as Json | undefined }
}
