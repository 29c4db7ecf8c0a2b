import { charge, isObject, type JsonObject, own, pointer } from '../value/index.ts'
import type { FieldDefinition } from './definition.ts'
import { type Fields, jsonTypes } from './fieldTypes.ts'
import type { PayloadProblem } from './payloadProblem.ts'

/**
 * Finds numbers that a conversion would silently change: a number beyond 2^53 in an `integer` or `string` field, and digits
 * beyond it in an `integer` field.
 */
export function findInexact(payload: JsonObject, fields: Fields): PayloadProblem[] {
  const problems: PayloadProblem[] = []
  searchFields(payload, fields, [], problems)
  return problems
}

/** Searches the fields of a payload or object at `path`, which is restored on return. */
function searchFields(payload: JsonObject, fields: Fields, path: string[], problems: PayloadProblem[]): void {
  for (const key of Object.keys(payload)) {
    const field = own(fields, key)
    if (field === undefined) continue
    path.push(key)
    searchField(payload[key], field, field.multiple === true, path, problems)
    path.pop()
  }
}

function searchField(
  value: unknown,
  field: FieldDefinition,
  isList: boolean,
  path: string[],
  problems: PayloadProblem[],
): void {
  if (Array.isArray(value)) {
    // A list of one is coerced to its item.
    if (!isList && value.length === 1) searchField(value[0], field, false, path, problems)
    if (!isList) return
    for (const [i, item] of value.entries()) {
      path.push(String(i))
      searchField(item, field, false, path, problems)
      path.pop()
    }
  } else if (field.properties !== undefined) {
    if (isObject(value)) searchFields(value, field.properties, path, problems)
  } else if (isInexact(value, field)) {
    const expected = jsonTypes(field).join(' or ')
    const given = field.type === 'secret' ? 'it' : value
    const message = `expected ${expected}, but ${given} has more digits than a JavaScript number keeps`
    problems.push({ code: 'CM903', at: pointer('', ...path), message })
  }
}

function isInexact(value: unknown, field: FieldDefinition): boolean {
  if (field.type === 'integer') {
    if (typeof value === 'string') charge(value.length)
    const isRead = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
    return isRead && isUnsafe(Number(value))
  }
  if (typeof value !== 'number' || !isUnsafe(value)) return false
  const types = jsonTypes(field)
  return types.includes('string') && !types.includes('number')
}

function isUnsafe(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value)
}
