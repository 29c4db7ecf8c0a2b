import type { DiagnosticBag } from '../diagnostics/index.ts'
import type { Json } from '../value/index.ts'
import type { MappedField } from './action.ts'
import type { FieldDefinition } from './definition.ts'
import { jsonTypes, listChoices } from './fieldSchema.ts'
import { payloadCheck } from './payload.ts'

/** Reports a fixed value that is invalid for its field. The schema is used only if the value does not obviously fit. */
export function checkLiteral({ key, field, mapping }: MappedField, problems: DiagnosticBag): void {
  if (mapping?.kind !== 'value' || mapping.value === null || fitsPlainly(mapping.value, field)) return
  const check = payloadCheck({ [key]: { ...field, required: false } })
  const reason = check({ [key]: mapping.value as Json }).problems.find(({ code }) => code === 'CM903')?.message
  if (reason === undefined) return
  problems.add('CM411', mapping.at, `the field \`${key}\` can never hold this: ${reason}`)
}

function fitsPlainly(value: boolean | number | string, field: FieldDefinition): boolean {
  const { multiple, format, minimum, maximum } = field
  if (multiple || format !== undefined || minimum !== undefined || maximum !== undefined) return false
  const choices = listChoices(field)
  return jsonTypes(field).includes(typeof value) && (choices === undefined || choices.includes(value))
}
