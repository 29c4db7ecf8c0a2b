import { defineKey } from '../code/index.ts'
import { charge, cost, isObject, type JsonObject, own } from '../value/index.ts'
import type { FieldDefinition } from './definition.ts'
import { type Fields, jsonTypes } from './fieldTypes.ts'

/**
 * Copies a payload along its fields. Drops empty values that their fields do not accept, at the top and in objects, and
 * such items of lists; a single value of a list becomes a list. Values inside items stay: published destinations send a
 * null price in a list as 0, and saved mappings depend on it. Pays for the checks of the copy too, which visit the same values.
 */
export function cleanPayload(payload: JsonObject, fields: Fields): JsonObject {
  return copyFields(payload, fields, true)
}

function copyFields(value: JsonObject, fields: Fields, dropsEmpty: boolean): JsonObject {
  const copy: Record<string, unknown> = {}
  const keys = Object.keys(value)
  charge(keys.length * cost.member + Object.keys(fields).length * cost.kept)
  for (const key of keys) {
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
  if (dropsEmpty && (value === null || value === '')) return undefined
  const list = Array.isArray(value) ? value : [value]
  charge(list.length * cost.member)
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
  // A list of one is coerced to its item.
  return Array.isArray(value) && value.length === 1 ? [copyValue(value[0], field, false)] : value
}
