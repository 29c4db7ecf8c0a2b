import type { Condition, FieldDefinition, RequiredWhen } from './definition.ts'

export type Schema = { readonly [keyword: string]: unknown }
export type Fields = { readonly [key: string]: FieldDefinition }

/**
 * Creates the JSON Schema of a payload, with which Ajv checks and coerces it if a guard fails.
 *
 * It equals Segment's schema for the same fields, except that a minimum of 0 counts and integers have bounds too.
 */
export function payloadSchema(fields: Fields): Schema {
  return { ...objectSchema(fields, false), ...conditional(fields) }
}

/** Lists the JSON types of a field, without `multiple` and `allowNull`. */
export function jsonTypes(field: FieldDefinition): readonly string[] {
  if (field.type === 'datetime') return ['string', 'number']
  if (field.type === 'text' || field.type === 'secret') return ['string']
  return [field.type]
}

export function findFormat(field: FieldDefinition): string | undefined {
  return field.format ?? (field.type === 'datetime' ? 'date-like' : undefined)
}

export function listChoices(field: FieldDefinition): readonly unknown[] | undefined {
  return field.choices?.map(choice => (typeof choice === 'object' ? choice.value : choice))
}

function objectSchema(fields: Fields, additionalProperties: boolean): Schema {
  const keys = Object.keys(fields)
  return {
    type: 'object',
    additionalProperties,
    properties: Object.fromEntries(keys.map(key => [key, fieldSchema(fields[key]!)])),
    required: keys.filter(key => fields[key]!.required === true),
  }
}

function fieldSchema(field: FieldDefinition): Schema {
  const value = valueSchema(field)
  if (field.multiple) return { type: 'array', items: value }
  if (!field.allowNull) return value
  return {
    ...value,
    type: [...jsonTypes(field), 'null'],
    ...(value.enum ? { enum: [...(value.enum as []), null] } : {}),
  }
}

function valueSchema(field: FieldDefinition): Schema {
  if (field.type === 'object') {
    return field.properties ? objectSchema(field.properties, field.additionalProperties ?? false) : { type: 'object' }
  }
  const [least, greatest] = field.type === 'number' || field.type === 'integer' ? numberBounds : textBounds
  const types = jsonTypes(field)
  const format = findFormat(field)
  const choices = listChoices(field)
  return {
    type: types.length === 1 ? types[0] : types,
    ...(types.includes('number') || types.includes('integer') ? { finite: true } : {}),
    // JSON Schema's keyword for values that are never shown.
    ...(field.type === 'secret' && { writeOnly: true }),
    ...(format === undefined ? {} : { format }),
    ...(choices === undefined ? {} : { enum: choices }),
    ...(field.minimum === undefined ? {} : { [least]: field.minimum }),
    ...(field.maximum === undefined ? {} : { [greatest]: field.maximum }),
  }
}

const numberBounds = ['minimum', 'maximum'] as const
const textBounds = ['minLength', 'maxLength'] as const

/** Creates `if`/`then` for every field or part of an object that is required on conditions. */
function conditional(fields: Fields): Schema {
  const rules = requiredWhen(fields).map(({ path, when }) => ({
    if: { [when.match === 'all' ? 'allOf' : 'anyOf']: when.conditions.map(conditionSchema) },
    then: requirePath(path),
  }))
  return rules.length === 0 ? {} : { allOf: rules }
}

export interface RequiredPath {
  readonly path: readonly string[]
  readonly when: RequiredWhen
}

export function requiredWhen(fields: Fields): RequiredPath[] {
  const found: RequiredPath[] = []
  for (const [key, field] of Object.entries(fields)) {
    if (typeof field.required === 'object') found.push({ path: [key], when: field.required })
    for (const [part, inner] of Object.entries(field.properties ?? {})) {
      if (typeof inner.required === 'object') found.push({ path: [key, part], when: inner.required })
    }
  }
  return found
}

/** Path of the field, or part of an object field, in a condition. */
export function conditionPath({ fieldKey }: Condition): readonly string[] {
  return fieldKey.split('.')
}

function conditionSchema(condition: Condition): Schema {
  const path = conditionPath(condition)
  const present = valueAt(path, condition.value === undefined ? { not: { type: 'null' } } : { const: condition.value })
  if (condition.value === undefined) return condition.operator === 'is' ? { not: present } : present
  return condition.operator === 'is' ? present : valueAt(path, { not: { const: condition.value } })
}

/** Schema for a path that is present with a value of the schema. */
function valueAt([key, ...rest]: readonly string[], schema: Schema): Schema {
  return { required: [key], properties: { [key!]: rest.length === 0 ? schema : valueAt(rest, schema) } }
}

function requirePath([key, ...rest]: readonly string[]): Schema {
  return { required: [key], ...(rest.length === 0 ? {} : { properties: { [key!]: requirePath(rest) } }) }
}
