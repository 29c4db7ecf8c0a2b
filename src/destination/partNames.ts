import { type Json, type JsonObject, own, pointerKeys } from '../value/index.ts'
import type { Schema } from './fits.ts'
import { definitionSchema } from './schema.ts'
import { standard } from './standard/index.ts'

/** True for a string that has the form of the name of a part: `#/fields/id` of this file, or `std#/email`. */
export const isPartName = (value: unknown): value is string =>
  typeof value === 'string' && (value.startsWith('#') || value.startsWith('std#'))

/** Finds the part of a definition that a name stands for, or the standard one. */
export function findPart(definition: Json, name: string): Json | undefined {
  if (name.startsWith('std#/')) return own(standard, name.slice('std#/'.length))
  return name.startsWith('#/') ? findMember(definition, pointerKeys(name.slice(1))) : undefined
}

export function findMember(value: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((found, key) => {
    return typeof found === 'object' && found !== null ? own(found as JsonObject, key) : undefined
  }, value)
}

/** Schema of a whole definition; `memberSchema` finds the schemas of its parts. */
export const wholeSchema: Schema = definitionSchema

/** Returns the schema of a member or an item; `undefined` where any JSON may be, as in mappings. */
export function memberSchema(schema: Schema | undefined, key: string | number): Schema | undefined {
  if (schema === undefined) return undefined
  const { properties = {}, additionalProperties, items } = follow(schema)
  if (typeof key === 'number') return items
  return own(properties, key) ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
}

/** True for an object or a list that cannot be a string, such as a field. There, a string is the name of a part. */
export function takesName(schema: Schema | undefined): boolean {
  const types = schema === undefined ? [] : [follow(schema).type ?? []].flat()
  return (types.includes('object') || types.includes('array')) && !types.includes('string')
}

const schemas: { readonly [name: string]: Schema } = definitionSchema.$defs

function follow(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : schemas[schema.$ref.slice('#/$defs/'.length)]!
}
