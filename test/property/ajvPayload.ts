import { cleanPayload } from '../../src/destination/cleanPayload.ts'
import type { CoercedPayload } from '../../src/destination/coercePayload.ts'
import { conditionPath, requiredWhen } from '../../src/destination/condition.ts'
import { isDateLike } from '../../src/destination/dateLike.ts'
import type { Condition, FieldDefinition } from '../../src/destination/definition.ts'
import { type Fields, findFormat, jsonTypes, listChoices } from '../../src/destination/fieldTypes.ts'
import { findInexact } from '../../src/destination/inexact.ts'
import type { PayloadProblem } from '../../src/destination/payloadProblem.ts'
import { newAjv } from '../../src/value/ajv.ts'
import { type ErrorObject, isObject, type JsonObject, pointer } from '../../src/value/index.ts'

/** The reference of `coercePayload`: the JSON Schema of the fields in Ajv. */

type Schema = { readonly [keyword: string]: unknown }

const ajv = newAjv({ coerceTypes: 'array', removeAdditional: true, ownProperties: true, strict: false, verbose: true })
ajv.addFormat('date-like', isDateLike)
ajv.addFormat('text', true)
// Ajv coerces strings such as `1e999` to infinity, which JSON does not have.
ajv.addKeyword({ keyword: 'finite', schema: false, validate: isFiniteIfNumber })

function isFiniteIfNumber(value: unknown): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}

/** Creates the check of a payload. Ajv writes to its argument, so it gets a copy. */
export function ajvCheck(fields: Fields): (payload: JsonObject) => CoercedPayload {
  const schema = payloadSchema(fields)
  const validate = ajv.compile(schema)
  ajv.removeSchema(schema)
  return given => {
    const payload = cleanPayload(given, fields)
    const inexact = findInexact(payload, fields)
    if (validate(payload)) return { payload, problems: inexact }
    const errors = (validate.errors ?? []).filter(error => error.keyword !== 'if')
    return { payload, problems: [...inexact, ...errors.map(describe)] }
  }
}

/** It equals Segment's schema for the same fields, except that a minimum of 0 counts and integers have bounds too. */
function payloadSchema(fields: Fields): Schema {
  return { ...objectSchema(fields, false), ...conditional(fields) }
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

function conditionSchema(condition: Condition): Schema {
  const path = conditionPath(condition)
  // Not `type: 'null'`, to which Ajv would coerce false, 0 and `''`.
  const present = valueAt(path, condition.value === undefined ? { not: { const: null } } : { const: condition.value })
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

function describe({ keyword, instancePath, params, data, parentSchema }: ErrorObject): PayloadProblem {
  if (keyword === 'required') {
    const name: string = params.missingProperty
    const where = instancePath === '' ? '' : ` of \`${instancePath}\``
    return { code: 'CM901', at: pointer(instancePath, name), message: `required field \`${name}\`${where} is absent` }
  }
  const message = expected(keyword, params, parentSchema as Schema)
  const isSecret = parentSchema?.writeOnly === true
  return { code: 'CM903', at: instancePath, message: isSecret ? message : `${message}, but it is ${shown(data)}` }
}

function expected(keyword: string, params: ErrorObject['params'], schema: Schema): string {
  switch (keyword) {
    case 'type':
      return `expected ${[params.type].flat().join(' or ')}`
    case 'enum': {
      const choices = (schema.enum as unknown[]).map(choice => JSON.stringify(choice))
      const others = choices.length > 20 ? ` or ${choices.length - 20} others` : ''
      return `expected one of ${choices.slice(0, 20).join(', ')}${others}`
    }
    case 'finite':
      return 'expected a finite number'
    case 'format':
      return `expected a string of the format ${params.format}`
    case 'minLength':
    case 'maxLength':
      return `expected ${keyword === 'minLength' ? 'at least' : 'at most'} ${params.limit} ${params.limit === 1 ? 'character' : 'characters'}`
    default:
      return `expected a number ${params.comparison} ${params.limit}`
  }
}

/** Describes a value for a message; long strings are cut, and objects only named. */
function shown(value: unknown): string {
  if (isObject(value)) return 'an object'
  if (Array.isArray(value)) return `a list of ${value.length}`
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'absent')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
