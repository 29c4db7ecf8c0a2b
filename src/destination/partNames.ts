import { type Json, own, pointerKeys, readPath } from '../value/index.ts'
import type { Schema } from './fits.ts'
import { definitionSchema } from './schema.ts'
import { standard } from './standard/index.ts'

/** True for a string that has the form of the name of a part: `#/fields/id` of this file, or `std#/email`. */
export const isPartName = (value: unknown): value is string =>
  typeof value === 'string' && (value.startsWith('#') || value.startsWith('std#'))

/** True for the name of a field or setting with a `!`, which means required: `std#/email!`. */
export function isRequiredName(value: unknown, schema: Schema | undefined): value is string {
  return isPartName(value) && value.endsWith('!') && partKind(schema) !== undefined && partKind(schema) !== 'action'
}

/** Keys of the part that `#/…` names. */
export const partKeys = (name: string): string[] => pointerKeys(name.slice(1))

/** Finds the part of a definition that a name stands for, or the standard one; also if a `!` is after the name. */
export function findPart(definition: Json, written: string): Json | undefined {
  const name = written.replace(/!$/, '')
  if (name.startsWith('std#/')) return own(standard, name.slice('std#/'.length))
  return name.startsWith('#/') ? (readPath(definition, partKeys(name)) as Json | undefined) : undefined
}

/** Schema of a whole definition; `memberSchema` finds the schemas of its parts. */
export const wholeSchema: Schema = definitionSchema

/** Returns the schema of a member or an item; `undefined` where any JSON may be, as in mappings. */
export function memberSchema(schema: Schema | undefined, key: string | number): Schema | undefined {
  if (schema === undefined) return undefined
  const { properties, additionalProperties, items, then, else: otherwise } = follow(schema)
  // One object, or a list of them.
  if (typeof key === 'number') return items ?? then?.items
  const rest = typeof additionalProperties === 'object' ? additionalProperties : undefined
  return (
    own(properties ?? {}, key) ?? rest ?? (properties === undefined ? memberSchema(otherwise ?? items, key) : undefined)
  )
}

/** Returns the schema of a part where it is declared, by its keys; `undefined` in fragments, which are anything. */
export function declaredSchema([section = '', ...keys]: readonly string[]): Schema | undefined {
  const root = memberSchema(wholeSchema, section === 'templates' ? 'actions' : section)
  return keys.reduce<Schema | undefined>(memberSchema, root)
}

/** True for an object or a list that cannot be a string, such as a field. There, a string is the name of a part. */
export function takesName(schema: Schema | undefined): boolean {
  const types = schema === undefined ? [] : [follow(schema).type ?? []].flat()
  return (types.includes('object') || types.includes('array')) && !types.includes('string')
}

const schemas: { readonly [name: string]: Schema } = definitionSchema.$defs

export type PartKind = 'setting' | 'field' | 'action'

/** The name of a schema that others refer to. */
export const schemaName = (schema: Schema | undefined): string | undefined => schema?.$ref?.slice('#/$defs/'.length)

/** The kind of a part that has a name for people. */
export function partKind(schema: Schema | undefined): PartKind | undefined {
  const kind = schemaName(schema)
  return kind === 'setting' || kind === 'field' || kind === 'action' ? kind : undefined
}

/** The key of a part where it is declared, which names it wherever it is used. A fragment has no such name. */
export function declaredKey(target: string): string | undefined {
  const [section, key] = partKeys(target).slice(-2)
  return section !== undefined && sections.has(section) ? key : undefined
}

const sections: ReadonlySet<string> = new Set(['settings', 'fields', 'properties', 'actions'])

function follow(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : schemas[schema.$ref.slice('#/$defs/'.length)]!
}
