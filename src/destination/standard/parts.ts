import type { FieldDefinition } from '../definition.ts'

type StandardFields = { readonly [name: string]: FieldDefinition }

/** Keeps the names of fields and checks that they are fields. */
export function fields<Fields extends StandardFields>(all: Fields): Fields {
  return all
}

/** Takes the first of some paths of an event that is neither absent nor null. */
export function first(...paths: readonly string[]): { '@path': string } | { '@coalesce': { '@path': string }[] } {
  const mappings = paths.map(path => ({ '@path': `$.${path}` }))
  return mappings.length === 1 ? mappings[0]! : { '@coalesce': mappings }
}
