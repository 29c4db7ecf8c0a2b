import { type Mapping, type MappingContext, parseMapping } from '../mapping/index.ts'
import { pointer, pointerKeys } from '../value/index.ts'
import { checkReads } from './checkReads.ts'
import type { Definition } from './definition.ts'
import { findSecretPlaces, type UnknownSecret, UnknownSecrets } from './unknownSecrets.ts'

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

/** Finds what templates read as unknown if settings are references: each setting, and constants computed from it. */
export function findUnknownValues(
  settings: readonly string[],
  constants: ReadonlyMap<string, Mapping>,
): UnknownSecrets {
  const own = settings.map((name): UnknownSecret => ({ path: ['settings', name], name, isWhole: true }))
  const unknown = new UnknownSecrets(own)
  if (constants.size === 0) return unknown
  const bySetting = new Map(own.map(secret => [secret.name, [secret]]))
  for (const [key, mapping] of constants) {
    for (const { at, name, isWhole } of findSecretPlaces(mapping, '', unknown)) {
      bySetting.get(name)!.push({ path: ['constants', key, ...pointerKeys(at)], name, isWhole })
    }
  }
  return new UnknownSecrets([...bySetting.values()].flat())
}
