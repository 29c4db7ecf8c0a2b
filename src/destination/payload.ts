import { defineKey } from '../code/index.ts'
import { newAjv } from '../value/ajv.ts'
import {
  type ErrorObject,
  type Foreign,
  findForeign,
  isObject,
  type JsonObject,
  own,
  pointer,
  type ValidateFunction,
} from '../value/index.ts'
import type { FieldDefinition } from './definition.ts'
import { type Fields, jsonTypes, payloadSchema, type Schema } from './fieldSchema.ts'
import { isDateLike } from './formats.ts'
import { findInexact } from './inexact.ts'
import type { PayloadProblem } from './payloadProblem.ts'

const ajv = newAjv({ coerceTypes: 'array', removeAdditional: true, ownProperties: true, strict: false, verbose: true })
ajv.addFormat('date-like', isDateLike)
ajv.addFormat('text', true)
// Ajv coerces strings such as `1e999` to infinity, which JSON does not have.
ajv.addKeyword({ keyword: 'finite', schema: false, validate: isFiniteIfNumber })

function isFiniteIfNumber(value: unknown): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}

/** Validates a payload and returns a coerced copy, or its problems. */
export type PayloadCheck = (payload: JsonObject) => {
  readonly payload: JsonObject
  readonly problems: readonly PayloadProblem[]
}

/** Compiles a schema and removes it from Ajv, which would keep it forever. */
function compileOnce(schema: Schema): ValidateFunction {
  const validate = ajv.compile(schema)
  ajv.removeSchema(schema)
  return validate
}

/**
 * Creates the full validation of a payload, used if its guards fail: drops empty values that their fields do not accept,
 * coerces values, drops unknown fields, and reports problems.
 *
 * Ajv writes to its argument, so it gets a copy of all parts that it may change.
 */
export function payloadCheck(fields: Fields): PayloadCheck {
  let compiled: ValidateFunction | undefined
  return given => {
    compiled ??= compileOnce(payloadSchema(fields))
    const validate = compiled
    const foreign = findForeign(given)
    if (foreign) return { payload: given, problems: [{ code: 'CM903', at: foreign.at, message: notJson(foreign) }] }
    const payload = copyFields(given, fields, true)
    // Searched before Ajv coerces them.
    const inexact = findInexact(payload, fields)
    if (validate(payload)) return { payload, problems: inexact }
    const errors = (validate.errors ?? []).filter(error => error.keyword !== 'if')
    return { payload, problems: [...inexact, ...errors.map(describe)] }
  }
}

/**
 * Copies a payload along its fields. Drops empty values that their fields do not accept, at the top and in objects, and
 * such items of lists. Values inside items stay: published destinations send a null price in a list as 0, and saved
 * mappings depend on it.
 */
function copyFields(value: JsonObject, fields: Fields, dropsEmpty: boolean): JsonObject {
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const field = own(fields, key)
    const kept = field ? copyField(value[key], field, dropsEmpty) : value[key]
    if (kept !== undefined) defineKey(copy, key, kept)
  }
  return copy as JsonObject
}

function copyField(value: unknown, field: FieldDefinition, dropsEmpty: boolean): unknown {
  if (!field.multiple) {
    if (dropsEmpty && isEmptyFor(field, value, field.allowNull === true)) return undefined
    return copyValue(value, field, dropsEmpty)
  }
  if (value === null) return dropsEmpty ? undefined : null
  if (value === '' && dropsEmpty) return undefined
  const list = Array.isArray(value) ? value : [value]
  const kept = dropsEmpty ? list.filter(item => !isEmptyFor(field, item, false)) : list
  return kept.map(item => copyValue(item, field, false))
}

function isEmptyFor(field: FieldDefinition, value: unknown, allowsNull: boolean): boolean {
  if (value === undefined) return true
  return (value === null && !allowsNull) || (value === '' && !jsonTypes(field).includes('string'))
}

function copyValue(given: unknown, field: FieldDefinition, dropsEmpty: boolean): unknown {
  const value = given instanceof Date ? given.toISOString() : given
  if (field.properties === undefined) return value
  if (isObject(value)) return copyFields(value, field.properties, dropsEmpty)
  // Ajv coerces a list of one to its item, and then writes to that item.
  return Array.isArray(value) && value.length === 1 ? [copyValue(value[0], field, false)] : value
}

const notJson = ({ what }: Foreign) => `expected a value that JSON has, but it is ${what}`

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
    case 'enum':
      return `expected one of ${(schema.enum as unknown[]).map(choice => JSON.stringify(choice)).join(', ')}`
    case 'finite':
      return 'expected a finite number'
    case 'format':
      return `expected a string of the format ${params.format}`
    case 'minLength':
    case 'maxLength':
      return `expected ${keyword === 'minLength' ? 'at least' : 'at most'} ${params.limit} characters`
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
