import type { FieldDefinition } from './definition.ts'
import { type Fields, findFormat, listChoices } from './fieldTypes.ts'

const deciding = [
  ...(['type', 'format', 'minimum', 'maximum', 'required'] as const),
  ...(['multiple', 'allowNull', 'additionalProperties'] as const),
]

/** The members of a field that decide which values it takes. */
export interface PayloadField extends Pick<FieldDefinition, (typeof deciding)[number]> {
  readonly choices?: readonly (string | number | boolean)[]
  readonly properties?: PayloadFields
}

export type PayloadFields = { readonly [key: string]: PayloadField }

/** Reduces fields to the data that `coercePayload` needs. */
export function payloadFields(fields: Fields): PayloadFields {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, payloadField(field)]))
}

/** Reduces one field. */
export function payloadField(field: FieldDefinition): PayloadField {
  const data: Record<string, unknown> = {}
  for (const key of deciding) if (field[key] !== undefined) data[key] = field[key]
  if (field.choices) data.choices = listChoices(field)
  if (field.properties) data.properties = payloadFields(field.properties)
  return data as unknown as PayloadField
}

/** Lists the formats that fields name, each once. */
export function listFormats(fields: Fields): string[] {
  const all = Object.values(fields).flatMap(field => [
    ...(findFormat(field) === undefined ? [] : [findFormat(field)!]),
    ...listFormats(field.properties ?? {}),
  ])
  return [...new Set(all)]
}
