import type { FieldDefinition } from './definition.ts'

export type Fields = { readonly [key: string]: FieldDefinition }

/** Lists the JSON types of a field, without `multiple` and `allowNull`. */
export function jsonTypes(field: FieldDefinition): readonly string[] {
  if (field.type === 'datetime') return ['string', 'number']
  if (field.type === 'text' || field.type === 'secret') return ['string']
  return [field.type]
}

export function findFormat(field: FieldDefinition): string | undefined {
  return field.format ?? (field.type === 'datetime' ? 'date-like' : undefined)
}

export function listChoices(field: FieldDefinition): readonly (string | number | boolean)[] | undefined {
  return field.choices?.map(choice => (typeof choice === 'object' ? choice.value : choice))
}
