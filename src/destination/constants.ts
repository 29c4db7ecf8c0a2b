import { type Mapping, type MappingContext, parseMapping } from '../mapping/index.ts'
import { pointer, pointerKeys } from '../value/index.ts'
import { checkReads } from './checkReads.ts'
import type { Definition } from './definition.ts'
import { findSecretPlaces, type UnknownSecret } from './unknownSecrets.ts'

/** Parses the constants of a definition: mappings over `{ settings }`, computed once for each account. */
export function parseConstants(definition: Definition, context: MappingContext): ReadonlyMap<string, Mapping> {
  const mappings = new Map<string, Mapping>()
  for (const [key, value] of Object.entries(definition.constants ?? {})) {
    const mapping = parseMapping(value, { ...context, at: pointer('/constants', key) })
    if (mapping === undefined) continue
    mappings.set(key, mapping)
    checkReads(mapping, ['settings'], { definition }, context.problems)
  }
  return mappings
}

/** Finds what templates read as unknown if a setting is a reference: the setting, and constants computed from it. */
export function findUnknownBy(setting: string, constants: ReadonlyMap<string, Mapping>): UnknownSecret[] {
  const own: UnknownSecret = { path: ['settings', setting], name: setting, isWhole: true }
  const computed = [...constants].flatMap(([key, mapping]) =>
    findSecretPlaces(mapping, '', [own]).map(place => ({
      ...place,
      path: ['constants', key, ...pointerKeys(place.at)],
    })),
  )
  return [own, ...computed]
}
