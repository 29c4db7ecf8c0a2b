import { writtenAt } from '../destination/index.ts'
import { locate } from '../document/index.ts'
import { position } from '../text/index.ts'
import type { Json } from '../value/index.ts'
import { isObject } from '../value/index.ts'
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
  const written = writtenAt(value, at)
  const place = { file, text, ...locate(text, written, { span }) }
  const { line, column } = position(text, place.start)
  return { place, where: `${file}:${line}:${column}`, value: valueAt(value, written) }
}

function valueAt(root: Json, at: string): Json | undefined {
  let value: Json | undefined = root
  for (const key of at.split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(value)) value = value[Number(name)]
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}
