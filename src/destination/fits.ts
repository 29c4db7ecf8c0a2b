/** A JSON Schema with the keywords that `fits` knows. */
export interface Schema {
  readonly $schema?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  /** The language of a string in a file; not tested. */
  readonly contentMediaType?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly required?: readonly string[]
  readonly properties?: Schemas
  readonly propertyNames?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly not?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly $ref?: string
  readonly $defs?: Schemas
}

export type Schemas = { readonly [name: string]: Schema }

/**
 * Tests JSON as Ajv does. Ajv also reports mistakes, but takes longer to compile a schema than most processes run; so it
 * is only asked for them.
 */
export function fits(value: unknown, schema: Schema, root: Schema = schema): boolean {
  const { $ref } = schema
  if ($ref !== undefined && !fits(value, root.$defs![$ref.slice('#/$defs/'.length)]!, root)) return false
  if (schema.type !== undefined && !hasType(value, schema.type)) return false
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false
  if (schema.not !== undefined && fits(value, schema.not, root)) return false
  if (schema.if !== undefined) {
    const branch = fits(value, schema.if, root) ? schema.then : schema.else
    if (branch !== undefined && !fits(value, branch, root)) return false
  }
  if (typeof value === 'string') return fitsText(value, schema)
  if (typeof value === 'number') return fitsNumber(value, schema)
  if (typeof value !== 'object' || value === null) return true
  return Array.isArray(value) ? fitsList(value, schema, root) : fitsObject(value, schema, root)
}

function hasType(value: unknown, type: string | readonly string[]): boolean {
  return typeof type === 'string' ? types[type]!(value) : type.some(one => types[one]!(value))
}

const types: { readonly [type: string]: (value: unknown) => boolean } = {
  string: value => typeof value === 'string',
  number: Number.isFinite,
  integer: Number.isInteger,
  boolean: value => typeof value === 'boolean',
  null: value => value === null,
  array: Array.isArray,
  object: value => typeof value === 'object' && value !== null && !Array.isArray(value),
}

function fitsText(text: string, { pattern, minLength = 0 }: Schema): boolean {
  if (minLength > 0 && [...text.slice(0, 2 * minLength)].length < minLength) return false
  return pattern === undefined || compile(pattern).test(text)
}

const patterns = new Map<string, RegExp>()

function compile(pattern: string): RegExp {
  const compiled = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, compiled)
  return compiled
}

function fitsNumber(number: number, { minimum, exclusiveMinimum, maximum }: Schema): boolean {
  if (minimum !== undefined && !(number >= minimum)) return false
  if (exclusiveMinimum !== undefined && !(number > exclusiveMinimum)) return false
  return maximum === undefined || number <= maximum
}

function fitsList(
  list: readonly unknown[],
  { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY }: Schema,
  root: Schema,
): boolean {
  return (
    list.length >= minItems &&
    list.length <= maxItems &&
    (items === undefined || list.every(item => fits(item, items, root)))
  )
}

function fitsObject(object: object, schema: Schema, root: Schema): boolean {
  const { properties = {}, additionalProperties = true, propertyNames, required = [] } = schema
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema
  const members = object as { readonly [key: string]: unknown }
  const keys = Object.keys(object)
  if (keys.length < minProperties || keys.length > maxProperties) return false
  if (!required.every(key => Object.hasOwn(members, key) && members[key] !== undefined)) return false
  return keys.every(key => {
    if (propertyNames !== undefined && !fits(key, propertyNames, root)) return false
    const value = members[key]
    if (Object.hasOwn(properties, key)) return value === undefined || fits(value, properties[key]!, root)
    return typeof additionalProperties === 'boolean' ? additionalProperties : fits(value, additionalProperties, root)
  })
}
