import { type ActionDefinition, type Definition, parseDestination } from '../destination/index.ts'
import { Problems } from '../diagnostics/index.ts'

/** The actions of a definition by their keys, with the fields that they share written out. */
export function actionsOf(definition: Definition): ReadonlyMap<string, ActionDefinition> {
  const destination = parseDestination(definition, {}, [], new Problems())
  return new Map([...(destination?.actions ?? [])].map(([key, action]) => [key, action.definition]))
}
