import { isObject, type Json, type JsonObject, own, type Pointer, pointer } from '../../value/index.ts'
import type { Notes } from './notes.ts'

/** Surroundings of a field. */
export interface FieldScope {
  readonly notes: Notes
  /** Fields of the action. */
  readonly root: JsonObject
  /** Keys of the fields that contain it. */
  readonly parents: readonly string[]
}

/** Converts `required`. Without `match`, all conditions of Segment hold, and any of callmap. */
export function convertRequired(value: Json, at: Pointer, scope: FieldScope): Json | undefined {
  if (typeof value === 'boolean') return value || undefined
  const given: readonly Json[] = isObject(value) && Array.isArray(value.conditions) ? value.conditions : []
  const isAny = isObject(value) && value.match === 'any'
  const conditions = given
    .map((condition, i) => convertCondition(condition, pointer(at, 'conditions', i), scope))
    .filter(condition => condition !== undefined)
  const isWhole = conditions.length === given.length
  if (!isWhole || given.length === 0) scope.notes.add('required', at)
  // Without one of its conditions, a list of which all must hold would require the field too often.
  if (conditions.length === 0 || (!isWhole && !isAny)) return undefined
  return { ...(!isAny && conditions.length > 1 && { match: 'all' }), conditions }
}

function convertCondition(condition: Json, at: Pointer, scope: FieldScope): JsonObject | undefined {
  if (!isObject(condition)) return undefined
  const { type = 'field', fieldKey, operator, value } = condition
  const isSimple = typeof value !== 'object' || value === null
  if (type !== 'field' || typeof fieldKey !== 'string' || !isSimple) return undefined
  if (operator !== 'is' && operator !== 'is_not') return undefined
  const key = findKey(fieldKey, scope)
  if (key === undefined) return undefined
  if (key !== fieldKey) scope.notes.add('fieldKey', pointer(at, 'fieldKey'))
  return { fieldKey: key, operator, ...(value !== undefined && { value }) }
}

/** A field of the action by this name, or else a property beside the field. */
function findKey(key: string, { root, parents }: FieldScope): string | undefined {
  const beside = [...parents.slice(0, -1), key].join('.')
  return [key, beside].find(path => isField(path.split('.'), root))
}

function isField([key, ...rest]: readonly string[], fields: JsonObject): boolean {
  if (key === undefined) return true
  const field = own(fields, key)
  if (!isObject(field)) return false
  return !isObject(field.properties) || isField(rest, field.properties)
}
