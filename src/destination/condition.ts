import { isObject, type JsonObject, own, pointer } from '../value/index.ts'
import type { Condition, RequiredWhen } from './definition.ts'
import type { Fields } from './fieldTypes.ts'
import { absentField } from './misfit.ts'
import type { PayloadProblem } from './payloadProblem.ts'

/** A field, or a part of an object field at any depth, that is required on conditions. */
export interface RequiredPath {
  readonly path: readonly string[]
  readonly when: RequiredWhen
}

export function requiredWhen(fields: Fields, at: readonly string[] = []): RequiredPath[] {
  return Object.entries(fields).flatMap(([key, { required, properties = {} }]) => {
    const path = [...at, key]
    const own = typeof required === 'object' ? [{ path, when: required }] : []
    return [...own, ...requiredWhen(properties, path)]
  })
}

/** Path of the field, or part of an object field, in a condition. */
export function conditionPath({ fieldKey }: Condition): readonly string[] {
  return fieldKey.split('.')
}

/** Finds absent fields that a payload requires on conditions. */
export function findAbsent(payload: JsonObject, required: readonly RequiredPath[]): PayloadProblem[] {
  return required.flatMap(({ path, when: { match, conditions } }) => {
    const holds = (condition: Condition) => isMet(condition, payload)
    const isRequired = match === 'all' ? conditions.every(holds) : conditions.some(holds)
    return isRequired ? findAbsentPart(payload, path) : []
  })
}

function isMet(condition: Condition, payload: JsonObject): boolean {
  const { operator, value } = condition
  const path = conditionPath(condition)
  if (value !== undefined) return holdsAt(payload, path, found => (found === value) === (operator === 'is'))
  return holdsAt(payload, path, found => found !== null) === (operator === 'is_not')
}

/** True if a path is present and its value passes. As in JSON Schema, parts of a value that is no object pass. */
function holdsAt(value: unknown, [key, ...rest]: readonly string[], passes: (value: unknown) => boolean): boolean {
  if (key === undefined) return passes(value)
  if (!isObject(value)) return true
  const part = own(value, key)
  return part !== undefined && holdsAt(part, rest, passes)
}

function findAbsentPart(payload: JsonObject, path: readonly string[]): PayloadProblem[] {
  let value: unknown = payload
  for (const [depth, key] of path.entries()) {
    if (!isObject(value)) return []
    value = own(value, key)
    if (value === undefined) return [absentField(pointer('', ...path.slice(0, depth)), key)]
  }
  return []
}
