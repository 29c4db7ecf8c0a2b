import { rememberByObject } from '../value/index.ts'
import { type RequiredPath, requiredWhen } from './condition.ts'
import { jsonTypes } from './fieldTypes.ts'
import type { PayloadField, PayloadFields } from './payloadFields.ts'

/** One field as coercion uses it. */
export interface PreparedField {
  readonly key: string
  readonly field: PayloadField
  /** JSON types of its value, or of each item of its list. */
  readonly types: readonly string[]
  /** Its number among the fields. */
  readonly place: number
}

/** Fields of a payload or object as coercion uses them: it meets few of many fields in most payloads. */
export interface PreparedFields {
  readonly byKey: ReadonlyMap<string, PreparedField>
  /** Keys of the fields that are always required. */
  readonly required: readonly string[]
  /** Fields that are required on conditions, also in objects. */
  readonly conditional: readonly RequiredPath[]
}

/** Prepares fields, once for all payloads. */
export const prepareFields = /* @__PURE__ */ rememberByObject((fields: PayloadFields): PreparedFields => {
  const all = Object.entries(fields).map(([key, field], place) => ({ key, field, types: itemTypes(field), place }))
  return {
    byKey: new Map(all.map(field => [field.key, field])),
    required: all.flatMap(({ key, field }) => (field.required === true ? [key] : [])),
    conditional: requiredWhen(fields),
  }
})

function itemTypes(field: PayloadField): readonly string[] {
  return field.allowNull && !field.multiple ? [...jsonTypes(field), 'null'] : jsonTypes(field)
}
