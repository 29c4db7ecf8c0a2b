import { type Mapping, type MappingContext, mappingFunction, parseMapping } from '../mapping/index.ts'
import { type Json, type JsonObject, pointer, pointerKeys } from '../value/index.ts'
import { checkReads } from './checkReads.ts'
import type { Definition } from './definition.ts'
import type { ResolvedSettings } from './settings.ts'
import { findSecretPlaces, type UnknownSecret } from './unknownSecrets.ts'

export interface Constants {
  readonly values: JsonObject
  readonly mappings: ReadonlyMap<string, Mapping>
  /** Settings that are references, and constants computed from them. */
  readonly unknown: readonly UnknownSecret[]
}

/** Computes the constants of a definition from the settings of an account. */
export function computeConstants(
  definition: Definition,
  { values: settings, references }: ResolvedSettings,
  context: MappingContext,
  hideSecrets: (text: string) => string,
): Constants {
  const values: Record<string, Json> = {}
  const mappings = new Map<string, Mapping>()
  const ofSettings = [...references].map(([key, name]): UnknownSecret => {
    return { path: ['settings', key], name, isWhole: true }
  })
  const unknown = [...ofSettings]
  for (const [key, value] of Object.entries(definition.constants ?? {})) {
    const at = pointer('/constants', key)
    const mapping = parseMapping(value, { ...context, at })
    if (mapping === undefined) continue
    mappings.set(key, mapping)
    checkReads(mapping, ['settings'], { definition }, context.problems)
    for (const place of findSecretPlaces(mapping, '', ofSettings)) {
      unknown.push({ ...place, path: ['constants', key, ...pointerKeys(place.at)] })
    }
    if (context.problems.errors.length > 0) continue
    try {
      const computed = mappingFunction(mapping)({ settings })
      if (computed !== undefined) values[key] = computed as Json
    } catch (error) {
      context.problems.add('CM703', at, `\`${key}\` cannot be computed: ${hideSecrets((error as Error).message)}`)
    }
  }
  return { values, mappings, unknown }
}
