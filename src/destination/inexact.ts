import { isObject, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import type { FieldDefinition } from './definition.ts'
import { type Fields, jsonTypes } from './fieldSchema.ts'
import type { PayloadProblem } from './payload.ts'

/**
 * Numbers that would silently become others: one beyond 2^53 in an `integer` field or as the string of a `string` field,
 * and digits beyond it as the number of an `integer` field.
 */
export function findInexact(payload: JsonObject, fields: Fields, at: Pointer = ''): PayloadProblem[] {
  return Object.keys(payload).flatMap(key => {
    const field = own(fields, key)
    return field ? inField(payload[key], field, at + pointer('', key)) : []
  })
}

function inField(value: unknown, field: FieldDefinition, at: Pointer): PayloadProblem[] {
  if (Array.isArray(value)) {
    // Ajv takes a list of one for its item.
    if (!field.multiple && value.length !== 1) return []
    return value.flatMap((item, i) =>
      inField(item, { ...field, multiple: false }, field.multiple ? pointer(at, i) : at),
    )
  }
  if (field.properties !== undefined) return isObject(value) ? findInexact(value, field.properties, at) : []
  if (!isInexact(value, field)) return []
  const message = `expected ${jsonTypes(field).join(' or ')}, but ${value} has more digits than a JavaScript number keeps`
  return [{ code: 'CM903', at, message }]
}

function isInexact(value: unknown, field: FieldDefinition): boolean {
  const types = jsonTypes(field)
  if (types.includes('integer')) {
    const isRead = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
    return isRead && isUnsafe(Number(value))
  }
  return types.includes('string') && !types.includes('number') && typeof value === 'number' && isUnsafe(value)
}

function isUnsafe(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value)
}
